"""Everything known at one moment of the clock, repository by repository."""

from dataclasses import dataclass, field

import changes
import facts as reading
from corrections import Corrections
from deployments import Production, failed_after_success
from failures import incidents_of, judge
from people import People
from reviews import Reviews


@dataclass
class Query:
    """What is asked. Times are UTC microseconds; None means not restricted."""

    begin: int
    until: int
    now: int
    zone: str = "UTC"
    every: str = None
    repositories: list = None
    group_by: str = None
    compare: str = None
    environment: str = None
    base: str = None
    bots: str = "default"
    bot_reviews: bool = False


@dataclass
class Repository:
    id: str
    name: str
    default_branch: str = None
    pull_request_facts: list = field(default_factory=list)
    commits: dict = field(default_factory=dict)
    deployments: list = field(default_factory=list)
    releases: list = field(default_factory=list)
    runs: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    beginning: int = None
    seen_shas: set = field(default_factory=set)
    reached: dict = field(default_factory=dict)

    def pull_requests(self):
        return [change for change in self.changes if change.is_pull_request]

    def ancestors(self, sha):
        if sha not in self.reached:
            self.reached[sha] = changes.ancestors(self.commits, sha)
        return self.reached[sha]


BEGINNINGS = {"pull_request": "created_at", "commit": "committed_at", "deployment": "created_at",
              "release": "published_at", "issue": "created_at", "workflow_run": "created_at",
              "incident": "started_at"}


class World:
    def __init__(self, facts, query):
        now = self.now = query.now
        self.end = reading.complete_until(facts, now)
        self.corrections = Corrections(facts, now)
        self.people = People(facts["person"])
        self.reviews = Reviews(facts, self.people, now, query.bot_reviews)
        self.repositories = self._repositories(facts)
        for repository in self.repositories.values():
            repository.changes = changes.changes_of(
                repository.pull_request_facts, repository.commits, now)
            for change in repository.changes:
                self._exclude(change)
            repository.beginning = self._beginning(facts, repository.id)
        self.production = {
            id: Production(repository, now, self.end if self.end is not None else now,
                           query.environment, self.corrections)
            for id, repository in self.repositories.items()}
        self.incidents = incidents_of(facts, now, self.corrections)
        self._verdicts = {}

    def _exclude(self, change):
        """What is left out by hand counts nowhere, and neither reverts nor is reverted."""
        kind = "pull_request" if change.is_pull_request else "commit"
        change.is_excluded = self.corrections.is_excluded(kind, change.id)
        if change.is_excluded:
            change.is_hotfix, change.reverted_shas = False, set()

    def _repositories(self, facts):
        """Those with a fact of their own, and those that other facts name: a repository
        that nothing describes is named by its id."""
        found = {fact["id"]: Repository(fact["id"], fact["full_name"], fact.get("default_branch"))
                 for fact in facts["repository"]}
        for kind in BEGINNINGS:
            for fact in facts[kind]:
                if "repository" in fact:
                    found.setdefault(fact["repository"],
                                     Repository(fact["repository"], fact["repository"]))
        for fact in facts["pull_request"]:
            found[fact["repository"]].pull_request_facts.append(fact)
        for fact in facts["commit"]:
            repository = found[fact["repository"]]
            if not reading.has_happened(fact, self.now):
                continue
            repository.commits[fact["sha"]] = fact
            repository.seen_shas |= {fact["sha"], *fact.get("parents", [])}
        for fact in facts["deployment"]:
            found[fact["repository"]].deployments.append(fact)
        for fact in facts["release"]:
            found[fact["repository"]].releases.append(fact)
        for fact in facts["workflow_run"]:
            if reading.has_happened(fact, self.now):
                found[fact["repository"]].runs.append(fact)
        return found

    def _beginning(self, facts, repository):
        """The earliest happening known of a repository, up to the clock."""
        times = [fact[name] for kind, name in BEGINNINGS.items() for fact in facts[kind]
                 if fact.get("repository") == repository and name in fact
                 and fact[name] <= self.now]
        return min(times, default=None)

    def beginning(self, repositories):
        known = [repository.beginning for repository in repositories
                 if repository.beginning is not None]
        return min(known, default=None)

    def in_scope(self, query):
        if query.repositories is None:
            return list(self.repositories.values())
        return [repository for repository in self.repositories.values()
                if repository.name in query.repositories or repository.id in query.repositories]

    def verdict(self, deployment):
        if deployment not in self._verdicts:
            self._verdicts[deployment] = judge(
                deployment, self.production[deployment.repository], self.incidents,
                failed_after_success, self.now)
        return self._verdicts[deployment]
