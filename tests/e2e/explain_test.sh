# Explain lists each thing that was counted and each one that was not, with its reason.
window="--from 2026-02-01 --until 2026-03-01 --now 2026-03-01T00:00:00Z"
expect 0 shiplog import "$SHIPLOG_E2E/data/small.ndjson"

expect 0 shiplog explain lead_time $window --format json
json '.metric == "lead_time" and .value == 28800 and .count == 2'
json '.items[] | select(.pull_request.number == 12) |
      .counted and .deployment == "D_2" and .linked_by == "commit" and .lead_time == 21600 and
      .stages == {"coding": 3600, "pickup": 7200, "review": 0, "merge": 7200, "deploy": 3600,
                  "development": null}'
json '.items[] | select(.pull_request.number == 13) |
      .stages.pickup == null and .first_review_at == null and .stages.merge == 14400'
json '.items[] | select(.pull_request.number == 14) | .counted == false and .reason == "not_deployed"'
json '.items[] | select(.commit == "c0") | .reason == "first_deployment"'
# Recomputing the value from the counted ones gives it.
json '([.items[] | select(.counted) | .lead_time] | add / length) == .value'

expect 0 shiplog explain change_fail_rate $window --format json
json '.items | length == 3'
json '.items[] | select(.deployment == "D_3") |
      .failed and .confidence == "confirmed" and .evidence == [{"kind": "incident", "source": "I_1"}]
      and .recovered_at == "2026-02-03T22:00:00Z" and .recovered_by == "I_1"'
json '.items[] | select(.deployment == "D_1") | .failed == false and .confidence == null'

expect 0 shiplog explain deployment_frequency $window --format json
json '.items[] | select(.deployment == "D_4") | .counted == false and .reason == "not_production"'

expect 0 shiplog explain lead_time $window
says "#12 Add login" out
says "日本語" out
expect 0 shiplog explain lead_time $window --limit 1
says "and 4 more" out
expect 2 shiplog explain lead_time --limit 0
expect 4 shiplog explain lead_tim
expect 0 shiplog explain lead_time $window --format csv
says '"Größere Änderung: 日本語, ""quoted"""' out
expect 0 shiplog explain lead_time $window --format markdown

# Every metric explains itself.
for id in $(shiplog metrics list --format json | jq -r '.metrics[].id'); do
  expect 0 shiplog explain "$id" $window --format json
  json '.items | type == "array"'
done
