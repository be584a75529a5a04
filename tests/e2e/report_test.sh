# The report is one screen, the same for the same facts and clock.
# SHIPLOG_UPDATE_GOLDEN=1 in the environment of `run` writes what is expected anew.
window="--from 2026-02-01 --until 2026-03-01 --now 2026-03-01T00:00:00Z"
golden=$SHIPLOG_E2E/data/report.txt
expect 0 shiplog import "$SHIPLOG_E2E/data/small.ndjson"
expect 0 shiplog report --repository acme/api $window
[ -z "${SHIPLOG_UPDATE_GOLDEN:-}" ] || cp out "$golden"
diff -u "$golden" out || fail "the report reads otherwise"

# Without UTF-8 it is plain ASCII, and never wider than the screen.
LC_ALL=C expect 0 shiplog report $window
LC_ALL=C grep -qP '[^\x00-\x7F]' out && fail "not ASCII"
awk 'length($0) > 80 { exit 1 }' out || fail "a line is wider than the screen"

# The same without the column file, and from it.
shiplog report $window >first
rm -f home/.local/share/shiplog/*.columns
shiplog report $window >second
cmp first second || fail "the column file changes the report"

expect 0 shiplog report $window --format json
json '.metrics | length == 12'

# An empty store says what to do, and so do data that end before the window.
expect 0 shiplog --store sqlite:empty.db report
says "The store is empty" out
expect 0 shiplog report --now 2030-01-01T00:00:00Z
says "--until 2026-02-06" out

# A column file that is broken is made anew.
for file in home/.local/share/shiplog/*.columns; do
  head -c 100 /dev/urandom >"$file"
done
shiplog report $window >third
cmp first third || fail "a broken column file changes the report"
