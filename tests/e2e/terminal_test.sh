# Colours and progress on a terminal only; NO_COLOR, --quiet and --log-format are heeded.
expect 0 shiplog import "$SHIPLOG_E2E/data/small.ndjson"
escape=$(printf '\033')
says_not "$escape" out

# on_terminal COMMAND: what it writes when its output is a terminal.
on_terminal() {
  script -qec "$1" /dev/null </dev/null | tr -d '\r'
}
on_terminal "$SHIPLOG_BINARY report --last 2y" >colored
says "$escape[" colored
NO_COLOR=1 on_terminal "$SHIPLOG_BINARY report --last 2y" >plain
says_not "$escape[1m" plain

echo junk >junk.ndjson
expect 3 shiplog --log-format json import junk.ndjson
jq -es 'map(select(.level == "warning" and (.message | startswith("junk.ndjson:1:")))) | length == 1' \
  err >/dev/null || fail "no JSON: $(cat err)"
expect 0 shiplog --quiet import "$SHIPLOG_E2E/data/small.ndjson"
equal "$(cat err)" ""
