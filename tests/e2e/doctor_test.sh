# The doctor has a line for each check, and fails when something is broken.
expect 0 shiplog doctor
says "none yet" out
shiplog import "$SHIPLOG_E2E/data/small.ndjson" >/dev/null || fail "no import"
expect 0 shiplog doctor
for what in configuration clock "time zones" git store integrity writing disk columns; do
  grep -qE "^ok +$what" out || fail "no line for $what: $(cat out)"
done
expect 1 shiplog doctor --now 1970-01-01
grep -qE '^fail +clock' out || fail "$(cat out)"
PATH=/nonexistent expect 0 shiplog doctor
grep -qE '^warn +git' out || fail "$(cat out)"
echo "not a store" >text.db
expect 1 shiplog --store sqlite:text.db doctor
says "text.db" out

# A GitHub that does not answer is a warning, and the token is in none of it.
export SHIPLOG_GITHUB_URL=http://127.0.0.1:1
GITHUB_TOKEN=ghp_CANARY0123456789abcdefghijABCDEFGHIJ expect 0 shiplog doctor
grep -qE '^warn +github +127.0.0.1:1 gave no answer' out || fail "$(cat out)"
says_not CANARY out
says_not CANARY err
expect 1 shiplog doctor --repository acme/api
grep -qE '^fail +github +there is no token' out || fail "$(cat out)"
