# A clone is read whole at first, then only what is new.
export GIT_AUTHOR_DATE=2026-02-02T09:00:00Z GIT_COMMITTER_DATE=2026-02-02T09:00:00Z
git init -q -b main clone
git -C clone config user.name Ada
git -C clone config user.email ada@example.org
commit() {
  echo "$1" >>clone/file
  git -C clone add file
  git -C clone commit -qm "$1"
}
commit "Begin"
commit "Add login (#1)"
git -C clone tag v1.0
commit "Fix login (#2)"
git -C clone tag v1.1

expect 0 shiplog import git clone --name acme/clone
says "acme/clone" out
expect 0 shiplog export --kind pull_request
equal "$(jq -r .number out | sort | paste -sd' ')" "1 2"
says_not "ada@example.org" out
expect 0 shiplog import git clone --name acme/clone
says "nothing new" out
commit "Add logout (#3)"
expect 0 shiplog import git clone --name acme/clone
expect 0 shiplog export --kind pull_request
equal "$(jq -r .number out | sort | paste -sd' ')" "1 2 3"
expect 0 shiplog report --repository acme/clone --last 2y --now 2026-03-01T00:00:00Z
says "production: releases" out

mkdir empty_folder
expect 1 shiplog import git empty_folder
says "empty_folder" err
expect 4 shiplog import git missing_folder
says "missing_folder" err
expect 2 shiplog import git clone other --name acme/x
