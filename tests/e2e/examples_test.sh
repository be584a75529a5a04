# Every example of the help can be typed as it stands.
mkdir -p src/api home/bin
git init -q -b main src/api
git -C src/api -c user.name=a -c user.email=a@example.org commit -q --allow-empty -m 'Add it (#1)'
mv src home/src
ln -s "$SHIPLOG_BINARY" home/bin/shiplog
PATH=$HOME/bin:$PATH
shiplog sample --changes 300 | gzip >facts.ndjson.gz
unset -f shiplog
export USER=ada
# An acme/api that the examples name.
zcat facts.ndjson.gz | grep '"full_name":"acme/api"' >found || fail "the sample has no acme/api"

sed -n '/^```$/,/^```$/p' "$SHIPLOG_E2E/../../docs/cli.md" | grep '^[a-z]* *.*#' |
  sed 's/  *# .*//' >examples
[ "$(wc -l <examples)" -gt 15 ] || fail "there are few examples: $(cat examples)"
# A server ends when it is asked to, once it has said that it is ready. Any port will do.
serve() {
  SHIPLOG_SERVER_LISTEN=127.0.0.1:0 bash -c "exec ${1/:8080/:0}" >out 2>err </dev/null &
  until grep -q "is ready: http://" out || ! kill -0 $! 2>/dev/null; do sleep 0.1; done
  kill $!
  wait $!
}

while read -r example; do
  code=0
  case $example in
    "shiplog serve"*) serve "$example" || code=$? ;;
    *) bash -c "set -o pipefail; $example" >out 2>err </dev/null || code=$? ;;
  esac
  # Nobody is logged in to GitHub here, so that it is asked for nothing; what was typed is right
  # all the same.
  case $example in
    "shiplog sync "* | "shiplog doctor --repository "*) [ "$code" -eq 2 ] || code=0 ;;
    # The sample may have none of that id; everybody's own data have others.
    "shiplog exclude "* | "shiplog override "*) [ "$code" -ne 4 ] || code=0 ;;
  esac
  [ "$code" -eq 0 ] || fail "the example '$example' gives $code: $(cat err)"
done <examples
