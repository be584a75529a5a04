# Settings come from flags, variables and a file, and say where from.
cat >shiplog.toml <<'END'
[calendar]
time_zone = "Europe/Berlin"

[production.repositories]
"acme/api" = "merges"
END
expect 0 shiplog --config shiplog.toml config show
grep -qE '^calendar.time_zone +Europe/Berlin +shiplog.toml:2' out || fail "$(cat out)"
grep -qE '^production.rule +auto +built in' out || fail "$(cat out)"
SHIPLOG_CALENDAR_TIME_ZONE=Asia/Tokyo expect 0 shiplog --config shiplog.toml config show --format json
json '.settings[] | select(.name == "calendar.time_zone") |
      .value == "Asia/Tokyo" and .origin == "SHIPLOG_CALENDAR_TIME_ZONE"'

# The file in the usual place is found.
mkdir -p home/.config/shiplog && cp shiplog.toml home/.config/shiplog/
expect 0 shiplog config check
shiplog import "$SHIPLOG_E2E/data/small.ndjson" >/dev/null || fail "no import"
expect 0 shiplog metrics lead_time --now 2026-03-01 --format json
json '.window.time_zone == "Europe/Berlin"'
json '.metrics[0].deployments_from["acme/api"] == "merges"'

printf '[calendar]\ntime_zone = "Europe/Berln"\n[colour]\nred = "yes"\n' >bad.toml
expect 1 shiplog --config bad.toml config check
says "bad.toml:2: " out
says "Europe/Berlin" out
says "bad.toml:4: there is no setting 'colour.red'" out
expect 2 shiplog --config bad.toml report
says "bad.toml:" err
expect 2 shiplog --config missing.toml report
says "missing.toml" err
