# The manual page and the completion scripts are what their programs take.
expect 0 shiplog man
mv out shiplog.1
if command -v man >/dev/null; then
  MANPAGER=cat man --warnings -l shiplog.1 >page 2>warnings || fail "man does not take it"
  equal "$(cat warnings)" ""
  says "shiplog import git" page
fi
expect 0 shiplog completion bash
bash -n out || fail "bash does not take it"
# Completes as bash would.
cat out >completion.sh
complete_words() {
  bash -c '. ./completion.sh; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shiplog; echo "${COMPREPLY[@]}"' \
    - "$@"
}
equal "$(complete_words shiplog rep)" "report"
equal "$(complete_words shiplog explain lead)" "lead_time"
equal "$(complete_words shiplog report --every w)" "week"
equal "$(complete_words shiplog import git --na)" "--name"
equal "$(complete_words shiplog config c)" "check"
for shell in zsh fish; do
  expect 0 shiplog completion $shell
  if command -v $shell >/dev/null; then
    $shell -n out || fail "$shell does not take it"
  fi
done
