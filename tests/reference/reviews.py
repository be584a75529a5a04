"""Who looked at a pull request before it ended, and the stages this divides it into."""

VERDICTS = ("approved", "changes_requested", "dismissed")
STAGES = ("coding", "pickup", "review", "merge", "deploy")


class Reviews:
    """The reviews and comments of each pull request by another human than its author.

    Bots never count, unless the question asks for them. A deleted account that reviews
    a deleted account's pull request reviews itself.
    """

    def __init__(self, facts, people, now, with_bots):
        self.people, self.with_bots = people, with_bots
        self.reviews = [fact for fact in facts["review"] if fact["submitted_at"] <= now]
        self.comments = [fact for fact in facts["comment"] if fact["created_at"] <= now]

    def _by_another(self, change, fact):
        if fact["pull_request"] != change.id or not change.is_pull_request:
            return False
        if self.people.is_bot(fact.get("author")) and not self.with_bots:
            return False
        return self.people.human(fact.get("author")) != self.people.human(change.author)

    def attention(self, change):
        """All reviews and comments of it by another human, up to the final close."""
        end = change.closed() if change.closed() is not None else change.now
        facts = [(fact["submitted_at"], fact) for fact in self.reviews]
        facts += [(fact["created_at"], fact) for fact in self.comments]
        return [fact for at, fact in facts if at <= end and self._by_another(change, fact)]

    def first(self, change):
        """The earliest review or comment at or before the final close, or None."""
        end = change.closed() if change.closed() is not None else change.now
        times = [fact["submitted_at"] for fact in self.reviews if self._by_another(change, fact)]
        times += [fact["created_at"] for fact in self.comments if self._by_another(change, fact)]
        return min((time for time in times if time <= end), default=None)

    def reviewed_before_merge(self, change):
        """Whether a review (a comment is not enough) came at or before the merge."""
        return any(self._by_another(change, fact) and fact["submitted_at"] <= change.merged
                   for fact in self.reviews)

    def approved(self, change):
        """The last approval that stands at the merge: of every reviewer's latest verdict
        up to it (at one time, the greater review id is later), the approvals' latest."""
        if change.merged is None:
            return None
        latest = {}
        for fact in sorted(self.reviews, key=lambda fact: (fact["submitted_at"], fact["id"])):
            if (self._by_another(change, fact) and fact["submitted_at"] <= change.merged
                    and fact["state"] in VERDICTS):
                latest[self.people.human(fact.get("author"))] = fact
        return max((fact["submitted_at"] for fact in latest.values()
                    if fact["state"] == "approved"), default=None)


def moments(change, reviews, deployed=None):
    """The boundaries of a change's stages, those that run backwards raised to the one
    before. Absent ones are None."""
    named = {"first_commit_at": change.first_commit}
    if change.created is not None:
        first_review = reviews.first(change)
        named["ready_at"] = change.ready(first_review)
        named["first_review_at"] = first_review
        named["approved_at"] = reviews.approved(change)
    named["merged_at"], named["deployed_at"] = change.merged, deployed
    highest = None
    for name, time in named.items():
        if time is not None:
            highest = time if highest is None else max(highest, time)
            named[name] = highest
    return named


def stages(change, times):
    """The stages in microseconds; a stage that did not happen is None, and its time is
    the stage's that spans it. Known only from git: `development` is all up to the merge.
    A direct push has only coding (authored to committed) and deploy."""
    result = dict.fromkeys(STAGES)
    first, merged = times["first_commit_at"], times["merged_at"]
    if times["deployed_at"] is not None:
        result["deploy"] = times["deployed_at"] - merged
    if not change.is_pull_request:
        result["coding"] = merged - first
        return result
    if change.created is None:
        result["development"] = merged - first
        return result
    ready, review, approved = (times[name] for name in
                               ("ready_at", "first_review_at", "approved_at"))
    result["coding"] = ready - first
    if review is None:
        result["merge"] = merged - ready
        return result
    result["pickup"] = review - ready
    result["review"] = (merged if approved is None else approved) - review
    if approved is not None:
        result["merge"] = merged - approved
    return result
