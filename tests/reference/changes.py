"""What happened to the code: pull requests and direct pushes, and the moments of each.

A repository's history is walked plainly: ancestors by following parents, one by one.
"""

import re

from facts import has_happened

HOTFIX = re.compile(r"^hot-?fix", re.IGNORECASE)


def ancestors(commits, sha):
    """The commit itself and everything that can be reached from it by known parents."""
    reached, waiting = set(), [sha] if sha is not None else []
    while waiting:
        current = waiting.pop()
        if current in reached:
            continue
        reached.add(current)
        waiting.extend(commits.get(current, {}).get("parents", []))
    return reached


def known_at(pull_request, now):
    """The pull request as the clock shows it: without commits and a merge yet to come."""
    known = {**pull_request,
             "commits": [commit for commit in pull_request.get("commits", [])
                         if commit.get("committed_at", now) <= now]}
    if pull_request.get("merged_at", now) > now:
        known.pop("merge_commit", None)
    return known


def belonging_shas(pull_request, commits):
    """The commits that are a pull request's own and so no direct pushes.

    Those it lists, its head and its merge commit. What a true merge brought in besides:
    all that is reachable from it and not from its first parent (nothing, where that was
    never seen: then nobody knows what was there before). What a rebase merge
    copied: of the first-parent ancestors below it, one fewer than the commits listed,
    those whose authored time is that of a listed commit.
    """
    listed = pull_request.get("commits", [])
    shas = {commit["sha"] for commit in listed}
    shas |= {pull_request[name] for name in ("head_commit", "merge_commit") if name in pull_request}
    merge = commits.get(pull_request.get("merge_commit"))
    parents = merge.get("parents", []) if merge else []
    if len(parents) >= 2 and parents[0] in commits:
        shas |= ancestors(commits, merge["sha"]) - ancestors(commits, parents[0])
    elif len(parents) == 1 and len(listed) >= 2:
        authored = {commit["authored_at"] for commit in listed if "authored_at" in commit}
        below = parents[0]
        for _ in range(len(listed) - 1):
            copy = commits.get(below)
            if copy is None:
                break
            if copy.get("authored_at") in authored:
                shas.add(below)
            if not copy.get("parents"):
                break
            below = copy["parents"][0]
    return shas


class Change:
    """A pull request, or a commit pushed to the default branch outside any.

    Times that are later than the clock read as absent (None).
    """

    def __init__(self, fact, shas, commits, now):
        self.fact, self.id, self.now = fact, fact.get("id", fact.get("sha")), now
        self.is_pull_request = fact["kind"] == "pull_request"
        self.repository, self.author = fact["repository"], fact.get("author")
        self.shas, self.title = shas, fact.get("title")
        self.is_excluded = False
        self.created = self._known("created_at") if self.is_pull_request else None
        if self.is_pull_request:
            self.merge_sha, self.head_sha = fact.get("merge_commit"), fact.get("head_commit")
            self.merged = self._known("merged_at")
            self.first_commit = self._first_commit_of_pull_request(commits)
        else:
            self.merge_sha, self.head_sha = fact["sha"], None
            self.merged = self._known("committed_at")
            self.first_commit = self._least([fact])
        self.is_hotfix = any(HOTFIX.match(label) for label in
                             fact.get("labels", []) + [fact.get("head", "")])
        self.reverted_shas = {commits[sha]["is_revert_of"] for sha in shas
                              if "is_revert_of" in commits.get(sha, {})}

    def _known(self, name):
        time = self.fact.get(name)
        return time if time is not None and time <= self.now else None

    def _least(self, facts):
        times = [fact[name] for fact in facts for name in ("authored_at", "committed_at")
                 if name in fact and fact[name] <= self.now]
        return min(times, default=None)

    def _first_commit_of_pull_request(self, commits):
        """The earliest of all authored and committed times ever seen for the change, and
        never later than its opening. A true merge commit is not one of its commits."""
        listed = {commit["sha"] for commit in self.fact.get("commits", [])}
        own = [commits[sha] for sha in self.shas if sha in commits]
        own = [commit for commit in own
               if commit["sha"] != self.merge_sha or commit["sha"] in listed
               or len(commit.get("parents", [])) < 2]
        times = [self._least(self.fact.get("commits", [])), self._least(own),
                 self._known("earliest_commit_at"), self.created]
        return min((time for time in times if time is not None), default=None)

    def events(self, *types):
        """The events of these types up to the clock, in order of time."""
        return sorted((event for event in self.fact.get("events", [])
                       if event["type"] in types and event.get("at", self.now + 1) <= self.now),
                      key=lambda event: event["at"])

    def closed(self):
        """When it was closed for good, as far as the clock has come; the merge counts as
        the close. A close that was reopened later than the clock still stands."""
        if self.merged is not None:
            return self.merged
        if self._known("closed_at") is not None:
            return self._known("closed_at")
        return self._closed_by_events(self.now + 1)

    def _closed_by_events(self, before):
        if not any(event["type"] == "reopened" for event in self.fact.get("events", [])):
            return None
        history = [event for event in self.events("closed", "reopened") if event["at"] < before]
        return history[-1]["at"] if history and history[-1]["type"] == "closed" else None

    def is_open_at(self, time):
        """Opened before that time and not closed before it (closed at it is still open)."""
        if self.created is None or self.created >= time:
            return False
        ends = [self.merged, self._known("closed_at")]
        if any(end is not None and end < time for end in ends):
            return False
        return self._closed_by_events(time) is None

    def is_draft_at(self, time):
        history = [event for event in self.events("ready_for_review", "converted_to_draft")
                   if event["at"] <= time]
        if history:
            return history[-1]["type"] == "converted_to_draft"
        later = sorted((event for event in self.fact.get("events", [])
                        if event["type"] in ("ready_for_review", "converted_to_draft")),
                       key=lambda event: event["at"])
        if later:  # What is yet to be made ready is a draft.
            return later[0]["type"] == "ready_for_review"
        return self.fact.get("is_draft", False)

    def ready(self, first_review):
        """When it was ready for review: the last leaving of draft at or before the first
        review (without one: before the end), else the opening; never before the opening."""
        if self.created is None:
            return None
        limit = first_review
        if limit is None:
            limit = self.closed() if self.closed() is not None else self.now
        left_draft = [event["at"] for event in self.events("ready_for_review")
                      if event["at"] <= limit]
        return max([self.created] + left_draft[-1:])


def changes_of(pull_requests, commits, now):
    """Every pull request there is at the clock, and every direct push: a commit of no
    pull request with at most one parent."""
    changes, owned = [], set()
    for fact in pull_requests:
        if has_happened(fact, now):
            known = known_at(fact, now)
            shas = belonging_shas(known, commits)
            owned |= shas
            changes.append(Change(known, shas, commits, now))
    for sha, fact in commits.items():
        if sha not in owned and len(fact.get("parents", [])) <= 1:
            changes.append(Change(fact, {sha}, commits, now))
    return changes
