"""For each metric: the items it looks at, each counted or left out with its reason.

An item is a dict: `id` of the pull request, commit or deployment, `repository`,
`counted`, `reason` when left out, and `value` (microseconds, lines or None). Items of a
censored metric have `happened`: false means that the value is only a lower bound.
"""

from failures import is_rework
from reviews import moments, stages

COUNTS_BOTS = ("lead_time", "throughput", "revert_rate", "bot_share")


def left_out(item, reason):
    return {**item, "counted": False, "reason": reason}


AUTHOR = object()
"""Whoever wrote the change, unless somebody else is named, perhaps as None."""


def scope_reason(metric, world, query, repository, change, actor=AUTHOR):
    """Another base branch than asked for is out of scope; whether what bots do counts is
    part of each metric's definition, unless the question says otherwise."""
    if query.base is not None:
        base = change.fact.get("base") if change.is_pull_request else repository.default_branch
        if base != query.base:
            return "outside_scope"
    if change.is_excluded:
        return "excluded_by_hand"
    is_bot = world.people.is_bot(change.author if actor is AUTHOR else actor)
    if query.bots == "only":
        return None if is_bot else "outside_scope"
    wanted = {"default": metric in COUNTS_BOTS, "include": True, "exclude": False}[query.bots]
    return "bot_author" if is_bot and not wanted else None


def pull_request_items(metric, world, query, judge):
    """One item for every pull request in scope; `judge` decides about those that the
    scope lets through."""
    for repository in world.in_scope(query):
        for change in repository.pull_requests():
            item = {"id": change.id, "repository": repository.name, "counted": True, "value": None}
            reason = scope_reason(metric, world, query, repository, change)
            yield left_out(item, reason) if reason else judge(item, change)


def lead_time(world, query, begin, until):
    """First commit to running in production, of every pull request and direct push."""
    for repository in world.in_scope(query):
        for change in repository.changes:
            item = {"id": change.id, "repository": repository.name, "counted": True, "value": None}
            reason = scope_reason("lead_time", world, query, repository, change)
            if reason is None:
                item, reason = carried(item, world, repository, change, begin, until)
            yield left_out(item, reason) if reason else item


def carried(item, world, repository, change, begin, until):
    if not change.is_pull_request and (change.merged is None or change.first_commit is None):
        return item, "no_time"
    if change.merged is None:
        return item, "not_merged"
    if change.first_commit is None:
        return item, "no_time"
    one, linked_by, is_first = world.production[repository.id].carrier(change)
    if is_first:
        return item, "first_deployment"
    if one is None:
        return item, "not_deployed"
    times = moments(change, world.reviews, one.moment)
    item = {**item, "deployment": one.id, "linked_by": linked_by, "times": times,
            "stages": stages(change, times),
            "value": times["deployed_at"] - times["first_commit_at"]}
    return item, None if begin <= one.moment < until else "deployed_outside_window"


def cycle_time(world, query, begin, until):
    """First commit to merged, by merge."""
    def judge(item, change):
        if change.merged is None:
            return left_out(item, "not_merged")
        if change.first_commit is None:
            return left_out(item, "no_time")
        times = moments(change, world.reviews)
        item["value"] = times["merged_at"] - times["first_commit_at"]
        return item if begin <= change.merged < until else left_out(item, "outside_window")
    return pull_request_items("cycle_time", world, query, judge)


def throughput(world, query, begin, until):
    """Merged pull requests, by merge."""
    def judge(item, change):
        if change.merged is None:
            return left_out(item, "not_merged")
        return item if begin <= change.merged < until else left_out(item, "outside_window")
    return pull_request_items("throughput", world, query, judge)


def time_to_first_review(world, query, begin, until):
    """Ready to first review, by the moment of being ready. What ended or is still open
    without a review is censored; what is or was closed as a draft is left out."""
    def judge(item, change):
        end = change.closed() if change.closed() is not None else world.now
        if change.merged is None and change.is_draft_at(end):
            return left_out(item, "draft")
        if change.created is None:
            return left_out(item, "no_time")
        first_review = world.reviews.first(change)
        ready = change.ready(first_review)
        if not begin <= ready < until:
            return left_out(item, "outside_window")
        item["happened"] = first_review is not None
        item["value"] = max(0, (first_review if item["happened"] else end) - ready)
        return item
    return pull_request_items("time_to_first_review", world, query, judge)


def pull_request_size(world, query, begin, until):
    """Lines added and deleted, by opening (where that is unknown, by the merge)."""
    def judge(item, change):
        moment = change.created if change.created is not None else change.merged
        if moment is None:
            return left_out(item, "no_time")
        if "additions" not in change.fact or "deletions" not in change.fact:
            return left_out(item, "size_unknown")
        if not begin <= moment < until:
            return left_out(item, "outside_window")
        return {**item, "value": change.fact["additions"] + change.fact["deletions"]}
    return pull_request_items("pull_request_size", world, query, judge)


def review_coverage(world, query, begin, until):
    """Merged pull requests; the value is whether another human reviewed it by then."""
    def judge(item, change):
        if change.merged is None:
            return left_out(item, "not_merged")
        if not begin <= change.merged < until:
            return left_out(item, "outside_window")
        return {**item, "value": int(world.reviews.reviewed_before_merge(change))}
    return pull_request_items("review_coverage", world, query, judge)


def work_in_progress(world, query, begin, until):
    """What is open just before the window's end; the value is its age then."""
    end = min(until, world.now)

    def judge(item, change):
        if change.created is None:
            return left_out(item, "no_time")
        if not change.is_open_at(end):
            return left_out(item, None)
        return {**item, "value": end - change.created}
    return pull_request_items("work_in_progress", world, query, judge)


def deployment_frequency(world, query, begin, until):
    """Deployments of the chosen rule; by rule `deployments` every deployment there is."""
    for repository in world.in_scope(query):
        production = world.production[repository.id]
        succeeded = {one.id: one for one in production.successes}
        listed = ([fact["id"] for fact in production.all]
                  if production.rule == "deployments"
                  else list(succeeded) + [one.id for one in production.excluded])
        excluded = {fact["id"] for fact in production.all if production.is_excluded(fact)}
        excluded |= {one.id for one in production.excluded}
        attempts = {fact["id"] for fact in production.attempts}
        for id in listed:
            item = {"id": id, "repository": repository.name, "counted": True, "value": None}
            if id in excluded:
                yield left_out(item, "excluded_by_hand")
            elif id in succeeded:
                inside = begin <= succeeded[id].moment < until
                yield item if inside else left_out(item, "outside_window")
            else:
                yield left_out(item, "never_succeeded" if id in attempts else "not_production")


def successes(world, query, begin, until):
    for repository in world.in_scope(query):
        for one in world.production[repository.id].successes:
            if begin <= one.moment < until:
                yield repository, one


def excluded(world, query, begin, until):
    """Successes in the window that are left out by hand."""
    for repository in world.in_scope(query):
        for one in world.production[repository.id].excluded:
            if begin <= one.moment < until:
                yield left_out({"id": one.id, "repository": repository.name}, "excluded_by_hand")


def change_fail_rate(world, query, begin, until):
    """Successes in the window, each with the evidence against it."""
    yield from excluded(world, query, begin, until)
    for repository, one in successes(world, query, begin, until):
        verdict = world.verdict(one)
        yield {"id": one.id, "repository": repository.name, "counted": True,
               "finished_at": one.moment, "confidence": verdict.confidence,
               "evidence": verdict.evidence, "recovered_at": verdict.recovered_at,
               "recovered_by": verdict.recovered_by,
               "value": int(verdict.confidence == "confirmed")}


def recovery_time(world, query, begin, until):
    """Confirmed failures in the window, from the deployment's moment to its restoration;
    what still fails is censored at the clock."""
    for item in change_fail_rate(world, query, begin, until):
        if not item["counted"]:
            yield item
            continue
        if item["confidence"] != "confirmed":
            yield left_out(item, "not_failed")
            continue
        restored = item["recovered_at"]
        item["happened"] = restored is not None
        item["value"] = max(0, (restored if item["happened"] else world.now)
                            - item["finished_at"])
        yield item


def rework_rate(world, query, begin, until):
    """Successes in the window; the value is whether it was made only to repair."""
    yield from excluded(world, query, begin, until)
    for repository, one in successes(world, query, begin, until):
        yield {"id": one.id, "repository": repository.name, "counted": True,
               "value": int(is_rework(one))}
