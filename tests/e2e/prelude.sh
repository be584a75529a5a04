# What every end-to-end test may use. Sourced by run, in an empty folder of the test's own.
set -uo pipefail

shiplog() { "$SHIPLOG_BINARY" "$@"; }

fail() {
  echo "FAILED: $*"
  exit 1
}

skip() {
  echo "$*"
  exit 77
}

# expect EXIT_CODE COMMAND…: runs it; what it wrote is in the files out and err.
expect() {
  local wanted=$1 got=0
  shift
  "$@" >out 2>err || got=$?
  [ "$got" -eq "$wanted" ] || fail "exit code $got, not $wanted: $*
$(cat out err)"
}

# says TEXT FILE: the file has the text, which is taken literally.
says() {
  grep -qF -- "$1" "$2" || fail "$2 does not say '$1' but:
$(cat "$2")"
}

says_not() {
  ! grep -qF -- "$1" "$2" || fail "$2 says '$1':
$(cat "$2")"
}

equal() {
  [ "$1" = "$2" ] || fail "'$1' is not '$2'"
}

# json FILTER: of the file out; fails where the filter gives false or null.
json() {
  jq -e "$1" out >/dev/null || fail "not so: $1
$(head -c 2000 out)"
}
