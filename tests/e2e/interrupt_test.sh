# ^C finishes the batch in hand and says how to go on; the next run gives the same store.
shiplog sample --changes 20000 >facts.ndjson
"$SHIPLOG_BINARY" import facts.ndjson >out 2>err &
sleep 0.4
kill -INT $! 2>/dev/null || fail "it was over before it could be stopped"
wait $!
equal $? 1
says "run the same command to go on" err

expect 0 shiplog import facts.ndjson
expect 0 shiplog export
sha256sum <out >resumed
expect 0 shiplog --store sqlite:whole.db import facts.ndjson
expect 0 shiplog --store sqlite:whole.db export
equal "$(sha256sum <out)" "$(cat resumed)"
