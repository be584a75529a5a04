"""A slow, obvious reading of what the numbers mean, to hold the product against.

    answer(facts, query)            every metric's value, as plain dicts
    explain(facts, query, metric)   the items behind one

It shares no code with the product, walks instead of indexing, and prefers a loop to an
idea. Durations are in seconds in the answers, microseconds inside.
"""

from dataclasses import replace

import items
import work_items
from calendar_buckets import buckets
from estimates import (gini, mean_interval, order_statistics_interval, poisson_interval, quantile,
                       survival_quantile, wilson_interval)
from facts import DAY, SECOND, read_facts
from world import Query, World

WEEK = 7 * DAY

DURATIONS = ("lead_time", "cycle_time", "open_age", "ci_duration")
CENSORED = ("recovery_time", "time_to_first_review", "time_to_merge", "draft_time")
RATES = ("change_fail_rate", "rework_rate", "review_coverage", "abandoned_rate", "approval_rate",
         "revert_rate", "fix_share", "ci_success_rate", "ci_flakiness", "bot_share",
         "knowledge_spread")
PER_WEEK = ("deployment_frequency", "throughput", "unreviewed_merges", "direct_pushes",
            "activity")
MEANS = ("review_depth", "review_rounds", "reviewers")
METRICS = ("lead_time", "deployment_frequency", "change_fail_rate", "recovery_time",
           "rework_rate", "cycle_time", "time_to_first_review", "throughput",
           "pull_request_size", "review_coverage", "work_in_progress", "open_age",
           "time_to_merge", "flow_ratio", "abandoned_rate", "draft_time", "commit_size",
           "approval_rate", "unreviewed_merges", "direct_pushes", "review_depth",
           "review_rounds", "reviewers", "review_load", "revert_rate", "fix_share",
           "ci_success_rate", "ci_duration", "ci_flakiness", "activity", "bot_share",
           "knowledge_spread")


def explain_in(world, query, metric, begin, until):
    if metric == "open_age":
        metric = "work_in_progress"
    source = getattr(items if hasattr(items, metric) else work_items, metric)
    return list(source(world, query, begin, until))


def observed_span(world, query, begin, until):
    """The part of the window between the beginning and the end of the data, in
    microseconds; 0 or less means that nothing was observed."""
    beginning = world.beginning(world.in_scope(query))
    if beginning is None or world.end is None:
        return 0
    return min(until, world.now, world.end) - max(begin, beginning)


def has_production_source(world, query):
    """Whether any repository in scope has a production deployment, release or merge."""
    return any(world.production[repository.id].is_known
               for repository in world.in_scope(query))


def absent(reason, count=0):
    return {"value": None, "absent": reason, "count": count, "interval": None}


NOTHING = {"change_fail_rate": "no production deployments in the window",
           "rework_rate": "no production deployments in the window",
           "recovery_time": "no failed deployments in the window",
           "ci_flakiness": "no workflow run of a known commit passed or failed in the window"}


def median_of(values, unit=1):
    if not values:
        return absent("nothing to measure")
    interval = order_statistics_interval(values)
    return {"value": quantile(values, 0.5) / unit, "count": len(values),
            "interval": interval and tuple(end / unit for end in interval)}


def censored_median(counted):
    """Kaplan–Meier over what happened and what is still open."""
    if not counted:
        return absent("nothing to measure")
    durations = [(item["value"], item["happened"]) for item in counted]
    estimate, interval = survival_quantile(durations, 0.5)
    closed = [value for value, happened in durations if happened]
    return {"value": None if estimate is None else estimate / SECOND,
            "absent": "median not reached" if estimate is None else None,
            "count": len(durations),
            "interval": tuple(None if end is None else end / SECOND for end in interval),
            "still_open": len(durations) - len(closed),
            "closed_only": {"value": quantile(closed, 0.5) / SECOND if closed else None,
                            "count": len(closed)}}


def rate_of(values):
    if not values:
        return absent("nothing to measure")
    return {"value": sum(values) / len(values), "count": len(values),
            "numerator": sum(values), "denominator": len(values),
            "interval": wilson_interval(sum(values), len(values))}


def mean_of(values):
    if not values:
        return absent("nothing to measure")
    return {"value": sum(values) / len(values), "count": len(values),
            "interval": mean_interval(values)}


def ratio_of_counts(values):
    """Openings (1) ÷ closes (0)."""
    opened, closed = values.count(1), values.count(0)
    result = {"value": opened / closed if closed else None, "count": len(values),
              "numerator": opened, "denominator": closed, "interval": None}
    return result if closed else {**result, "absent": "no pull request was closed in the window"}


def evenness_of(loads, count):
    if not loads:
        return absent("fewer than three people" if count
                      else "nobody reviewed anything in the window", count)
    return {"value": 1 - gini(loads), "count": count, "interval": None}


def per_week(count, span):
    weeks = span / WEEK
    low, high = poisson_interval(count)
    return {"value": count / weeks, "count": count, "interval": (low / weeks, high / weeks)}


def summarise(world, query, metric, begin, until, span):
    """One metric's value over [begin, until)."""
    counted = [item for item in explain_in(world, query, metric, begin, until)
               if item["counted"]]
    values = [item["value"] for item in counted]
    if metric in NOTHING and not counted:
        return absent(NOTHING[metric])
    if metric in PER_WEEK:
        if metric == "deployment_frequency" and not has_production_source(world, query):
            return absent("no production deployments known")
        return per_week(len(counted), span) if span > 0 else absent("nothing observed")
    if metric == "open_age" and begin >= world.now:
        return absent("nothing observed")
    if metric == "work_in_progress":
        if span <= 0:
            return absent("nothing observed")
        return {"value": len(counted), "count": len(counted), "interval": None}
    if metric in CENSORED:
        return censored_median(counted)
    if metric in MEANS:
        return mean_of(values)
    if metric == "flow_ratio":
        return ratio_of_counts(values)
    if metric == "review_load":
        given = list(work_items.reviews_given(world, query, begin, until))
        return evenness_of(values, len(given))
    if metric in RATES:
        result = rate_of(values)
        if metric == "change_fail_rate" and values:
            possible = sum(item["confidence"] == "possible" for item in counted)
            result["possible"] = {"numerator": possible, "value": possible / len(values)}
        return result
    result = median_of(values, SECOND if metric in DURATIONS else 1)
    if metric == "lead_time":
        result["parts"] = {stage: median_of(present, SECOND)
                           for stage, present in stage_values(counted).items() if present}
    return result


def stage_values(counted):
    present = {}
    for item in counted:
        for stage, value in item["stages"].items():
            if value is not None:
                present.setdefault(stage, []).append(value)
    return present


def series(world, query, metric):
    """The metric over each bucket, cut to the window. A bucket is partial when the window
    cuts it or when it begins before the data or ends after it."""
    beginning = world.beginning(world.in_scope(query))
    points = []
    for begin, until, is_cut in buckets(query.begin, query.until, query.every, query.zone):
        span = observed_span(world, query, begin, until)
        outside = beginning is None or begin < beginning or until > world.end
        point = summarise(world, query, metric, begin, until, span)
        if begin > world.now:
            point = absent("later than the clock")
        points.append({**point, "from": begin, "until": until, "partial": is_cut or outside})
    return points


def groups(world, query, metric):
    """Each repository by itself, over the span observed of the whole scope."""
    span = observed_span(world, query, query.begin, query.until)
    return {repository.name: summarise(world, replace(query, repositories=[repository.id]),
                                       metric, query.begin, query.until, span)
            for repository in world.in_scope(query)}


def measure(world, query, metric):
    span = observed_span(world, query, query.begin, query.until)
    result = summarise(world, query, metric, query.begin, query.until, span)
    if query.every:
        result["series"] = series(world, query, metric)
    if query.group_by == "repository":
        result["groups"] = groups(world, query, metric)
    if query.compare == "previous":
        earlier = query.begin - (query.until - query.begin)
        result["previous"] = summarise(world, query, metric, earlier, query.begin,
                                       observed_span(world, query, earlier, query.begin))
    return result


def answer(facts, query, metrics=METRICS):
    world = World(facts, query)
    return {metric: measure(world, query, metric) for metric in metrics}


def explain(facts, query, metric):
    return explain_in(World(facts, query), query, metric, query.begin, query.until)


__all__ = ["METRICS", "Query", "answer", "explain", "read_facts"]
