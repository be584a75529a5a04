# What is put right by hand moves the numbers, says who and why, and is undone as easily.
window="--from 2026-02-01 --until 2026-03-01 --now 2026-03-01T00:00:00Z"
at="--now 2026-02-20T00:00:00Z"
expect 0 shiplog import "$SHIPLOG_E2E/data/small.ndjson"
# What was counted; the data end later by what was said of them, so rates per week may move.
counted() { shiplog metrics $window --format json | jq -c "[.metrics[] | {id, count, numerator, percentiles, notes}]"; }
counted >before

# A pull request, by the name that people use.
expect 0 shiplog metrics throughput $window --format json
merged=$(jq '.metrics[0].count' out)
expect 0 shiplog exclude acme/api#12 --reason "only generated code" --by ada $at --format json
json '.corrections[0] | .of == "pull_request" and .field == "excluded" and .value == "true" and
      .by == "ada" and .at == "2026-02-20T00:00:00Z" and .in_effect'
first=$(jq -r '.corrections[0].id' out)
expect 0 shiplog metrics throughput $window --format json
json ".metrics[0].count == $merged - 1"
json '.metrics[0].notes[0] | startswith("1 pull request is left out by hand")'
expect 0 shiplog explain throughput $window --format json
json '.items[] | select(.pull_request.number == 12) | .counted == false and
      .reason == "excluded_by_hand" and .correction.by == "ada" and
      .correction.reason == "only generated code"'
expect 0 shiplog explain throughput $window
says "ada: only generated code" out
expect 0 shiplog explain throughput $window --format csv
says "ada,only generated code" out

# A failure: said by hand, or taken back.
expect 0 shiplog override deployment D_2 failed --reason "logins were down" --by lin $at
says "Undo it with 'shiplog override --undo" out
expect 0 shiplog override deployment D_3 ok --reason "a false alarm" --by lin $at
expect 0 shiplog explain change_fail_rate $window --format json
json '.items[] | select(.deployment == "D_2") | .failed and .confidence == "confirmed" and
      .evidence[0].kind == "by_hand" and .evidence[0].correction.reason == "logins were down"'
json '.items[] | select(.deployment == "D_3") | .failed == false and .confidence == null and
      ([.evidence[].kind] == ["by_hand", "incident"])'
expect 0 shiplog explain change_fail_rate $window
says "by hand (lin: logins were down)" out
# The cause of an incident.
expect 0 shiplog override incident I_1 caused-by D_1 --reason post-mortem --by lin $at
expect 0 shiplog explain change_fail_rate $window --format json
json '.items[] | select(.deployment == "D_1") | .failed and
      .evidence[0].correction.reason == "post-mortem"'

# The lists say who, when and why, each of its own kind.
expect 0 shiplog exclude
says "acme/api#12" out
says "only generated" out
says_not "post-mortem" out
expect 0 shiplog override --format json
json '[.corrections[] | .field] | sort == ["deployment", "failed", "failed"]'

# An export is a whole backup.
shiplog export >backup || fail "export"
expect 0 shiplog --store sqlite:other.db import backup
shiplog --store sqlite:other.db export | cmp - backup || fail "another export"
expect 0 shiplog --store sqlite:other.db override --format json
json '.corrections | length == 3'

# Undone, everything is as it was before.
for id in $(shiplog override --format json | jq -r '.corrections[].id'); do
  expect 0 shiplog override --undo "$id" --reason "as it was" --by ada $at
done
expect 0 shiplog exclude --undo "$first" --reason "it was real" --by ada $at
says "counts again" out
counted | cmp - before || fail "the numbers did not come back"
expect 0 shiplog exclude
says "Nothing is left out by hand" err
expect 0 shiplog exclude --all --format json
json '.corrections | length == 2 and (map(.in_effect) | any | not)'
export USER=ada
expect 1 shiplog exclude --undo "$first" --reason "once more"
expect 4 shiplog exclude --undo C_none --reason "what"

# What is wrong is said.
expect 2 shiplog exclude acme/api#12
says "--reason" err
expect 4 shiplog exclude acme/apy#12 --reason why
says "acme/api" err
expect 4 shiplog exclude deployment D_99 --reason why
expect 2 shiplog exclude weather W_1 --reason why
expect 2 shiplog override deployment D_2 broken --reason why
expect 2 shiplog override incident I_1 D_1 --reason why
unset USER LOGNAME
expect 2 shiplog exclude acme/api#12 --reason why
says "--by" err
