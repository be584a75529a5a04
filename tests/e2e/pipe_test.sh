# Data goes to standard output and words to standard error; a reader may stop at any time.
shiplog sample --changes 2000 | head -c 1000 >head.ndjson
equal "${PIPESTATUS[0]}" 0
shiplog sample --changes 50 2>err | shiplog import - >out || fail "no import from a pipe"
equal "$(cat err)" ""
shiplog export | head -1 >/dev/null
equal "${PIPESTATUS[0]}" 0
expect 0 shiplog metrics --format json
equal "$(cat err)" ""
shiplog sample --changes 2000 >/dev/full 2>err && fail "a full disk was not noticed"
says "No space left" err
