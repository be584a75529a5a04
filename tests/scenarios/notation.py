"""Reads a scenario file: events become facts, questions become expectations.

The notation is explained in README.md. Every line is a word that says what it is, a
name, and clauses (`by ada`, `merged 2026-01-06 10:00`) in any order. Indented lines
belong to the line above them.
"""

import json
import re
from dataclasses import dataclass, field

DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
CLOCK = re.compile(r"^\d\d:\d\d(:\d\d(\.\d+)?)?$")
DURATION = re.compile(r"^(\d+(?:\.\d+)?)(d|h|m|s)$")
SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
DEFAULT_REPOSITORY = "acme/app"


class ScenarioError(Exception):
    """A line that the notation does not know."""


@dataclass
class Line:
    number: int
    text: str
    words: list
    children: list = field(default_factory=list)


@dataclass
class Question:
    line: Line
    metric: str
    options: dict
    expectations: list


@dataclass
class Scenario:
    path: str
    facts: list = field(default_factory=list)
    now: str = None
    questions: list = field(default_factory=list)


def read_lines(path):
    """The lines that say something, each with those indented below it."""
    lines = []
    with open(path, encoding="utf-8") as source:
        for number, text in enumerate(source, 1):
            words = text.split()
            if not words or words[0] == "#":
                continue
            line = Line(number, text.strip(), words)
            if text[0].isspace():
                if not lines:
                    raise ScenarioError(f"line {number}: indented, but nothing is above it")
                lines[-1].children.append(line)
            else:
                lines.append(line)
    return lines


def time_of(words):
    """Takes `2026-01-05 09:00` (UTC; midnight without a clock) off the front of words."""
    if not words or not DATE.match(words[0]):
        raise ScenarioError("expected a date like 2026-01-05")
    day = words.pop(0)
    clock = words.pop(0) if words and CLOCK.match(words[0]) else "00:00"
    return f"{day}T{clock if clock.count(':') == 2 else clock + ':00'}Z"


def clauses(words, kinds):
    """{clause: value} of the words. `kinds` says what follows each clause's word: a
    `time`, a `word`, `words` up to the next clause, or nothing (`flag`)."""
    words, found = list(words), {}
    while words:
        name = words.pop(0)
        kind = kinds.get(name)
        if kind is None:
            raise ScenarioError(f"unknown word '{name}'; known here: {', '.join(kinds)}")
        if kind == "time":
            found[name] = time_of(words)
        elif kind == "flag":
            found[name] = True
        elif kind == "word":
            found[name] = words.pop(0)
        else:
            found[name] = []
            while words and words[0] not in kinds:
                found[name].append(words.pop(0))
    return found


def number_of(text):
    """`4h`, `1d 2h 30m` in seconds; `25%` and `1/3` as shares; a plain number; `none`."""
    if text == "none":
        return None
    if "/" in text:
        above, below = text.split("/")
        return float(above) / float(below)
    if text.endswith("%"):
        return float(text[:-1]) / 100
    parts = [DURATION.match(part) for part in text.split()]
    if all(parts):
        return sum(float(part[1]) * SECONDS[part[2]] for part in parts)
    return float(text)


def known(**fields):
    return {name: value for name, value in fields.items() if value is not None}


def sizes(found):
    """`lines 30/4`: added and deleted."""
    return map(int, found["lines"].split("/")) if "lines" in found else (None, None)


def title_of(found):
    return " ".join(found["titled"]) if "titled" in found else None


class Compiler:
    """Turns lines into facts and questions."""

    PULL = {"by": "word", "opened": "time", "merged": "time", "closed": "time", "as": "word",
            "head": "word", "from": "word", "into": "word", "labels": "words", "lines": "word",
            "draft": "flag", "updated": "time", "titled": "words", "touching": "words"}
    COMMIT = {"after": "words", "by": "word", "at": "time", "authored": "time",
              "reverts": "word", "in": "word", "lines": "word", "titled": "words",
              "touching": "words"}
    RUN = {"of": "word", "at": "time", "started": "time", "finished": "time",
           "concluded": "word", "workflow": "word", "attempt": "word", "in": "word"}
    DEPLOY = {"of": "word", "to": "word", "at": "time", "finished": "time", "status": "word",
              "service": "word", "fixes": "word", "in": "word"}
    ASK = {"from": "time", "until": "time", "every": "word", "zone": "word", "compare": "word",
           "environment": "word", "base": "word", "bots": "word", "bot-reviews": "word",
           "repository": "words", "by": "word"}
    EVENTS = {"ready": "ready_for_review", "drafted": "converted_to_draft", "closed": "closed",
              "reopened": "reopened", "pushed": "force_pushed", "asked": "review_requested"}

    def __init__(self, path):
        self.scenario = Scenario(path)
        self.repository = None
        self.counter = 0

    def compile(self):
        for line in read_lines(self.scenario.path):
            try:
                self._line(line)
            except (ScenarioError, IndexError, ValueError) as error:
                raise ScenarioError(f"{self.scenario.path}:{line.number}: {line.text}\n"
                                    f"  {error or 'something is missing'}") from error
        if self.scenario.now is None or not self.scenario.questions:
            raise ScenarioError(f"{self.scenario.path}: needs a `now` and at least one `ask`")
        return self.scenario

    def _line(self, line):
        kind, rest = line.words[0], line.words[1:]
        handler = getattr(self, "_" + kind, None)
        if handler is None:
            raise ScenarioError(f"unknown word '{kind}'")
        handler(line, rest)

    def _add(self, kind, **fields):
        self.scenario.facts.append({"kind": kind, **known(**fields)})

    def _next(self, prefix):
        self.counter += 1
        return f"{prefix}{self.counter}"

    def _here(self, name=None):
        if name is None and self.repository is None:
            self._repository(None, [DEFAULT_REPOSITORY])
        return name or self.repository

    def reference(self, name):
        """`#1` is the pull request of the repository of this file."""
        return self._here() + name if name.startswith("#") else name

    def _repository(self, _, words):
        name, found = words[0], clauses(words[1:], {"default": "word"})
        self.repository = self.repository or name
        self._add("repository", id=name, full_name=name,
                  default_branch=found.get("default", "main"))

    def _person(self, _, words):
        found = clauses(words[1:], {"bot": "flag", "agent": "flag", "also": "words"})
        self._add("person", id=words[0], login=words[0], is_bot=found.get("bot"),
                  aliases=found.get("also"), **{"class": "agent" if "agent" in found else None})

    def _trunk(self, _, words):
        """Commits each the child of the one before, their times unknown."""
        for parent, sha in zip([None] + words, words):
            self._add("commit", repository=self._here(), sha=sha,
                      parents=[parent] if parent else [])

    def _commit(self, _, words):
        found = clauses(words[1:], self.COMMIT)
        added, deleted = sizes(found)
        self._add("commit", repository=self._here(found.get("in")), sha=words[0],
                  parents=found.get("after", []), author=found.get("by"),
                  authored_at=found.get("authored", found.get("at")),
                  committed_at=found.get("at"), is_revert_of=found.get("reverts"),
                  headline=title_of(found), additions=added, deletions=deleted,
                  directories=found.get("touching"))

    def _pull(self, line, words):
        repository, number = self.reference(words[0]).split("#")
        found = clauses(words[1:], self.PULL)
        added, deleted = sizes(found)
        id, commits, events = f"{repository}#{number}", [], []
        for child in line.children:
            self._below_pull(child.words, id, commits, events)
        self._add("pull_request", id=id, repository=repository, number=int(number),
                  created_at=found.get("opened"), author=found.get("by"),
                  updated_at=found.get("updated"),
                  closed_at=found.get("closed", found.get("merged")),
                  merged_at=found.get("merged"), merge_commit=found.get("as"),
                  base=found.get("into", "main"), head=found.get("from"),
                  head_commit=found.get("head"), is_draft=found.get("draft"),
                  labels=found.get("labels"), commits=commits or None, events=events or None,
                  title=title_of(found), directories=found.get("touching"),
                  additions=added, deletions=deleted)

    def _below_pull(self, words, id, commits, events):
        kind, rest = words[0], words[1:]
        if kind == "commit":
            found = clauses(rest[1:], {"at": "time", "authored": "time"})
            commits.append(known(sha=rest[0], authored_at=found.get("authored", found.get("at")),
                                 committed_at=found.get("at")))
        elif kind in ("approved", "changes_requested", "commented", "dismissed"):
            found = clauses(rest, {"by": "word", "at": "time"})
            self._add("review", id=self._next("review-"), pull_request=id, state=kind,
                      author=found.get("by"), submitted_at=found["at"])
        elif kind == "comment":
            found = clauses(rest, {"by": "word", "at": "time"})
            self._add("comment", id=self._next("comment-"), pull_request=id,
                      author=found.get("by"), created_at=found["at"])
        elif kind in self.EVENTS:
            events.append({"type": self.EVENTS[kind],
                           "at": clauses(rest, {"at": "time"})["at"]})
        else:
            raise ScenarioError(f"'{kind}' is nothing that happens to a pull request")

    def _deploy(self, line, words):
        found = clauses(words[1:], self.DEPLOY)
        statuses = [{"state": child.words[0], "at": clauses(child.words[1:], {"at": "time"})["at"]}
                    for child in line.children]
        self._add("deployment", id=words[0], repository=self._here(found.get("in")),
                  environment=found.get("to", "production"), sha=found["of"],
                  created_at=found["at"], finished_at=found.get("finished"),
                  status=found.get("status", "success"), service=found.get("service"),
                  fixes=found.get("fixes"), statuses=statuses or None)

    def _release(self, _, words):
        found = clauses(words[1:], {"of": "word", "at": "time", "prerelease": "flag",
                                    "draft": "flag", "in": "word"})
        self._add("release", id=words[0], repository=self._here(found.get("in")), tag=words[0],
                  sha=found.get("of"), published_at=found["at"],
                  is_prerelease=found.get("prerelease"), is_draft=found.get("draft"))

    def _issue(self, _, words):
        found = clauses(words[1:], {"opened": "time", "closed": "time", "labels": "words"})
        self.counter += 1
        self._add("issue", id=words[0], repository=self._here(), number=1000 + self.counter,
                  created_at=found["opened"], closed_at=found.get("closed"),
                  labels=found.get("labels"))

    def _run(self, _, words):
        found = clauses(words[1:], self.RUN)
        self._add("workflow_run", id=words[0], repository=self._here(found.get("in")),
                  name=found.get("workflow", "CI"), created_at=found["at"],
                  started_at=found.get("started"), finished_at=found.get("finished"),
                  sha=found.get("of"), conclusion=found.get("concluded"),
                  attempt=int(found["attempt"]) if "attempt" in found else None)

    def _incident(self, _, words):
        found = clauses(words[1:], {"at": "time", "resolved": "time", "service": "word",
                                    "names": "word", "in": "word"})
        repository = None if found.get("in") == "nowhere" else self._here(found.get("in"))
        self._add("incident", id=words[0], started_at=found["at"], repository=repository,
                  resolved_at=found.get("resolved"), service=found.get("service"),
                  deployment=self.reference(found["names"]) if "names" in found else None)

    def _withdrawn(self, _, words):
        self._add("withdrawn", of=words[0], id=self.reference(words[1]),
                  at=clauses(words[2:], {"at": "time"})["at"])

    def _corrected(self, of, target, at, **says):
        self._add("correction", id=self._next("correction-"), at=at, by="ada", of=of,
                  target=self.reference(target), reason="because", **says)

    def _excluded(self, _, words):
        self._corrected(words[0], words[1], clauses(words[2:], {"at": "time"})["at"],
                        field="excluded", value="true")

    def _included(self, _, words):
        self._corrected(words[0], words[1], clauses(words[2:], {"at": "time"})["at"],
                        field="excluded", value="false")

    def _overridden(self, _, words):
        value = {"failed": "true", "ok": "false", "nothing": ""}[words[2]]
        self._corrected(words[0], words[1], clauses(words[3:], {"at": "time"})["at"],
                        field="failed", value=value)

    def _linked(self, _, words):
        found = clauses(words[2:], {"to": "word", "at": "time"})
        self._corrected(words[0], words[1], found["at"], field="deployment",
                        value=self.reference(found["to"]))

    def _fact(self, line, _):
        self.scenario.facts.append(json.loads(line.text[len("fact"):]))

    def _now(self, _, words):
        self.scenario.now = time_of(list(words))

    def _ask(self, line, words):
        options = clauses(words[1:], self.ASK)
        expectations = [(child, self._expectation(child)) for child in line.children]
        self.scenario.questions.append(Question(line, words[0], options, expectations))

    def _expectation(self, child):
        return [self.reference(word) for word in child.words]


def compile_scenario(path):
    return Compiler(path).compile()
