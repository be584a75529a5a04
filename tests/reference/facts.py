"""Reads facts as NDJSON and keeps, of each thing, the one version that counts.

Times become whole microseconds since 1970 (UTC). Nothing here is an estimate.
"""

import json
import re
from datetime import datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR

TIME = re.compile(r"^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$")

FIELDS = {
    "repository": "id full_name default_branch created_at is_private is_archived language "
                  "topics updated_at",
    "person": "id login name is_bot class aliases time_zone",
    "team": "id slug name members repositories parent",
    "commit": "repository sha parents author authored_at committed_at additions deletions "
              "changed_files headline is_revert_of directories",
    "pull_request": "id repository number created_at title author updated_at closed_at "
                    "merged_at merged_by merge_commit base head head_commit is_draft "
                    "additions deletions changed_files labels closes_issues directories "
                    "earliest_commit_at commits events",
    "review": "id pull_request submitted_at state author",
    "comment": "id pull_request created_at author",
    "deployment": "id repository environment sha created_at finished_at status ref service "
                  "fixes statuses",
    "release": "id repository tag published_at sha name is_prerelease is_draft",
    "issue": "id repository number created_at title author closed_at updated_at labels",
    "incident": "id started_at repository service title severity resolved_at deployment url",
    "workflow_run": "id repository name created_at started_at finished_at branch sha event "
                    "conclusion attempt",
    "withdrawn": "of id repository sha at",
    "correction": "id at by of target field value reason",
    "annotation": "id at by text repository team",
}
FIELDS = {kind: fields.split() for kind, fields in FIELDS.items()}
LIST_FIELDS = {"commits": ["sha", "authored_at", "committed_at", "author"],
               "events": ["type", "at", "actor", "subject"],
               "statuses": ["state", "at"]}


def is_time_field(name):
    return name == "at" or name.endswith("_at")


def parse_time(text):
    """Microseconds since 1970 of an RFC 3339 time; digits beyond them are cut off."""
    date, clock, fraction, zone = TIME.match(text).groups()
    offset = "+00:00" if zone in "Zz" else zone
    whole = datetime.fromisoformat(f"{date}T{clock}{offset}") - EPOCH
    micros = int(((fraction or "") + "000000")[:6])
    return (whole.days * 86400 + whole.seconds) * SECOND + micros


def format_time(micros):
    """UTC with `Z` and no trailing zeros, as the canonical form of a fact has it."""
    text = (EPOCH + timedelta(microseconds=micros)).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return text.rstrip("0").rstrip(".") + "Z"


def with_times_parsed(value, name=""):
    if isinstance(value, dict):
        known = {key: with_times_parsed(item, key) for key, item in value.items()}
        return {key: item for key, item in known.items() if item is not None}
    if isinstance(value, list):
        return [with_times_parsed(item) for item in value]
    return parse_time(value) if is_time_field(name) and value is not None else value


def canonical_value(name, value):
    if is_time_field(name):
        return format_time(value)
    if name in LIST_FIELDS:
        return [{key: canonical_value(key, item[key]) for key in LIST_FIELDS[name] if key in item}
                for item in value]
    return value


def canonical_line(fact, with_earliest=False):
    """The one spelling of a fact: the keys of its kind in their order, absent ones left
    out, no spaces. Of two versions the greater is found without `earliest_commit_at`."""
    line = {"kind": fact["kind"]}
    for name in FIELDS[fact["kind"]]:
        if name in fact and (with_earliest or name != "earliest_commit_at"):
            line[name] = canonical_value(name, fact[name])
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()


def identity(fact):
    """A commit is known by its repository and sha, a withdrawal by what it withdraws,
    everything else by its id."""
    if fact["kind"] == "commit":
        return ("commit", fact["repository"], fact["sha"])
    if fact["kind"] == "withdrawn":
        return ("withdrawn",) + withdrawn_identity(fact)
    return (fact["kind"], fact["id"])


def withdrawn_identity(fact):
    if fact["of"] == "commit":
        return ("commit", fact["repository"], fact["sha"])
    return (fact["of"], fact["id"])


def version_rank(fact):
    """A version with `updated_at` beats one without, the newer wins, and among equals the
    bytewise greater canonical line. A withdrawal is as new as its `at`."""
    moment = fact.get("at") if fact["kind"] == "withdrawn" else fact.get("updated_at")
    return (moment is not None, moment or 0, canonical_line(fact))


def earliest_commit_time(pull_request):
    times = [commit[name] for commit in pull_request.get("commits", [])
             for name in ("authored_at", "committed_at") if name in commit]
    if "earliest_commit_at" in pull_request:
        times.append(pull_request["earliest_commit_at"])
    return min(times, default=None)


def parse_fact(raw):
    """A fact of what the producer wrote: unknown fields dropped, null read as absent."""
    known = {name: raw[name] for name in ["kind"] + FIELDS[raw["kind"]]
             if raw.get(name) is not None}
    return with_times_parsed(known)


def newest_versions(lines):
    """{identity: fact} of the versions that count, whatever the order of the lines.

    A pull request keeps the earliest commit time of all versions ever seen, so that a
    rebase or a force push does not reset it.
    """
    winners, earliest = {}, {}
    for line in lines:
        raw = json.loads(line) if isinstance(line, (str, bytes)) else line
        if raw.get("kind") not in FIELDS:
            continue
        fact = parse_fact(raw)
        key = identity(fact)
        if fact["kind"] == "pull_request":
            times = [earliest.get(key), earliest_commit_time(fact)]
            earliest[key] = min((time for time in times if time is not None), default=None)
        if key not in winners or version_rank(fact) > version_rank(winners[key]):
            winners[key] = fact
    for key, time in earliest.items():
        if time is not None:
            winners[key] = {**winners[key], "earliest_commit_at": time}
    return winners


def read_facts(lines):
    """{kind: [fact]} of what counts. What was withdrawn is gone, unless a version newer
    than the withdrawal brought it back; what was said about a pull request that nobody
    ever named is ignored."""
    winners = newest_versions(lines)
    kept = {kind: [] for kind in FIELDS}
    for key, fact in sorted(winners.items()):
        withdrawal = winners.get(("withdrawn",) + key)
        if withdrawal and fact.get("updated_at", -1 << 62) <= withdrawal["at"]:
            continue
        if "pull_request" in fact and ("pull_request", fact["pull_request"]) not in winners:
            continue
        kept[fact["kind"]].append(fact)
    return kept


def exported_lines(lines):
    """What an export of these facts holds: the canonical line of each newest version, with
    the earliest commit time where the listed commits do not say it already."""
    exported = set()
    for fact in newest_versions(lines).values():
        listed = earliest_commit_time({"commits": fact.get("commits", [])})
        earliest = fact.get("earliest_commit_at")
        says_more = earliest is not None and (listed is None or earliest < listed)
        exported.add(canonical_line(fact, says_more).decode())
    return exported


CREATION = {"repository": None, "commit": "committed_at", "pull_request": "created_at",
            "review": "submitted_at", "comment": "created_at", "deployment": "created_at",
            "release": "published_at", "issue": "created_at", "incident": "started_at",
            "workflow_run": "created_at"}


def has_happened(fact, now):
    """Whether the thing is there at all: what is created after the clock is not."""
    name = CREATION.get(fact["kind"])
    return name is None or fact.get(name, now) <= now


def times_of(fact):
    """Every time in a fact, except `authored_at` (and the earliest commit time, which is
    one of them): those are only an author's claim."""
    for name, value in fact.items():
        if is_time_field(name) and name not in ("authored_at", "earliest_commit_at"):
            yield value
        elif name in LIST_FIELDS:
            for item in value:
                yield from times_of(item)


def complete_until(facts, now):
    """The data's end: the latest time in any fact that is not later than the clock."""
    times = [time for kind in facts.values() for fact in kind if has_happened(fact, now)
             for time in times_of(fact) if time <= now]
    return max(times, default=None)
