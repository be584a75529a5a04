"""What reached production, in what order, and which change each deployment carried."""

import re

from changes import ancestors
from facts import DAY, has_happened

PRODUCTION = re.compile(r"^(prod|production|live)([^a-z]|$)", re.IGNORECASE)
FAILED_STATES = ("failure", "error")


class Deployment:
    """One success in production, whatever the rule took it from. `line` is the unit in
    which deployments follow each other: environment and service."""

    def __init__(self, fact, moment, sha, line=("", "")):
        self.id, self.repository, self.fact = fact["id"], fact["repository"], fact
        self.moment, self.sha, self.line = moment, sha, line
        self.created = fact.get("created_at", moment) if fact["kind"] == "deployment" else moment
        self.service, self.fixes = fact.get("service"), fact.get("fixes")
        self.undoes = None
        self.judged_by = None
        self.is_repeat = False
        self.carries = []

    @property
    def place(self):
        return (self.moment, self.created, self.id)

    def __repr__(self):
        return f"<{self.id} at {self.moment}>"


def first_success(fact):
    """The moment a deployment first succeeded, or None: the earliest success listed; else,
    by a final status success (or, where no statuses are listed, inactive, which comes
    only after success), when it finished, or else was created."""
    statuses = fact.get("statuses", [])
    successes = [status["at"] for status in statuses if status["state"] == "success"]
    if successes:
        return min(successes)
    if fact.get("status") == "success" or (fact.get("status") == "inactive" and not statuses):
        return fact.get("finished_at", fact["created_at"])
    return None


def failed_after_success(deployment, now):
    """A failure listed after the first success, or a failure as final status of what had
    succeeded. What is later than the clock has not happened."""
    statuses = deployment.fact.get("statuses", [])
    happened = sorted((status for status in statuses if status["at"] <= now),
                      key=lambda status: status["at"])
    states = [status["state"] for status in happened]
    if "success" not in states:
        return False
    if any(state in FAILED_STATES for state in states[states.index("success"):]):
        return True
    return len(happened) == len(statuses) and deployment.fact.get("status") in FAILED_STATES


def is_production(fact, environment):
    if environment is not None:
        return fact["environment"] == environment
    return PRODUCTION.match(fact["environment"]) is not None


def counts_as_release(fact):
    return not fact.get("is_draft", False) and not fact.get("is_prerelease", False)


def merges_to_default(pull_requests, default_branch):
    """Merges to another branch than the default are none; an unknown branch is no other."""
    return [change for change in pull_requests if change.merged is not None
            and (default_branch is None or change.fact.get("base") in (None, default_branch))]


def choose_rule(deployments, releases, merges, end):
    """Deployments, else releases, else merges: the first with any attempt in the 90 days
    before the data's end; if none has, the first with any at all; else None."""
    moments = {"deployments": [fact["created_at"] for fact in deployments],
               "releases": [fact["published_at"] for fact in releases],
               "merges": [change.merged for change in merges]}
    for rule, times in moments.items():
        if any(time >= end - 90 * DAY for time in times):
            return rule
    return next((rule for rule, times in moments.items() if times), None)


class Production:
    """The production deployments of one repository, up to the clock."""

    def __init__(self, repository, now, end, environment, corrections):
        self.repository, self.now, self.corrections = repository, now, corrections
        self.all = [fact for fact in repository.deployments if has_happened(fact, now)]
        attempts = self.attempts = [fact for fact in self.all
                                    if is_production(fact, environment)
                                    and not self.is_excluded(fact)]
        self.releases = [fact for fact in repository.releases
                         if has_happened(fact, now) and counts_as_release(fact)]
        all_merges = merges_to_default(repository.pull_requests(), repository.default_branch)
        all_releases = self.releases
        self.releases = [fact for fact in all_releases if not self.is_excluded(fact)]
        merges = [change for change in all_merges if not change.is_excluded]
        if environment is not None:
            self.rule = "deployments"
        else:
            self.rule = choose_rule(attempts, self.releases, merges, end)
        self.is_known = self.rule is not None and (self.rule != "deployments" or bool(attempts))
        self.successes = sorted(self._successes(attempts, merges), key=lambda one: one.place)
        # Whichever line a deployment is of, it may say that it repairs another.
        self.fixing = [one for one in self._succeeded(self.all)
                       if one.fixes is not None and not self.is_excluded(one.fact)]
        self.excluded = [
            one for one in self._as_deployments(
                [fact for fact in self.all if is_production(fact, environment)],
                all_releases, all_merges)
            if self.is_excluded(one.fact)]
        self.by_line = {}
        for one in self.successes:
            self.by_line.setdefault(one.line, []).append(one)
        for line in self.by_line.values():
            self._mark_repeats(line)
            for change in repository.changes:
                if change.merged is not None:
                    carrier, _ = self.carrier_in(line, change)
                    if carrier is not None and carrier is not line[0]:
                        carrier.carries.append(change)

    def is_excluded(self, fact):
        return self.corrections.is_excluded(fact["kind"], fact["id"])

    def _successes(self, attempts, merges):
        for one in self._as_deployments(attempts, self.releases, merges):
            one.judged_by = self.corrections.verdict_on(one.fact["kind"], one.id)
            yield one

    def _as_deployments(self, attempts, releases, merges):
        if self.rule == "deployments":
            yield from self._succeeded(attempts)
        elif self.rule == "releases":
            for fact in releases:
                yield Deployment(fact, fact["published_at"], fact.get("sha"))
        elif self.rule == "merges":
            for change in merges:
                yield Deployment(change.fact, change.merged, change.merge_sha)

    def _succeeded(self, attempts):
        for fact in attempts:
            moment = first_success(fact)
            if moment is not None and moment <= self.now:
                yield Deployment(fact, moment, fact["sha"],
                                 (fact["environment"], fact.get("service")))

    def _mark_repeats(self, line):
        """A rollback deploys again what was deployed before, is not live and is older:
        an ancestor of the live commit; a descendant is not; where neither is known, what
        was first deployed earlier. It undoes the success directly before it."""
        first_place = {}
        for index, one in enumerate(line):
            if one.sha is not None and one.sha in first_place:
                one.is_repeat = True
                live = line[index - 1]
                if one.sha != live.sha and self._is_older(one, live, first_place, index - 1):
                    one.undoes = live
            if one.sha is not None:
                first_place.setdefault(one.sha, index)

    def _is_older(self, one, live, first_place, live_index):
        commits = self.repository.commits
        if live.sha is not None:
            if one.sha in ancestors(commits, live.sha):
                return True
            if live.sha in ancestors(commits, one.sha):
                return False
        return first_place[one.sha] < first_place.get(live.sha, live_index)

    def carrier_in(self, line, change):
        """(deployment, linked_by) that carried a change in one line, or (None, None): the
        first success that contains its merge commit; only if none does, the first that
        contains its head commit; only then by time."""
        for sha, linked_by in ((change.merge_sha, "commit"), (change.head_sha, "head_commit")):
            for one in line:
                if sha is not None and sha in self.repository.ancestors(one.sha):
                    return one, linked_by
        for one in line:
            if (one.moment >= change.merged and not one.is_repeat
                    and self._may_link_by_time(one, change)):
                return one, "time"
        return None, None

    def _may_link_by_time(self, one, change):
        """Only when the change's commits, or the deployed one, were never seen: a
        deployment known not to contain a change never carries it."""
        seen = self.repository.seen_shas
        if change.merge_sha not in seen and change.head_sha not in seen:
            return True
        return one.sha not in self.repository.commits

    def carrier(self, change):
        """(deployment, linked_by, is_first) over all lines: the earliest of them."""
        found = []
        for line in self.by_line.values():
            one, linked_by = self.carrier_in(line, change)
            if one is not None:
                found.append((one.place, one, linked_by, one is line[0]))
        if not found:
            return None, None, False
        return min(found, key=lambda item: item[0])[1:]

    def next_in_line(self, one):
        line = self.by_line[one.line]
        index = line.index(one)
        return line[index + 1] if index + 1 < len(line) else None
