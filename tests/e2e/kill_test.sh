# Killed at any moment during an import, the same import again gives the same export bytes;
# on both stores.
changes=1500
rounds=4
[ -z "$SHIPLOG_LONG_TESTS" ] || rounds=60
shiplog sample --changes $changes >facts.ndjson
expect 0 shiplog --store sqlite:whole.db import facts.ndjson
expect 0 shiplog --store sqlite:whole.db export
sha256sum <out >whole

# kill_and_resume URL SECONDS
kill_and_resume() {
  "$SHIPLOG_BINARY" --store "$1" import facts.ndjson >out 2>err &
  sleep "$2"
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
  expect 0 shiplog --store "$1" import facts.ndjson
  expect 0 shiplog --store "$1" export
  equal "$(sha256sum <out)" "$(cat whole)"
}

for round in $(seq $rounds); do
  kill_and_resume "sqlite:killed$round.db" "0.$(printf %03d $((RANDOM % 400)))"
done

. "$SHIPLOG_E2E/postgres.sh"
if start_postgres; then
  for round in $(seq $rounds); do
    new_database "killed$round"
    kill_and_resume "$(postgres_url "killed$round")" "0.$(printf %03d $((RANDOM % 600)))"
  done
else
  [ -n "${CI:-}" ] && fail "PostgreSQL could not be started"
  echo "PostgreSQL could not be started, so only SQLite was tried"
fi
