# The same facts give the same bytes and the same numbers in PostgreSQL as in SQLite.
. "$SHIPLOG_E2E/postgres.sh"
start_postgres || skip "PostgreSQL could not be started"
new_database shiplog
url=$(postgres_url shiplog)
shiplog sample --changes 300 --until 2026-04-01 >facts.ndjson
expect 0 shiplog import facts.ndjson
expect 0 shiplog --store "$url" import facts.ndjson
for command in export "metrics --format json --now 2026-04-01T00:00:00Z"; do
  # shellcheck disable=SC2086
  shiplog $command >sqlite.out || fail "$command"
  # shellcheck disable=SC2086
  shiplog --store "$url" $command >postgres.out || fail "$command on PostgreSQL"
  cmp sqlite.out postgres.out || fail "$command differs"
done
expect 0 shiplog --store "$url" doctor
[ -n "$(find home/.cache/shiplog -name '*.columns')" ] || fail "no column file in the cache"

# A server that went away is a reason to try again later.
stop_postgres
expect 6 shiplog --store "$url" export
