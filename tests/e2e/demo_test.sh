# The demo has a store of its own, is the same for the same numbers, and starts at once later.
now="--now 2026-04-01T00:00:00Z"
expect 0 shiplog demo --changes 300 $now
mv out first
says "Lead time" first
expect 0 shiplog demo --changes 300 $now
cmp out first || fail "the second demo differs"
expect 0 shiplog demo --changes 300 --seed 2 $now
cmp -s out first && fail "another seed changes nothing"
[ ! -e home/.local/share/shiplog/shiplog.db ] || fail "the person's own store was touched"
[ "$(wc -l <first)" -le 32 ] || fail "more than one screen"
expect 2 shiplog demo --changes 0

expect 0 shiplog sample --changes 50 --until 2026-04-01
sha256sum <out >once
expect 0 shiplog sample --changes 50 --until 2026-04-01
equal "$(sha256sum <out)" "$(cat once)"
expect 2 shiplog sample --years 99
