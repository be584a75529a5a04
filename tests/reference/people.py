"""Who is who: several accounts of one human, and who is a bot."""

GHOST = "ghost"


class People:
    """Accounts whose login or alias occurs in another's aliases (ignoring case) are the
    same human, and so are those they are the same as. A group is a bot if any of its
    accounts is: by its login's ending `[bot]`, `is_bot`, or the class bot or agent."""

    def __init__(self, persons):
        self.group = {person["id"]: {person["id"]} for person in persons}
        for one in persons:
            for other in persons:
                if self._share_an_alias(one, other):
                    self._merge(one["id"], other["id"])
        self.bots = set()
        for person in persons:
            if self._is_bot_account(person):
                self.bots |= self.group[person["id"]]

    @staticmethod
    def _share_an_alias(one, other):
        aliases = {alias.lower() for alias in one.get("aliases", [])}
        names = {alias.lower() for alias in other.get("aliases", [])}
        names.add(other["login"].lower())
        return bool(aliases & names)

    @staticmethod
    def _is_bot_account(person):
        return (person["login"].lower().endswith("[bot]") or person.get("is_bot", False)
                or person.get("class") in ("bot", "agent"))

    def _merge(self, one, other):
        together = self.group[one] | self.group[other]
        for member in together:
            self.group[member] = together

    def human(self, account):
        """A name for the human behind an account. A deleted account is the ghost; an
        account that no fact describes is a human of its own."""
        if account is None:
            return GHOST
        return min(self.group.get(account, {account}))

    def is_bot(self, account):
        return account in self.bots
