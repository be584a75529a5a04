# A full disk ends an import with a clear sentence, and what was stored stays.
[ "$(id -u)" -eq 0 ] || skip "only root can mount a small file system"
mkdir disk
mount -t tmpfs -o size=3m tmpfs disk 2>err || skip "this machine mounts nothing: $(cat err)"
trap 'umount "$PWD/disk"' EXIT
shiplog sample --changes 2500 >facts.ndjson
shiplog --store sqlite:disk/shiplog.db import facts.ndjson >out 2>err && fail "it all fit"
grep -qiE 'full|space' err || fail "no word of the disk: $(cat err)"

# There is room again: the same import goes on.
mount -o remount,size=100m disk
expect 0 shiplog --store sqlite:disk/shiplog.db import facts.ndjson
expect 0 shiplog --store sqlite:disk/shiplog.db export
sha256sum <out >resumed
expect 0 shiplog --store sqlite:whole.db import facts.ndjson
expect 0 shiplog --store sqlite:whole.db export
equal "$(sha256sum <out)" "$(cat resumed)"
