# A store that cannot be used is named, with what to do about it.
echo "dear diary" >text.db
expect 1 shiplog --store sqlite:text.db report
says "text.db" err
equal "$(cat text.db)" "dear diary"

mkdir folder.db
shiplog --store sqlite:folder.db report >out 2>err && fail "a folder was taken for a store"
says "folder.db" err

if [ "$(id -u)" -ne 0 ]; then
  mkdir locked && chmod a-w locked
  expect 5 shiplog --store sqlite:locked/shiplog.db report
  says "locked" err
fi

# Nobody listens there. Passwords are never repeated.
url='postgresql://ada:hunter2@127.0.0.1:1/shiplog'
expect 6 shiplog --store "$url" report
says "127.0.0.1" err
says_not hunter2 err
expect 1 shiplog --store "$url" doctor
says_not hunter2 out
says_not hunter2 err
expect 0 shiplog --store "$url" config show
says 'postgresql://ada:***@127.0.0.1:1/shiplog' out
expect 2 shiplog --store 'mysql://ada:hunter2@host/db' report
says_not hunter2 err
SHIPLOG_STORE='postgresql://host/db?password=hunter2' expect 0 shiplog config show
says_not hunter2 out
