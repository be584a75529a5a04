# --strict stores a whole file or nothing of it.
for number in $(seq 9000); do
  echo "{\"kind\":\"person\",\"id\":\"P_$number\",\"login\":\"l$number\"}"
done >good.ndjson
{
  cat good.ndjson
  echo 'not json'
} >bad.ndjson
expect 1 shiplog import --strict bad.ndjson
says "bad.ndjson" err
says "9001" err
expect 0 shiplog export
equal "$(wc -c <out)" 0
expect 0 shiplog import --strict good.ndjson
expect 0 shiplog export
equal "$(wc -l <out)" 9000
