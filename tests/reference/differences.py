"""The first field in which the product's JSON differs from what the reference says.

Only what the reference says is compared: the product may say more.
"""

import math

KNOWN_REASONS = ("no production deployments known", "no production deployments in the window",
                 "no failed deployments in the window", "nothing observed", "median not reached")


def same_number(expected, got):
    return (isinstance(got, (int, float)) and not isinstance(got, bool)
            and math.isclose(expected, got, rel_tol=1e-9, abs_tol=1e-9))


def interval_difference(expected, got, path):
    """An interval that does not exist may be left out, or have ends of null."""
    for end in ("low", "high"):
        wanted, found = (expected or {}).get(end), (got or {}).get(end)
        if wanted is None and found is None:
            continue
        if wanted is None or not same_number(wanted, found):
            return f"{path}.{end}: expected {wanted}, got {found}"
    return None


def difference(expected, got, path="value"):
    """The first difference of two values, their parts, series and groups, or None."""
    if got is None:
        return f"{path}: expected {expected}, got nothing"
    wanted = expected["value"]
    if wanted is None:
        if got.get("value") is not None:
            return f"{path}: expected none ({expected.get('absent')}), got {got['value']}"
        if not got.get("absent") and "from" not in expected and path == "value":
            return f"{path}: absent without a reason"
        if (path == "value" and expected["absent"] in KNOWN_REASONS
                and got["absent"] != expected["absent"]):
            return f"{path}: expected '{expected['absent']}', got '{got['absent']}'"
    else:
        if not same_number(wanted, got.get("value")):
            return f"{path}: expected {wanted}, got {got.get('value')}"
        if "interval" in got or path == "value":
            found = interval_difference(expected["interval"], got.get("interval"),
                                        f"{path} interval")
            if found:
                return found
    if (wanted is not None or expected["count"]) and expected["count"] != got.get("count"):
        return f"{path} count: expected {expected['count']}, got {got.get('count')}"
    for name in ("numerator", "denominator", "still_open", "partial", "from", "until"):
        if name in expected and name in got and expected[name] != got[name]:
            return f"{path} {name}: expected {expected[name]}, got {got[name]}"
    return nested_difference(expected, got, path)


def nested_difference(expected, got, path):
    for name in ("possible", "closed_only"):
        if name in expected and path == "value":
            found = got.get(name) or {}
            for key, wanted in expected[name].items():
                if wanted is not None and not same_number(wanted, found.get(key)):
                    return f"{path} {name}.{key}: expected {wanted}, got {found.get(key)}"
    for stage, part in expected.get("parts", {}).items() if path == "value" else ():
        found = difference(part, got.get("parts", {}).get(stage), f"{path} stage {stage}")
        if found:
            return found
    if "previous" in expected:
        found = difference(expected["previous"], got.get("previous"), f"{path} previous")
        if found:
            return found
    if "groups" in expected:
        groups = {group["key"]: group for group in got.get("groups", [])}
        for group in expected["groups"]:
            found = difference(group, groups.get(group["key"]), f"{path} group {group['key']}")
            if found and (group["value"] is not None or group["key"] in groups):
                return found
    if "series" in expected:
        return series_difference(expected["series"], got.get("series", []), path)
    return None


def series_difference(expected, got, path):
    if len(expected) != len(got):
        return f"{path} series: expected {len(expected)} buckets, got {len(got)}"
    for wanted, found in zip(expected, got):
        differs = difference(wanted, found, f"{path} bucket {wanted['from']}")
        if differs:
            return differs
    return None


def item_name(item):
    event = item["event"] + " " if "event" in item else ""
    for name in ("pull_request", "commit", "deployment", "workflow_run", "directory", "reviewer"):
        thing = item.get(name)
        if isinstance(thing, dict):
            return event + thing.get("id", thing.get("sha"))
        if thing is not None:
            return event + thing
    return item.get("id")


def items_difference(expected, got):
    """The first difference of two explanations. Times of items compare to the
    microsecond, durations to a billionth; evidence as a set."""
    wanted = {(item["repository"], item["id"]): item for item in expected}
    found = {(item.get("repository"), item_name(item)): item for item in got}
    for key, item in wanted.items():
        if key not in found:
            return f"item {key}: missing"
        for name, value in item.items():
            if name in ("id", "repository") or (name == "reason" and value is None):
                continue
            if not same_field(name, value, found[key]):
                return f"item {key} {name}: expected {value}, got {found[key].get(name)}"
    extra = [key for key in found if key not in wanted]
    return f"item {extra[0]}: not expected ({found[extra[0]]})" if extra else None


def same_field(name, wanted, item):
    if name not in item:
        return name == "value" or wanted is None
    got = item[name]
    if name == "stages":
        return all(got.get(stage) is None if length is None else same_number(length, got.get(stage))
                   for stage, length in wanted.items())
    if name == "evidence":
        return (sorted((one["kind"], one["source"]) for one in wanted)
                == sorted((one["kind"], one["source"]) for one in got))
    if isinstance(wanted, float) or (isinstance(wanted, int) and not isinstance(wanted, bool)):
        return same_number(wanted, got)
    return wanted == got
