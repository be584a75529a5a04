#!/usr/bin/env python3
"""What must hold of the numbers whatever the history, tried on the reference itself.

The product is held against the reference by compare.py; so what holds here holds there.
"""

import random
import sys
from dataclasses import replace

from facts import DAY, SECOND, format_time, parse_time, read_facts
from histories import LENGTH, START, History
from reference import METRICS, Query, World, answer, explain_in, measure

WEEK = 7 * DAY
WHOLE = Query(START, START + LENGTH, START + LENGTH + 10 * DAY)
REVIEW_METRICS = ("lead_time", "cycle_time", "time_to_first_review", "review_coverage",
                  "pull_request_size", "work_in_progress", "open_age", "time_to_merge",
                  "approval_rate", "unreviewed_merges", "review_depth", "review_rounds",
                  "reviewers", "review_load", "activity")


def all_items(facts, query):
    world = World(facts, query)
    return {metric: sorted((item["repository"] or "", item["id"], item["value"] or 0,
                            item["counted"])
                           for item in explain_in(world, query, metric, query.begin, query.until)
                           if item["counted"]) for metric in METRICS}


def stages_sum_to_the_whole(history):
    world = World(read_facts(history.facts), WHOLE)
    for item in explain_in(world, WHOLE, "lead_time", WHOLE.begin, WHOLE.until):
        if item["counted"]:
            present = [length for length in item["stages"].values() if length is not None]
            assert sum(present) == item["value"] and min(present) >= 0, item


def order_and_repetition_change_nothing(history):
    again = history.facts + history.facts[::2]
    random.Random(1).shuffle(again)
    assert answer(read_facts(again), WHOLE) == answer(read_facts(history.facts), WHOLE)


def splitting_a_window_splits_counts(history):
    world = World(read_facts(history.facts), WHOLE)
    middle = START + 31 * DAY + 5 * SECOND
    for metric in METRICS:
        if metric in ("work_in_progress", "open_age", "knowledge_spread", "review_load"):
            continue
        counts = [sum(item["counted"] for item in explain_in(world, WHOLE, metric, begin, until))
                  for begin, until in ((START, START + LENGTH), (START, middle),
                                       (middle, START + LENGTH))]
        assert counts[0] == counts[1] + counts[2], (metric, counts)


def a_bots_review_changes_no_review_metric(history):
    added = [{"kind": "review", "id": f"bot-{fact['id']}", "pull_request": fact["id"],
              "author": "u4", "state": "approved", "submitted_at": fact["created_at"]}
             for fact in history.facts
             if fact["kind"] == "pull_request" and "created_at" in fact]
    before = all_items(read_facts(history.facts), WHOLE)
    after = all_items(read_facts(history.facts + added), WHOLE)
    for metric in REVIEW_METRICS:
        assert before[metric] == after[metric], metric


def shifted(value, name=""):
    if isinstance(value, dict):
        return {key: shifted(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [shifted(item) for item in value]
    if name == "at" or name.endswith("_at"):
        return format_time(parse_time(value) + WEEK)
    return value


def shifting_a_week_shifts_the_series(history):
    query = replace(WHOLE, every="week")
    later = replace(query, begin=query.begin + WEEK, until=query.until + WEEK,
                    now=query.now + WEEK)
    before = World(read_facts(history.facts), query)
    after = World(read_facts([shifted(fact) for fact in history.facts]), later)
    for metric in METRICS:
        values = [[point["value"] for point in measure(world, asked, metric)["series"]]
                  for world, asked in ((before, query), (after, later))]
        assert values[0] == values[1], (metric, values)


def a_superset_has_the_union_of_the_items(history):
    facts = read_facts(history.facts)
    together = all_items(facts, WHOLE)
    names = World(facts, WHOLE).repositories
    apart = [all_items(facts, replace(WHOLE, repositories=[name])) for name in names]
    for metric in METRICS:
        if metric == "review_load":
            continue  # The same people may review in both.
        union = sorted(item for one in apart for item in one[metric])
        assert together[metric] == union, metric


PROPERTIES = (stages_sum_to_the_whole, order_and_repetition_change_nothing,
              splitting_a_window_splits_counts, a_bots_review_changes_no_review_metric,
              shifting_a_week_shifts_the_series, a_superset_has_the_union_of_the_items)


def main():
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
    failed = 0
    for seed in seeds:
        history = History(seed)
        for holds in PROPERTIES:
            try:
                holds(history)
            except AssertionError as error:
                failed += 1
                print(f"seed {seed}: {holds.__name__} does not hold: {error}")
    print(f"{len(seeds) * len(PROPERTIES) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
