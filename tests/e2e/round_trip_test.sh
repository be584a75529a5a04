# An export imported into an empty store gives the same export, byte for byte.
shiplog sample --changes 400 --seed 5 >facts.ndjson || fail "no sample"
expect 0 shiplog import facts.ndjson
says "pull_request" out
expect 0 shiplog export
mv out first.ndjson
[ "$(wc -l <first.ndjson)" -gt 1000 ] || fail "the export is short"

# In another order, twice, and packed.
shuf --random-source=<(yes) first.ndjson | zstd -q >shuffled.zst
gzip -k first.ndjson
expect 0 shiplog --store sqlite:other.db import shuffled.zst first.ndjson.gz
expect 0 shiplog --store sqlite:other.db export
cmp out first.ndjson || fail "the exports differ"

# The second time nothing is new.
expect 0 shiplog import first.ndjson
grep -qE '^all +0 +0 +[0-9,]+ +0$' out || fail "not unchanged: $(cat out)"

expect 0 shiplog export --kind release --kind deployment
[ "$(jq -r .kind out | sort -u | paste -sd' ')" = "deployment release" ] || fail "other kinds"
expect 4 shiplog export --repository acme/nothing
expect 2 shiplog export --kind deploymnt
says "did you mean 'deployment'?" err
