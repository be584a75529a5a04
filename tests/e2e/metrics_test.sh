# Metrics of a small history whose numbers can be worked out by hand, in every format.
window="--from 2026-02-01 --until 2026-03-01 --now 2026-03-01T00:00:00Z"
expect 0 shiplog import "$SHIPLOG_E2E/data/small.ndjson"

# Lead times of 6 and 10 hours.
expect 0 shiplog metrics lead_time change_fail_rate recovery_time $window --format json
json '.window == {"from": "2026-02-01T00:00:00Z", "until": "2026-03-01T00:00:00Z",
                  "every": null, "time_zone": "UTC"}'
json '.scope == {"repositories": [], "bots": "default"}'
json '.complete_until == "2026-02-05T10:00:00Z"'
json '.metrics | map(.id) == ["lead_time", "change_fail_rate", "recovery_time"]'
json '.metrics[0] | .value == 28800 and .count == 2 and .unit == "seconds" and .version == 1'
json '.metrics[0] | has("interval") | not'
json '.metrics[0].parts | .coding.value == 3600 and .pickup.value == 7200 and .review.value == 0'
json '.metrics[0].percentiles.p90 > 28800'
json '.metrics[0].deployments_from == {"acme/api": "deployments"}'
json '.metrics[1] | .numerator == 1 and .denominator == 3 and .interval.level == 0.95'
json '.metrics[2] | .value == 10800 and .still_open == 0'
json '.metrics[0].previous | .value == null and .change_is_clear == false and .change == "no clear change"'
grep -q '"value":28800.0' out || fail "a real is not written as one"

# Series, groups, and what is absent rather than zero.
expect 0 shiplog metrics change_fail_rate $window --every week --group-by repository --format json
json '.metrics[0].series | length == 5 and .[0].partial and .[1].value == 0.5'
json '.metrics[0].series[3] | .value == null and .absent != null'
json '.metrics[0].groups[] | select(.key == "acme/api") | .by == "repository"'
expect 0 shiplog metrics change_fail_rate --repository acme/docs $window
says "–" out

# Other groups and lenses; people are never told apart.
expect 0 shiplog metrics lead_time $window --group-by size --every week --percentile 75 --by merged --working-hours --format json
json '.metrics[0] | .percentile == 75 and .by == "merged" and .time == "working_hours" and .elapsed.count == .count'
json '.metrics[0].groups | map(.by) | unique == ["size"]'
json '.metrics[0].groups[0] | .key == "XS" and (.series | length) == 5'
expect 2 shiplog metrics throughput $window --group-by author
says "nothing is grouped by person" err
expect 4 shiplog metrics throughput $window --team nobody
says "there is no team 'nobody'" err
expect 4 shiplog metrics throughput $window --me nobody
says "nobody in the store has the login 'nobody'" err

# The headline ones when none is named.
expect 0 shiplog metrics $window --format json
json '.metrics | length == 9'
json '.metrics[0] | .level.set == "dora-2024" and .level.name == "elite" and .score > 7'
json '.grade | .of == 5 and .metrics >= 2 and .letter == null and .industry.year == 2025'

expect 0 shiplog metrics lead_time $window --format csv
says "lead_time,total,,2026-02-01T00:00:00Z,2026-03-01T00:00:00Z,28800.0,seconds,2," out
expect 0 shiplog metrics lead_time $window --format markdown
says "| Lead time for changes | 8 h |" out

# Scope.
expect 0 shiplog metrics throughput --repository R_1 $window --format json
json '.scope.repositories == ["acme/api"] and .metrics[0].count == 3'
expect 4 shiplog metrics --repository acme/apo $window
says "did you mean 'acme/api'?" err
expect 0 shiplog metrics deployment_frequency --environment staging $window --format json
json '.metrics[0].count == 1 and .scope.environment == "staging"'

# The clock cuts the facts: before its deployment, the second change has none.
expect 0 shiplog metrics lead_time --last 30d --now 2026-02-03T18:00:00Z --format json
json '.metrics[0] | .value == 21600 and .count == 1'

# The grade is of the five together, not of one that is named.
expect 0 shiplog metrics lead_time $window --format json
json 'has("grade") | not'

# What stands in the tables of work, and when in the week it happened.
expect 0 shiplog metrics activity review_depth flow_ratio knowledge_spread $window --format json
json '.metrics[0].by_weekday_and_hour | length == 7 and all(length == 24)'
expect 0 shiplog metrics activity $window
says "Mon  " out

# The catalog.
expect 0 shiplog metrics list --format json
json '.metrics | length >= 32 and all(.definition != "" and .caveat != "" and .question != "")'
