# The server: what it prints, who gets in, what it serves, and how it ends.

# ask METHOD TARGET [HEADER…]: the answer is in the file answer.
ask() {
  local method=$1 target=$2
  shift 2
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  {
    printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n' "$method" "$target"
    [ $# -eq 0 ] || printf '%s\r\n' "$@"
    printf '\r\n'
  } >&3
  cat <&3 >answer
  exec 3<&- 3>&-
}

start() {
  : >out  # What the last one printed must not be taken for what this one prints.
  "$SHIPLOG_BINARY" "$@" >out 2>err &
  server=$!
  until grep -q "is ready: http://" out; do
    kill -0 $server 2>/dev/null || fail "it did not start: $(cat err)"
    sleep 0.05
  done
  port=$(sed -n 's|.*http://[^/]*:\([0-9]*\).*|\1|p' out)
}

server=
trap '[ -z "$server" ] || kill -KILL "$server" 2>/dev/null' EXIT

stop() {
  kill -TERM $server
  wait $server || fail "it ended with $?: $(cat err)"
  server=
}

shiplog sample --changes 200 --until 2026-04-01 >facts.ndjson
shiplog --store sqlite:facts.db import facts.ndjson >out 2>err || fail "$(cat err)"
start --store sqlite:facts.db serve --listen 127.0.0.1:0
equal "$(cat out)" "Shiplog is ready: http://127.0.0.1:$port"
ask GET /overview
says "HTTP/1.1 200 OK" answer
says '<div id="root">' answer
script=$(grep -o '/assets/[^"]*\.js' answer | head -1)
ask GET "$script" "Accept-Encoding: br"
says "content-encoding: br" answer
says "immutable" answer
ask GET /api/v1/session
says "\"repositories\":$(grep -c '"kind":"repository"' facts.ndjson)" answer
ask GET /health/ready
says "HTTP/1.1 200 OK" answer

# What the command line says is what the API says.
ask GET "/api/v1/metrics?id=throughput&range=2026-01-01..2026-04-01"
value=$(grep -ao '"value":[0-9.]*' answer | head -1)
expect 0 shiplog --store sqlite:facts.db metrics throughput --from 2026-01-01 --until 2026-04-01 --format json
says "$value" out
stop

# Another process's port is a plain complaint.
start --store sqlite:facts.db serve --listen 127.0.0.1:0
expect 1 shiplog --store sqlite:other.db serve --listen "127.0.0.1:$port"
says "cannot listen at 127.0.0.1:$port" err
stop
expect 2 shiplog serve --listen 8080

# Listening to others takes the token that is printed, and no log repeats it.
SHIPLOG_SERVER_LOG=all start --store sqlite:facts.db serve --listen 0.0.0.0:0
token=$(sed -n 's|.*/?token=||p' out)
equal "${#token}" 64
ask GET /api/v1/session
says "HTTP/1.1 401 Unauthorized" answer
ask GET /api/v1/session "Authorization: Bearer $token"
says "HTTP/1.1 200 OK" answer
ask GET "/?token=$token"
says "HTTP/1.1 303 See Other" answer
cookie=$(sed -n 's/^set-cookie: \([^;]*\);.*/\1/p' answer)
ask GET /api/v1/session "Cookie: $cookie"
says "HTTP/1.1 200 OK" answer
stop
says '"path":"/api/v1/session"' err
says_not "$token" err

# Whoever listens is told what an import changes.
start --store sqlite:facts.db serve --listen 127.0.0.1:0
exec 4<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n' >&4
grep -m1 'data: {"generation":' <&4 >event
fact='{"kind":"repository","id":"R_new","full_name":"acme/new","default_branch":"main","created_at":"2026-01-01T00:00:00Z"}'
echo "$fact" | expect 0 shiplog --store sqlite:facts.db import -
timeout 20 grep -m1 'acme/new' <&4 >event || fail "nothing was told of the import"
exec 4<&- 4>&-
stop

# The API and the command line say the same, byte for byte, about the same moment.
shiplog sample --changes 300 --until 2026-04-01 >facts.ndjson
shiplog --store sqlite:same.db import facts.ndjson >out 2>err || fail "$(cat err)"
start --store sqlite:same.db serve --listen 127.0.0.1:0
body() { sed '1,/^\r*$/d' answer; }
for attempt in 1 2 3; do
  ask GET /api/v1/session
  now=$(body | grep -o '"now":"[^"]*"' | cut -d'"' -f4)
  ask GET '/api/v1/metrics?range=2026-01-05..2026-03-30&group=repository&cmp=year'
  body >api.json
  ask GET /api/v1/session
  body | grep -q "\"now\":\"$now\"" && break
done
stop
shiplog --store sqlite:same.db metrics --from 2026-01-05 --until 2026-03-30 --every week \
  --group-by repository --compare year --now "$now" --format json >cli.json
equal "$(cat api.json)" "$(cat cli.json)"
