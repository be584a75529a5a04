# ^C finishes the batch in hand and says how to go on; the next run gives the same store.
shiplog sample --changes 1500 >facts.ndjson
mkfifo slowly
"$SHIPLOG_BINARY" import - <slowly >out 2>err &
# The rest never comes, so the import is in the middle when it is stopped.
exec 3>slowly
head -8000 facts.ndjson >&3
sleep 1
kill -INT $!
wait $!
equal $? 1
exec 3>&-
says "run the same command to go on" err
expect 0 shiplog export
[ "$(wc -l <out)" -ge 4000 ] || fail "what was read is not stored"

expect 0 shiplog import facts.ndjson
expect 0 shiplog export
sha256sum <out >resumed
expect 0 shiplog --store sqlite:whole.db import facts.ndjson
expect 0 shiplog --store sqlite:whole.db export
equal "$(sha256sum <out)" "$(cat resumed)"
