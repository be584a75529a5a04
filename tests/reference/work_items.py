"""The items of the metrics of flow, review and quality, as items.py has those of the others.

Items of `flow_ratio` and `activity` are events: their id begins with what happened. Of
commits, runs and events only those in the window are listed.
"""

import re

from items import left_out, pull_request_items, scope_reason

FIX_WORDS = {"fix", "fixes", "fixed", "fixing", "bugfix", "bugfixes", "hotfix", "hotfixes"}
FAILED = ("failure", "timed_out", "startup_failure")


def by_merge(metric, value_of):
    """Merged pull requests, by merge, each with a value."""
    def source(world, query, begin, until):
        def judge(item, change):
            if change.merged is None:
                return left_out(item, "not_merged")
            if not begin <= change.merged < until:
                return left_out(item, "outside_window")
            return {**item, "value": value_of(world, change)}
        return pull_request_items(metric, world, query, judge)
    return source


def time_to_merge(world, query, begin, until):
    """Ready to merged, by the moment of being ready; what was closed or is open is censored."""
    def judge(item, change):
        end = change.closed() if change.closed() is not None else world.now
        if change.merged is None and change.is_draft_at(end):
            return left_out(item, "draft")
        if change.created is None:
            return left_out(item, "no_time")
        ready = change.ready(world.reviews.first(change))
        if not begin <= ready < until:
            return left_out(item, "outside_window")
        item["happened"] = change.merged is not None
        item["value"] = max(0, end - ready)
        return item
    return pull_request_items("time_to_merge", world, query, judge)


def flow_ratio(world, query, begin, until):
    """Openings (1) and last closes (0) of pull requests in the window."""
    for repository in world.in_scope(query):
        for change in repository.pull_requests():
            reason = scope_reason("flow_ratio", world, query, repository, change)
            for event, at, value in (("opened", change.created, 1), ("closed", change.closed(), 0)):
                if at is not None and begin <= at < until:
                    item = {"id": f"{event} {change.id}", "repository": repository.name,
                            "counted": True, "value": value}
                    yield left_out(item, reason) if reason else item


def abandoned_rate(world, query, begin, until):
    """Pull requests by their last close; the value is whether they were not merged."""
    def judge(item, change):
        if change.closed() is None:
            return left_out(item, "not_closed")
        if not begin <= change.closed() < until:
            return left_out(item, "outside_window")
        return {**item, "value": int(change.merged is None)}
    return pull_request_items("abandoned_rate", world, query, judge)


def draft_stretches(change, now):
    """(ever a draft, a draft at its end, microseconds as one), up to the close or now."""
    turns = sorted(((event["at"], event["type"] == "converted_to_draft")
                    for event in change.fact.get("events", [])
                    if event["type"] in ("converted_to_draft", "ready_for_review")),
                   key=lambda turn: turn[0])
    is_draft = not turns[0][1] if turns else change.fact.get("is_draft", False)
    end = change.closed() if change.closed() is not None else now
    was_draft, since, time = is_draft, change.created, 0
    for at, becomes in [turn for turn in turns if turn[0] <= end] + [(end, None)]:
        until = max(at, since)
        time += until - since if is_draft else 0
        since = until
        if becomes is not None:
            is_draft = becomes
            was_draft = was_draft or becomes
    return was_draft, is_draft, time


def draft_time(world, query, begin, until):
    """Time as a draft, by the opening; what still is one, or was closed as one, is censored."""
    def judge(item, change):
        if change.created is None:
            return left_out(item, "no_time")
        was_draft, is_draft, time = draft_stretches(change, world.now)
        if not was_draft:
            return left_out(item, "never_draft")
        if not begin <= change.created < until:
            return left_out(item, "outside_window")
        return {**item, "value": time, "happened": not is_draft}
    return pull_request_items("draft_time", world, query, judge)


def made_by_merging(repository):
    """The commits that a squash or rebase merge made: they belong to a pull request whose
    merge commit has one parent, and no pull request lists them or has them for its head."""
    made, own = set(), set()
    for change in repository.pull_requests():
        own |= {commit["sha"] for commit in change.fact["commits"]} | {change.head_sha}
        merge = repository.commits.get(change.merge_sha)
        if merge is not None and len(merge.get("parents", [])) < 2:
            made |= change.shas
    return made - own


def commit_size(world, query, begin, until):
    """Lines of every commit that is no merge and that no merge made, by the commit's time."""
    for repository in world.in_scope(query):
        made = made_by_merging(repository)
        for sha, commit in repository.commits.items():
            at = commit.get("committed_at", commit.get("authored_at"))
            if len(commit.get("parents", [])) >= 2 or sha in made or at is None:
                continue
            if not begin <= at < until or at > world.now:
                continue
            owner = min((change for change in repository.changes if sha in change.shas),
                        key=lambda change: change.id)
            item = {"id": sha, "repository": repository.name, "counted": True, "value": None}
            reason = scope_reason("commit_size", world, query, repository, owner,
                                  commit.get("author"))
            if reason is None and not {"additions", "deletions"} <= commit.keys():
                reason = "size_unknown"
            if reason:
                yield left_out(item, reason)
            else:
                yield {**item, "value": commit["additions"] + commit["deletions"]}


approval_rate = by_merge("approval_rate",
                         lambda world, change: int(world.reviews.approved(change) is not None))
revert_rate = by_merge("revert_rate", lambda world, change: int(is_reverted(world, change)))
bot_share = by_merge("bot_share",
                     lambda world, change: int(world.people.is_bot(change.author)))
review_depth = by_merge("review_depth",
                        lambda world, change: len(world.reviews.attention(change)))
reviewers = by_merge("reviewers", lambda world, change: len(
    {world.people.human(fact.get("author")) for fact in world.reviews.attention(change)
     if fact["kind"] == "review"}))
review_rounds = by_merge("review_rounds", lambda world, change: rounds(world, change))


def is_reverted(world, change):
    """A later merged change says that it reverts one of its commits."""
    repository = next(one for one in world.repositories.values() if one.id == change.repository)
    return any(other is not change and other.merged is not None
               and other.merged >= change.merged and other.reverted_shas & change.shas
               and not change.is_excluded
               for other in repository.changes)


def rounds(world, change):
    """How often changes were requested and something was pushed after it."""
    requests = sorted(fact["submitted_at"] for fact in world.reviews.attention(change)
                      if fact["kind"] == "review" and fact["state"] == "changes_requested")
    pushes = [event["at"] for event in change.events("force_pushed")]
    pushes += [commit["committed_at"] for commit in change.fact["commits"]
               if commit.get("committed_at", world.now + 1) <= world.now]
    count, answered = 0, None
    for request in requests:
        if answered is not None and request < answered:
            continue
        later = [push for push in pushes if request < push <= change.closed()]
        if not later:
            break
        answered = min(later)
        count += 1
    return count


def unreviewed_merges(world, query, begin, until):
    """Merged pull requests that no other human had reviewed."""
    def judge(item, change):
        if change.merged is None:
            return left_out(item, "not_merged")
        if world.reviews.reviewed_before_merge(change):
            return left_out(item, "reviewed")
        return item if begin <= change.merged < until else left_out(item, "outside_window")
    return pull_request_items("unreviewed_merges", world, query, judge)


def direct_pushes(world, query, begin, until):
    for repository in world.in_scope(query):
        for change in repository.changes:
            if change.is_pull_request:
                continue
            item = {"id": change.id, "repository": repository.name, "counted": True, "value": None}
            reason = scope_reason("direct_pushes", world, query, repository, change)
            if reason is None and change.merged is None:
                reason = "no_time"
            if reason is None and not begin <= change.merged < until:
                reason = "outside_window"
            yield left_out(item, reason) if reason else item


def reviews_given(world, query, begin, until):
    """(human) of every review by another in the window that the question lets through."""
    for repository in world.in_scope(query):
        for change in repository.pull_requests():
            for fact in world.reviews.attention(change):
                if fact["kind"] == "review" and begin <= fact["submitted_at"] < until:
                    author = fact.get("author")
                    if not scope_reason("review_load", world, query, repository, change, author):
                        yield world.people.human(author)


def review_load(world, query, begin, until):
    """How many reviews each person gave, the fewest first, and not who."""
    given = list(reviews_given(world, query, begin, until))
    loads = sorted(given.count(human) for human in set(given))
    for number, load in enumerate(loads if len(loads) >= 3 else [], start=1):
        yield {"id": str(number), "repository": None, "counted": True, "value": load}


def fix_share(world, query, begin, until):
    """Merged changes; the value is whether a word of the title says that it is a fix."""
    for repository in world.in_scope(query):
        for change in repository.changes:
            item = {"id": change.id, "repository": repository.name, "counted": True, "value": None}
            title = change.fact.get("title" if change.is_pull_request else "headline")
            reason = scope_reason("fix_share", world, query, repository, change)
            if reason is None and change.merged is None:
                reason = "not_merged" if change.is_pull_request else "no_time"
            elif reason is None and not title:
                reason = "title_unknown"
            elif reason is None and not begin <= change.merged < until:
                reason = "outside_window"
            if reason:
                yield left_out(item, reason)
            else:
                words = set(re.findall("[a-z]+", title.lower()))
                yield {**item, "value": int(bool(words & FIX_WORDS))}


def run_end(run, now):
    """When it ended, or None: one without an outcome has not."""
    end = run.get("finished_at", run["created_at"])
    return end if "conclusion" in run and end <= now else None


def decided_runs(world, repository):
    """(end, id, run) of those that passed or failed, in order of time."""
    runs = [(run_end(run, world.now), run["id"], run) for run in repository.runs
            if not world.corrections.is_excluded("workflow_run", run["id"])]
    return sorted((end, id, run) for end, id, run in runs
                  if end is not None and run["conclusion"] in FAILED + ("success",))


def run_items(world, query, begin, until, judge):
    for repository in world.in_scope(query):
        for run in repository.runs:
            end = run_end(run, world.now)
            if end is None or not begin <= end < until:
                continue
            item = {"id": run["id"], "repository": repository.name, "counted": True, "value": None}
            if world.corrections.is_excluded("workflow_run", run["id"]):
                yield left_out(item, "excluded_by_hand")
            elif run["conclusion"] not in FAILED + ("success",):
                yield left_out(item, "not_decided")
            else:
                yield judge(item, repository, run, end)


def ci_success_rate(world, query, begin, until):
    def judge(item, _, run, __):
        return {**item, "value": int(run["conclusion"] == "success")}
    return run_items(world, query, begin, until, judge)


def ci_duration(world, query, begin, until):
    def judge(item, _, run, end):
        if run.get("started_at", world.now + 1) > world.now or "finished_at" not in run:
            return left_out(item, "no_time")
        return {**item, "value": max(0, end - run["started_at"])}
    return run_items(world, query, begin, until, judge)


def ci_flakiness(world, query, begin, until):
    """Told at the first run of a workflow over a commit that decided anything."""
    def judge(item, repository, run, _):
        if "sha" not in run:
            return left_out(item, "commit_unknown")
        same = [other for _, _, other in decided_runs(world, repository)
                if other.get("sha") == run["sha"] and other["name"] == run["name"]]
        if same[0]["id"] != run["id"]:
            return left_out(item, "later_run")
        failed_before = False
        for other in same:
            if other["conclusion"] == "success":
                if failed_before or other.get("attempt", 1) > 1:
                    return {**item, "value": 1}
            else:
                failed_before = True
        return {**item, "value": 0}
    return run_items(world, query, begin, until, judge)


def activity(world, query, begin, until):
    """What people did: openings, merges, pushes, reviews and comments in the window."""
    for repository in world.in_scope(query):
        for change in repository.changes:
            done = [("opened", change.created, change.author),
                    ("merged" if change.is_pull_request else "pushed", change.merged,
                     change.author)]
            if change.is_pull_request:
                done += [("reviewed", fact["submitted_at"], fact.get("author"))
                         for fact in world.reviews.reviews if fact["pull_request"] == change.id]
                done += [("commented", fact["created_at"], fact.get("author"))
                         for fact in world.reviews.comments if fact["pull_request"] == change.id]
            for event, at, author in done:
                if at is None or not begin <= at < until:
                    continue
                item = {"id": f"{event} {change.id}", "repository": repository.name,
                        "counted": True, "value": None}
                reason = scope_reason("activity", world, query, repository, change, author)
                yield left_out(item, reason) if reason else item


def directories_of(repository, change):
    if change.is_pull_request and change.fact.get("directories"):
        return set(change.fact["directories"])
    return {directory for sha in change.shas
            for directory in repository.commits.get(sha, {}).get("directories", [])}


def knowledge_spread(world, query, begin, until):
    """Directories touched in the window; the value is whether one person touched each."""
    for repository in world.in_scope(query):
        touched = {}
        for change in repository.changes:
            if change.merged is None or not begin <= change.merged < until:
                continue
            if scope_reason("knowledge_spread", world, query, repository, change):
                continue
            for directory in directories_of(repository, change):
                touched.setdefault(directory, set()).add(world.people.human(change.author))
        for directory, humans in touched.items():
            yield {"id": directory, "repository": repository.name, "counted": True,
                   "value": int(len(humans) == 1)}


