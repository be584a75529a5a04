# Bad input is a clear sentence that names what, where and what to do; nothing is lost.
good='{"kind":"person","id":"U_1","login":"ada"}'

# What cannot be read at all.
expect 4 shiplog import missing.ndjson
says "missing.ndjson" err
mkdir folder
expect 1 shiplog import folder
says "folder" err
if [ "$(id -u)" -ne 0 ]; then
  echo "$good" >secret.ndjson && chmod 0 secret.ndjson
  expect 5 shiplog import secret.ndjson
  says "secret.ndjson" err
fi
head -c 100000 /dev/urandom >junk
expect 3 shiplog import junk
says "junk:1:" err

# Half a gzip keeps what came before the break, and says so.
for number in $(seq 2000); do
  echo "{\"kind\":\"person\",\"id\":\"P_$number\",\"login\":\"l$RANDOM$number\"}"
done >people.ndjson
gzip -c people.ndjson | head -c 9000 >half.gz
expect 1 shiplog import half.gz
says "half.gz" err

# Lines that are refused, one for each way to be wrong.
deep=$(printf '[%.0s' $(seq 5000))
{
  echo "$good"
  echo 'not json'
  echo '{"kind":"person","login":"no id"}'
  echo '{"kind":"release","id":"L_1","repository":"R_1","tag":"v1","published_at":"0000-01-01T00:00:00Z"}'
  echo '{"kind":"release","id":"L_2","repository":"R_1","tag":"v1","published_at":"2024-13-01T00:00:00Z"}'
  echo '{"kind":"release","id":"L_3","repository":"R_1","tag":"v1","published_at":"2024-01-01"}'
  echo '{"kind":"commit","repository":"R_1","sha":"a","parents":[],"additions":-5}'
  echo '{"kind":"commit","repository":"R_1","sha":"b","parents":[],"additions":99999999999999999999}'
  printf '{"kind":"person","id":"U_2","login":"nul\\u0000"}\n'
  printf '{"kind":"person","id":"U_3","login":"\xff\xfe"}\n'
  printf '{"kind":"person","id":"U_4","login":"a\0b"}\n'
  echo "{\"kind\":\"person\",\"id\":\"U_5\",\"login\":$deep"
  echo '{"kind":"release","id":"L_4","repository":"R_1","tag":"v1","published_at":"9999-12-31T23:59:59Z"}'
} >bad.ndjson
expect 3 shiplog import bad.ndjson
for line in 2 3 4 5 6 7 8 10 11 12; do
  says "bad.ndjson:$line:" err
done
says_not "bad.ndjson:1:" err
says_not "bad.ndjson:13:" err
expect 0 shiplog export
says '"login":"ada"' out
says '9999-12-31T23:59:59Z' out
# A release of the far future has not happened yet.
expect 0 shiplog metrics deployment_frequency --format json
json '.metrics[0].count == 0'

# Unknown kinds and fields are named and passed over.
{
  echo '{"kind":"starship","id":"S_1"}'
  echo '{"kind":"person","id":"U_9","login":"grace","rank":"admiral"}'
} >newer.ndjson
expect 0 shiplog import newer.ndjson
says "starship" err
says "person.rank" err

# A line of 40 MB is refused, and the next one is kept.
{
  printf '{"kind":"person","id":"U_6","login":"'
  head -c 40000000 /dev/zero | tr '\0' x
  printf '"}\n'
  echo '{"kind":"person","id":"U_7","login":"after"}'
} >long.ndjson
expect 3 shiplog import long.ndjson
says "long.ndjson:1:" err
expect 0 shiplog export --kind person
says '"login":"after"' out

# One bad file does not keep the others from being read.
echo '{"kind":"person","id":"U_8","login":"other"}' >other.ndjson
expect 4 shiplog import missing.ndjson other.ndjson
expect 0 shiplog export --kind person
says '"login":"other"' out
