"""Holds an answer (in the shape of the command line's JSON) against what is expected.

Each expectation becomes a list of (what, expected, got); those that differ are failures.
"""

import math

from notation import ScenarioError, number_of, time_of

TIME_FIELDS = ("ready", "first_review", "approved", "merged", "deployed", "first_commit")


def same(expected, got):
    if isinstance(expected, float) and isinstance(got, (int, float)):
        return math.isclose(expected, got, rel_tol=1e-9, abs_tol=1e-9)
    return expected == got


def needs_items(words):
    return words[0] in ("counted", "left", "item")


def item_id(item):
    """The name of what an item is about, whichever kind of thing it is."""
    for name in ("id", "pull_request", "commit", "deployment", "workflow_run", "directory",
                 "reviewer"):
        thing = item.get(name)
        if isinstance(thing, dict):
            return thing.get("id", thing.get("sha"))
        if thing is not None:
            return thing
    raise ScenarioError(f"an item without a name: {item}")


def split_at(words, *marks):
    """Words up to the first mark, and what stands after each mark that occurs."""
    parts, current = {"": []}, ""
    for word in words:
        if word in marks:
            current = word
            parts[current] = []
        else:
            parts[current].append(word)
    return {mark: " ".join(inside) for mark, inside in parts.items()}


def check_value(answer, words, what="value"):
    """`4h`, `none because nothing observed`, `4h of 3` (of how many)."""
    reason = " ".join(words[words.index("because") + 1:]) if "because" in words else None
    words = words[:words.index("because")] if reason else words
    parts = split_at(words, "of", "partial", "whole")
    checks = [(what, number_of(parts[""]), (answer or {}).get("value"))]
    if "of" in parts:
        checks.append((what + "'s count", float(parts["of"]), (answer or {}).get("count")))
    if reason:
        checks.append((what + "'s reason", reason, (answer or {}).get("absent")))
    for mark in ("partial", "whole"):
        if mark in parts:
            checks.append((what + " is partial", mark == "partial", answer.get("partial")))
    return checks


def check_interval(answer, words):
    interval = answer.get("interval") or {}
    parts = split_at(words, "to")
    return [("interval's low end", number_of(parts[""]), interval.get("low")),
            ("interval's high end", number_of(parts.get("to", "none")), interval.get("high"))]


def check_bucket(answer, words):
    words = list(words)
    start = time_of(words)
    found = next((point for point in answer.get("series", []) if point["from"] == start), None)
    if found is None:
        starts = [point["from"] for point in answer.get("series", [])]
        return [("a bucket that begins", start, starts)]
    return check_value(found, words, f"bucket {start}")


def check_group(answer, words):
    found = [group for group in answer.get("groups", []) if group["key"] == words[0]]
    return check_value(found[0] if found else None, words[1:], f"group {words[0]}")


def check_answer(answer, words):
    """An expectation about the value itself."""
    kind, rest = words[0], list(words[1:])
    if kind == "value":
        return check_value(answer, rest)
    if kind == "count":
        return [("count", float(rest[0]), answer.get("count"))]
    if kind == "interval":
        return check_interval(answer, rest)
    if kind == "stage":
        return check_value(answer.get("parts", {}).get(rest[0]), rest[1:], f"stage {rest[0]}")
    if kind in ("rate", "ratio"):
        return [("numerator", float(rest[0]), answer.get("numerator")),
                ("denominator", float(rest[2]), answer.get("denominator"))]
    if kind == "possible":
        return [("possible", float(rest[0]), answer.get("possible", {}).get("numerator"))]
    if kind == "still":
        return [("still open", float(rest[1]), answer.get("still_open"))]
    if kind == "closed":
        return check_value(answer.get("closed_only"), rest[1:], "closed only")
    if kind == "previous":
        return check_value(answer.get("previous"), rest, "previous")
    if kind == "bucket":
        return check_bucket(answer, rest)
    if kind == "buckets":
        return [("number of buckets", float(rest[0]), len(answer.get("series", [])))]
    if kind == "group":
        return check_group(answer, rest)
    if kind == "rule":
        rules = answer.get("deployments_from", {})
        return [(f"rule of {rest[0]}", rest[1], rules.get(rest[0]))]
    raise ScenarioError(f"'{kind}' is nothing that can be expected")


def check_item(item, name, words):
    kind, rest = words[0], list(words[1:])
    what = f"{name}'s {kind}"
    if kind in ("deployment", "linked_by", "confidence", "recovered_by"):
        expected = None if rest[0] == "none" else rest[0]
        return [(what, expected, item.get(kind))]
    if kind in ("coding", "pickup", "review", "merge", "deploy", "development"):
        return [(what, number_of(" ".join(rest)), item.get("stages", {}).get(kind))]
    if kind in ("value", "lead_time"):
        return [(what, number_of(" ".join(rest)), item.get(kind))]
    if kind in TIME_FIELDS or kind in ("recovered", "finished"):
        expected = None if rest[0] == "none" else time_of(rest)
        return [(what, expected, item.get(kind + "_at"))]
    if kind == "evidence":
        return [(what, sorted(rest), sorted(one["kind"] for one in item.get("evidence", [])))]
    raise ScenarioError(f"'{kind}' is nothing that an item has")


def check_items(items, words):
    """An expectation about the items behind the value."""
    by_id = {item_id(item): item for item in items}
    if words[0] == "counted":
        names = [] if words[1:] == ["none"] else words[1:]
        return [("counted", sorted(names),
                 sorted(id for id, item in by_id.items() if item["counted"]))]
    if words[0] == "left":
        item = by_id.get(words[2], {})
        return [(f"{words[2]} left out as", words[3], item.get("reason"))]
    if words[1] not in by_id:
        return [("an item", words[1], sorted(by_id))]
    return check_item(by_id[words[1]], words[1], words[2:])


def failures(answer, items, words):
    checks = check_items(items, words) if needs_items(words) else check_answer(answer, words)
    return [check for check in checks if not same(check[1], check[2])]
