"""The reference's answers in the shape of the command line's JSON."""

from facts import SECOND, format_time
from reference import CENSORED, DURATIONS

SECONDS_IN_ITEMS = DURATIONS + CENSORED + ("work_in_progress",)


def interval_json(interval):
    return interval and {"low": interval[0], "high": interval[1]}


def value_json(result):
    shape = {"value": result["value"], "count": result["count"],
             "interval": interval_json(result["interval"])}
    if result["value"] is None:
        shape["absent"] = result["absent"]
    for name in ("numerator", "denominator", "possible", "still_open", "closed_only"):
        if name in result:
            shape[name] = result[name]
    if "parts" in result:
        shape["parts"] = {name: value_json(part) for name, part in result["parts"].items()}
    if "series" in result:
        shape["series"] = [{**value_json(point), "from": format_time(point["from"]),
                            "until": format_time(point["until"]), "partial": point["partial"]}
                           for point in result["series"]]
    if "groups" in result:
        shape["groups"] = [{"by": "repository", "key": key, **value_json(group)}
                           for key, group in result["groups"].items()]
    if "previous" in result:
        shape["previous"] = value_json(result["previous"])
    return shape


def item_json(metric, item):
    shape = {"id": item["id"], "repository": item["repository"], "counted": item["counted"]}
    if not item["counted"]:
        shape["reason"] = item["reason"]
        return shape
    if metric in SECONDS_IN_ITEMS and item["value"] is not None:
        shape["value"] = item["value"] / SECOND
    elif item["value"] is not None:
        shape["value"] = item["value"]
    for name in ("deployment", "linked_by"):
        if name in item:
            shape[name] = item[name]
    if "stages" in item:
        shape["lead_time"] = shape["value"]
        shape["stages"] = {name: None if length is None else length / SECOND
                           for name, length in item["stages"].items()}
        for name, time in item["times"].items():
            shape[name] = None if time is None else format_time(time)
    if "evidence" in item:
        shape["failed"] = item["confidence"] == "confirmed"
        shape["confidence"] = item["confidence"]
        shape["finished_at"] = format_time(item["finished_at"])
        shape["evidence"] = [{"kind": kind, "source": source}
                             for kind, source in item["evidence"]]
        recovered = item["recovered_at"]
        shape["recovered_at"] = None if recovered is None else format_time(recovered)
        shape["recovered_by"] = item["recovered_by"]
    return shape
