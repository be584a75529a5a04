# Help is there for everything, and everything that is not understood is refused.
expect 0 shiplog --help
says "shiplog demo" out
for command in import "import git" export report metrics "metrics list" explain demo sample \
  "config show" "config check" doctor completion man; do
  # shellcheck disable=SC2086  # Two words are two arguments.
  expect 0 shiplog $command --help
  says "Usage: shiplog $command" out
  says "Examples" out
done
expect 0 shiplog --version
grep -qE '^shiplog [0-9]+\.[0-9]+\.[0-9]+$' out || fail "no version: $(cat out)"

expect 2 shiplog
expect 2 shiplog reprot
says "did you mean 'report'?" err
expect 2 shiplog report --formt json
says "did you mean '--format'?" err
expect 2 shiplog report --format yaml
expect 2 shiplog report --last 90
expect 2 shiplog forecast
says "comes with the outlook" err
expect 2 shiplog --store nonsense report
says "sqlite:nonsense" err
expect 4 shiplog metrics led_time
says "lead_time" err
