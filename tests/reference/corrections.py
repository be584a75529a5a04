"""What people put right by hand: of the corrections of one field the latest counts.

A correction later than the clock has not been made. One that says nothing (an exclusion that
is not "true", a verdict or a deployment that is empty) lets the facts speak again.
"""

MEANINGS = {"excluded": {"true"}, "failed": {"true", "false"}}


class Corrections:
    def __init__(self, facts, now):
        made = sorted((fact for fact in facts["correction"] if fact["at"] <= now),
                      key=lambda fact: (fact["at"], fact["id"]))
        latest = {(fact["of"], fact["target"], fact["field"]): fact for fact in made}
        self.in_effect = {key: fact for key, fact in latest.items()
                          if fact["value"] in MEANINGS.get(fact["field"], {fact["value"] or None})}

    def is_excluded(self, of, target):
        return (of, target, "excluded") in self.in_effect

    def verdict_on(self, of, target):
        """The correction that says whether it failed, or None."""
        return self.in_effect.get((of, target, "failed"))

    def cause_of(self, of, target):
        """The deployment that an incident was linked to by hand, or None."""
        linked = self.in_effect.get((of, target, "deployment"))
        return linked["value"] if linked else None
