"""Seeded random histories of small, nasty organisations, as facts.

Everything that goes wrong in real data goes wrong here more often: rebases and force
pushes, drafts toggled, reviews before the request and after the close, clocks that lie,
criss-cross and octopus merges, shallow graphs, commits nobody has seen, redeploys and
rollbacks, versions out of order, a clock in the middle of the data. The same seed gives
the same history.
"""

import random

from facts import DAY, HOUR, SECOND, format_time, parse_time

START = parse_time("2026-01-05T00:00:00Z")
MINUTE = 60 * SECOND
LENGTH = 70 * DAY
ENVIRONMENTS = ["production", "prod-eu", "Production", "live", "staging", "product-docs",
                "liveness-test"]


CORRECTED = ("pull_request", "commit", "deployment", "release", "incident", "issue",
             "workflow_run")


def maybe(rng, chance, value):
    return value if rng.random() < chance else None


def sparse(**fields):
    return {name: value for name, value in fields.items() if value is not None}


class History:
    """The facts of one seed, in `lines` (shuffled, with older versions among them)."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.facts, self.number = [], 0
        self.people = self._people()
        self.repositories = [f"R{index}" for index in range(self.rng.randint(1, 3))]
        for repository in self.repositories:
            RepositoryHistory(self, repository).write()
        self._loose_ends()
        self._corrections()
        self.rng.shuffle(self.facts)

    def add(self, kind, **fields):
        fact = sparse(kind=kind, **fields)
        for name, value in fact.items():
            if (name == "at" or name.endswith("_at")) and isinstance(value, int):
                fact[name] = format_time(value)
            if name in ("commits", "events", "statuses"):
                fact[name] = [{key: format_time(item) if isinstance(item, int) else item
                               for key, item in sparse(**entry).items()} for entry in value]
        self.facts.append(fact)
        return fact

    def next_id(self, prefix):
        self.number += 1
        return f"{prefix}{self.number}"

    def _people(self):
        self.add("person", id="u1", login="ada", aliases=["ada-old"])
        self.add("person", id="u2", login="Ada-Old")
        self.add("person", id="u3", login="bob")
        self.add("person", id="u4", login="renovate[bot]")
        self.add("person", id="u5", login="helper", **{"class": "agent"})
        self.add("person", id="u6", login="ci", is_bot=True)
        self.add("person", id="u7", login="cyd", aliases=["shared-mail"])
        self.add("person", id="u8", login="cyd2", aliases=["SHARED-MAIL"])
        return ["u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9-unknown", None]

    def person(self):
        return self.rng.choice(self.people)

    def _loose_ends(self):
        """What refers to nothing, or to what no fact describes."""
        if self.rng.random() < 0.5:
            self.add("review", id="lost", pull_request="nowhere", author="u3", state="approved",
                     submitted_at=START + self.rng.randint(0, 60) * DAY)
        if self.rng.random() < 0.3:
            self.add("pull_request", id="orphan", repository="R-unknown", number=1,
                     created_at=START + 20 * DAY, merged_at=START + 22 * DAY, author="u1",
                     additions=3, deletions=4)


    def _corrections(self):
        """What people left out, overruled and linked, some of it undone or said again."""
        rng = self.rng
        things = [fact for fact in self.facts if fact["kind"] in CORRECTED]
        deployed = [fact for fact in things
                    if fact["kind"] in ("deployment", "release", "pull_request")]
        incidents = [fact for fact in things if fact["kind"] in ("incident", "issue")]
        for _ in range(rng.choice([0, 0, 1, 3, 8]) if deployed else 0):
            fact, field = rng.choice(things), "excluded"
            value = rng.choice(["true", "true", "true", "false"])
            way = rng.random()
            if way < 0.4:
                fact, field = rng.choice(deployed), "failed"
                value = rng.choice(["true", "true", "false", "false", ""])
            elif way < 0.55 and incidents:
                fact, field = rng.choice(incidents), "deployment"
                value = rng.choice([rng.choice(deployed)["id"], rng.choice(deployed)["id"], ""])
            target = fact["sha"] if fact["kind"] == "commit" else fact["id"]
            for again in range(rng.choice([1, 1, 2])):
                self.add("correction", id=self.next_id("C"), by="u1", of=fact["kind"],
                         target=target, field=field, reason="because",
                         value=value if again == 0 else rng.choice([value, "false", ""]),
                         at=START + rng.choice([0, 10, 40, 80]) * DAY)


class RepositoryHistory:
    """One repository: a default branch that grows, and what is built and run from it."""

    def __init__(self, history, repository):
        self.history, self.rng, self.id = history, history.rng, repository
        rng = self.rng
        self.default = maybe(rng, 0.8, "main")
        self.trunk = []
        self.known = {}
        self.shas_of = []
        self.deployments = []
        self.hours_a_step = rng.choice([0.2, 3, 9, 20])
        self.deploys_by = rng.choice(["deployments", "deployments", "releases", "merges", "mixed"])
        self.unknown_commits = rng.random() < 0.3
        self.services = rng.choice([[None], [None], ["web", "api"], ["web", None]])
        self.environments = rng.sample(ENVIRONMENTS, rng.randint(1, 3))
        self.repeats = rng.choice([0.1, 0.1, 0.5])
        self.deploys_heads = rng.choice([0.05, 0.05, 0.5])

    def write(self):
        rng = self.rng
        self.history.add("repository", id=self.id, full_name=f"acme/{self.id.lower()}",
                         default_branch=self.default,
                         updated_at=maybe(rng, 0.3, START + rng.randint(0, 50) * DAY))
        self.clock = START + rng.randint(0, 20) * DAY + rng.randint(0, 3600) * SECOND
        for _ in range(rng.randint(1, 3)):
            self.commit(parents=self.trunk[-1:], on_trunk=True)
        for _ in range(rng.choice([3, 10, 25, 60])):
            self.step()

    def tick(self):
        """Time passes; sometimes not at all, so that things happen in the same second."""
        if self.rng.random() < 0.85:
            self.clock += int(self.rng.expovariate(1 / (self.hours_a_step * HOUR)))
            if self.rng.random() < 0.8:
                self.clock -= self.clock % SECOND
        return self.clock

    def step(self):
        rng = self.rng
        choice = rng.random()
        self.tick()
        if choice < 0.45:
            self.pull_request()
        elif choice < 0.52:
            self.direct_push()
        elif choice < 0.86:
            self.run()
        elif choice < 0.93:
            self.incident()
        else:
            self.workflow_runs()

    def workflow_runs(self):
        """Some runs of one or two workflows, often over the same commit."""
        rng = self.rng
        sha = maybe(rng, 0.9, rng.choice(self.trunk)) if self.trunk else None
        for _ in range(rng.choice([1, 1, 2, 3])):
            started = self.clock + rng.choice([0, MINUTE, HOUR])
            finished = started + rng.choice([0, MINUTE, 7 * MINUTE, 3 * DAY, -MINUTE])
            self.history.add("workflow_run", id=self.history.next_id("W"), repository=self.id,
                             name=rng.choice(["ci", "ci", "lint"]), created_at=self.clock,
                             started_at=maybe(rng, 0.8, started),
                             finished_at=maybe(rng, 0.9, finished), sha=sha,
                             conclusion=rng.choice(["success", "success", "failure", "timed_out",
                                                    "cancelled", "skipped", None]),
                             attempt=rng.choice([None, 1, 1, 2]))

    # Commits

    def directories(self):
        return self.rng.sample(["src/api", "src/web", "docs", "tools/ci", "lib"],
                               self.rng.randint(0, 3)) or None

    def commit(self, parents, on_trunk=False, written=None, reverts=None, authored=None):
        rng = self.rng
        sha = self.history.next_id("c")
        committed = self.clock if written is None else written
        if authored is None:
            authored = committed - rng.choice([0, 0, HOUR, 3 * DAY, -2 * HOUR, 400 * DAY])
        fact = {"repository": self.id, "sha": sha, "parents": parents,
                "author": self.history.person(), "authored_at": authored,
                "committed_at": committed, "is_revert_of": reverts,
                "headline": rng.choice([None, "Fix it", "add prefix", "bugfix: again"]),
                "additions": maybe(rng, 0.8, rng.randint(0, 200)),
                "deletions": maybe(rng, 0.9, rng.randint(0, 50)),
                "directories": self.directories()}
        if rng.random() < 0.03:
            fact["authored_at"] = fact["committed_at"] = None
        if not self.unknown_commits or rng.random() < 0.6:
            self.history.add("commit", **fact)
            self.known[sha] = fact
        if on_trunk:
            self.trunk.append(sha)
        return {"sha": sha, "authored_at": fact["authored_at"],
                "committed_at": fact["committed_at"], "author": fact["author"]}

    def direct_push(self):
        reverts = self.something_to_revert() if self.rng.random() < 0.3 else None
        commit = self.commit(parents=self.trunk[-1:], on_trunk=True, reverts=reverts)
        self.shas_of.append([commit["sha"]])

    def something_to_revert(self):
        return self.rng.choice(self.rng.choice(self.shas_of[-3:])) if self.shas_of else None

    # Pull requests

    def pull_request(self):
        rng, history = self.rng, self.history
        opened = self.clock
        reverts = self.something_to_revert() if rng.random() < 0.15 else None
        commits = self.branch_commits(opened, reverts)
        fact = {"id": history.next_id("P"), "repository": self.id, "number": history.number,
                "author": history.person(), "created_at": opened,
                "base": rng.choice(["main", "main", "main", "main", "next", None]),
                "head": rng.choice(["topic", "feature/x", "hotfix/now", "hot-fix", "prehotfix",
                                    None]),
                "labels": rng.choice([None, None, ["HotFix"], ["bug", "hotfixes"], ["not-hotfix"]]),
                "additions": maybe(rng, 0.9, rng.randint(0, 2000)),
                "deletions": maybe(rng, 0.9, rng.randint(0, 300)),
                "title": rng.choice([None, "Fix login", "Hotfix!", "Add fixtures", "re-fixed"]),
                "directories": self.directories(),
                "head_commit": maybe(rng, 0.8, commits[-1]["sha"]),
                "commits": commits if rng.random() < 0.9 else None,
                "updated_at": maybe(rng, 0.7, opened + rng.randint(0, 5) * DAY)}
        if rng.random() < 0.85:
            fact["head"] = "topic"
            fact["labels"] = None
        self.events(fact, opened)
        end = self.fate(fact, opened, commits)
        self.reviews(fact, opened, end)
        self.versions(fact, opened)

    def branch_commits(self, opened, reverts):
        """A branch: usually straight, sometimes criss-cross, from somewhere on the trunk."""
        rng = self.rng
        tip = [rng.choice(self.trunk[-4:])] if self.trunk else []
        commits = []
        for index in range(rng.choice([1, 1, 2, 3, 4])):
            parents = list(tip)
            if rng.random() < 0.1 and self.trunk:
                parents = parents + [self.trunk[-1]]
            if rng.random() < 0.05:
                parents = [self.history.next_id("shallow")]
            written = opened - rng.choice([0, HOUR, 5 * HOUR, 2 * DAY, -HOUR])
            commits.append(self.commit(parents, written=written,
                                       reverts=reverts if index == 0 else None))
            tip = [commits[-1]["sha"]]
        return commits

    def events(self, fact, opened):
        rng = self.rng
        events, at = [], opened
        if rng.random() < 0.3:
            fact["is_draft"] = rng.random() < 0.5
            for _ in range(rng.randint(0, 5)):
                at += rng.choice([0, MINUTE, HOUR, 7 * HOUR])
                events.append({"type": rng.choice(["ready_for_review", "converted_to_draft"]),
                               "at": at, "actor": "u1"})
        if rng.random() < 0.2:
            events.append({"type": "review_requested", "at": opened + 2 * HOUR, "actor": "u1"})
        if rng.random() < 0.15:
            closed = opened + rng.randint(1, 50) * HOUR
            events.append({"type": "closed", "at": closed, "actor": "u1"})
            events.append({"type": "reopened", "at": closed + rng.choice([0, HOUR, 4 * DAY]),
                           "actor": "u1"})
        if rng.random() < 0.2:
            events.append({"type": "force_pushed", "at": opened + 3 * HOUR, "actor": "u1"})
        fact["events"] = events or None

    def fate(self, fact, opened, commits):
        """Merged (by a merge commit, squashed or rebased), closed, or left open."""
        rng = self.rng
        last_event = max([event["at"] for event in fact["events"] or []], default=opened)
        choice = rng.random()
        if choice < 0.15:
            return None
        self.clock = max(self.clock, last_event) + rng.choice([0, MINUTE, 5 * HOUR, 30 * HOUR])
        end = self.clock
        if choice < 0.27:
            fact["closed_at"] = end
            return end
        fact["merged_at"] = end if rng.random() < 0.97 else opened - HOUR
        fact["closed_at"] = rng.choice([end, end, end, None])
        merge = self.merge_commit(commits)
        fact["merge_commit"] = maybe(rng, 0.93, merge)
        if rng.random() < 0.08:
            fact["created_at"] = None
        self.shas_of.append([commit["sha"] for commit in commits] + [merge])
        return fact["merged_at"]

    def merge_commit(self, commits):
        rng, base = self.rng, self.trunk[-1:]
        way = rng.choice(["merge", "squash", "rebase", "octopus"])
        if way == "squash":
            return self.commit(base, on_trunk=True)["sha"]
        if way == "rebase":
            for original in commits[1:] if rng.random() < 0.2 else commits:
                self.commit(self.trunk[-1:], on_trunk=True, authored=original["authored_at"])
            return self.trunk[-1]
        parents = base + [commits[-1]["sha"]]
        if way == "octopus":
            side = self.commit(self.trunk[:1], written=self.clock - HOUR)
            parents.append(side["sha"])
        return self.commit(parents, on_trunk=True)["sha"]

    def reviews(self, fact, opened, end):
        rng, history = self.rng, self.history
        stop = end if end is not None else opened + 3 * DAY
        for _ in range(rng.choice([0, 0, 1, 2, 4])):
            at = rng.choice([rng.randint(min(opened, stop), max(opened, stop)), stop, opened,
                             opened - HOUR, stop + HOUR])
            if rng.random() < 0.7:
                history.add("review", id=history.next_id("V"), pull_request=fact["id"],
                            author=history.person(), submitted_at=at,
                            state=rng.choice(["approved", "approved", "changes_requested",
                                              "commented", "dismissed"]))
            else:
                history.add("comment", id=history.next_id("K"), pull_request=fact["id"],
                            author=history.person(), created_at=at)

    def versions(self, fact, opened):
        """The fact itself, and now and then what an earlier or a losing version said."""
        rng = self.rng
        self.history.add("pull_request", **fact)
        if rng.random() < 0.2:
            older = {**fact, "merged_at": None, "closed_at": None, "title": "as it was",
                     "commits": [{"sha": self.history.next_id("gone"),
                                  "authored_at": opened - 3 * DAY}]}
            older["updated_at"] = opened - DAY if rng.random() < 0.5 else None
            if fact["updated_at"] is not None or older["updated_at"] is not None:
                self.history.add("pull_request", **older)
        if rng.random() < 0.03:
            at = (fact["updated_at"] or opened) + rng.choice([-HOUR, HOUR])
            self.history.add("withdrawn", of="pull_request", id=fact["id"], at=at)

    # Running it

    def run(self):
        rng = self.rng
        way = self.deploys_by
        if way == "merges":
            return
        if way == "releases" or (way == "mixed" and rng.random() < 0.5):
            self.release()
        else:
            self.deploy()

    def some_sha(self):
        rng = self.rng
        if rng.random() < self.deploys_heads and self.shas_of:
            return rng.choice(rng.choice(self.shas_of[-3:]))
        choice = rng.random()
        if choice < 0.75 and self.trunk:
            return self.trunk[-1]
        if choice < 0.95 and self.trunk:
            return rng.choice(self.trunk)
        return self.history.next_id("unseen")

    def deploy(self):
        rng = self.rng
        created = self.clock
        fact = {"id": self.history.next_id("D"), "repository": self.id,
                "environment": rng.choice(self.environments), "sha": self.some_sha(),
                "created_at": created, "service": rng.choice(self.services)}
        if self.deployments and rng.random() < self.repeats:
            fact["sha"] = rng.choice(self.deployments)["sha"]
        if self.deployments and rng.random() < 0.08:
            fact["fixes"] = rng.choice(self.deployments[-3:])["id"]
        finished = created + rng.choice([0, MINUTE, 10 * MINUTE, 5 * HOUR])
        self.outcome(fact, created, finished)
        self.deployments.append(fact)
        self.history.add("deployment", **fact)
        if rng.random() < 0.03:
            self.history.add("withdrawn", of="deployment", id=fact["id"], at=created + DAY)
        if rng.random() < 0.1:
            self.incident(of=fact["id"])

    def outcome(self, fact, created, finished):
        rng = self.rng
        way = rng.choice(["bare", "bare", "bare_unfinished", "inactive", "listed", "retried",
                          "superseded", "failed", "failed_later", "final_failure", "twice"])
        fact["finished_at"] = None if way == "bare_unfinished" else finished
        fact["status"] = {"inactive": "inactive", "superseded": "inactive", "failed": "failure",
                          "final_failure": rng.choice(["failure", "error"])}.get(way, "success")
        states = {"listed": ["in_progress", "success"],
                  "retried": ["failure", "in_progress", "success"],
                  "superseded": ["queued", "in_progress"],
                  "failed": ["in_progress", "failure"],
                  "failed_later": ["success", rng.choice(["failure", "error"]), "success"],
                  "final_failure": ["in_progress", "success"],
                  "twice": ["success", "inactive", "success"]}.get(way)
        if states:
            step = (finished - created) // len(states)
            fact["statuses"] = [{"state": state, "at": created + step * (index + 1)}
                                for index, state in enumerate(states)]
            if rng.random() < 0.2:
                rng.shuffle(fact["statuses"])

    def release(self):
        rng = self.rng
        self.history.add("release", id=self.history.next_id("L"), repository=self.id,
                         tag=f"v{self.history.number}", published_at=self.clock,
                         sha=maybe(rng, 0.9, self.some_sha()),
                         is_prerelease=maybe(rng, 0.15, True), is_draft=maybe(rng, 0.1, True))

    def incident(self, of=None):
        rng = self.rng
        started = self.clock + rng.choice([0, MINUTE, 10 * HOUR, 24 * HOUR, -60 * DAY])
        resolved = maybe(rng, 0.7, started + rng.choice([-DAY, MINUTE, HOUR, 2 * DAY]))
        if of is None and rng.random() < 0.4:
            self.history.add("issue", id=self.history.next_id("I"), repository=self.id,
                             number=self.history.number, created_at=started, closed_at=resolved,
                             labels=[rng.choice(["bug", "Incident", "sev-1", "sev5", "P0",
                                                 "outage: db", "no-incident"])])
            return
        self.history.add("incident", id=self.history.next_id("N"), started_at=started,
                         resolved_at=resolved, repository=maybe(rng, 0.7, self.id),
                         service=rng.choice([None, None, "web", "api"]), deployment=of)
