# A PostgreSQL of the test's own, on a private socket; sourced by the tests that need one.

postgres_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)

# It refuses to run as root, so it then runs as the user that Debian made for it.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
  else
    "$@"
  fi
}

start_postgres() {
  [ -x "$postgres_bin/initdb" ] || return 1
  # A socket's path may be no longer than about a hundred bytes.
  postgres_home=$(mktemp -d /tmp/shiplog-pg.XXXXXX)
  [ "$(id -u)" -ne 0 ] || chown postgres "$postgres_home"
  trap stop_postgres EXIT
  as_postgres "$postgres_bin/initdb" -D "$postgres_home/data" -A trust -U shiplog \
    --no-sync >"$postgres_home.log" 2>&1 || return 1
  as_postgres "$postgres_bin/pg_ctl" -D "$postgres_home/data" -w -s -l "$postgres_home/data/log" \
    -o "-c listen_addresses= -c unix_socket_directories=$postgres_home -c fsync=off" start \
    >>"$postgres_home.log" 2>&1
}

stop_postgres() {
  as_postgres "$postgres_bin/pg_ctl" -D "$postgres_home/data" -m immediate -s stop >/dev/null 2>&1
  rm -rf "$postgres_home" "$postgres_home.log"
}

new_database() {
  "$postgres_bin/createdb" -h "$postgres_home" -U shiplog "$1" || fail "no database $1"
}

postgres_url() {
  echo "postgresql://shiplog@/$1?host=$postgres_home"
}
