"""What a sync costs, asked of the simulator that it syncs from, which counts."""

import json
import os
import subprocess

from simulator import Simulator

UNTIL = "2026-01-01"
PULL_REQUESTS_IN_FULL = 1000


def write_sample(shiplog, path, changes, repositories, long_timelines=False):
    """A sample organisation; of three in a hundred pull requests timelines beyond one page."""
    command = [str(shiplog), "sample", "--changes", str(changes), "--repositories",
               str(repositories), "--until", UNTIL]
    pulls = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sample, \
            open(path, "w", encoding="utf-8") as out:
        for line in sample.stdout:
            out.write(line)
            if long_timelines and line.startswith('{"kind":"pull_request"'):
                pulls += 1
                if pulls % 33 == 0:
                    pull = json.loads(line)
                    for number in range(120):
                        out.write(json.dumps({
                            "kind": "comment", "id": f"{pull['id']}_c{number}",
                            "pull_request": pull["id"], "created_at": pull["created_at"],
                            "author": pull.get("author")}) + "\n")
    return pulls


def write_empty_repositories(path, count):
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            out.write(json.dumps({"kind": "repository", "id": f"R_{number}",
                                  "full_name": f"acme/r{number}", "default_branch": "main",
                                  "created_at": "2025-01-01T00:00:00Z"}) + "\n")


def remove_store(path):
    for suffix in ("", "-wal", "-shm", ".columns"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


class Syncs:
    def __init__(self, shiplog, folder, run):
        self.shiplog = shiplog
        self.folder = folder
        self.run = run
        os.environ["GITHUB_TOKEN"] = "any"

    def sync(self, simulator, store, *targets):
        return self.run([self.shiplog, "--store", f"sqlite:{store}", "--quiet", "sync",
                         "--github-url", simulator.url, *targets])

    def thousand(self):
        facts, store = self.folder / "sync-1000.ndjson", self.folder / "sync-1000.db"
        remove_store(store)
        # Some of the changes are direct pushes.
        pulls = write_sample(self.shiplog, facts, PULL_REQUESTS_IN_FULL * 23 // 20, 1,
                             long_timelines=True)
        with Simulator([facts]) as simulator:
            ran = self.sync(simulator, store, "acme")
            told = simulator.statistics()
        scale = PULL_REQUESTS_IN_FULL / pulls
        of_pulls = [each for name, each in told["operations"].items()
                    if name.startswith("PullRequest")]
        return {"sync.requests": sum(each["requests"] for each in of_pulls) * scale,
                "sync.points": sum(each["points"] for each in of_pulls) * scale,
                "sync.all.requests": told["requests"] * scale,
                "sync.all.bytes": told["bytes"]["sent"] * scale / 1e6,
                "sync.seconds": ran.seconds * scale}

    def long_history(self):
        facts, store = self.folder / "sync-20000.ndjson", self.folder / "sync-20000.db"
        remove_store(store)
        write_sample(self.shiplog, facts, 20_000, 2)
        with open(facts, encoding="utf-8") as lines:
            pulls = sum(line.startswith('{"kind":"pull_request"') for line in lines)
        with Simulator([facts], "--points", "100000", "--points-per-minute", "100000",
                       "--rest-requests", "100000", "--rest-per-minute", "100000") as simulator:
            ran = self.sync(simulator, store, "acme")
        return {"sync.cpu": pulls / ran.cpu_seconds, "sync.memory": ran.peak_mb}

    def unchanged(self):
        facts, store = self.folder / "sync-500.ndjson", self.folder / "sync-500.db"
        remove_store(store)
        write_empty_repositories(facts, 500)
        with Simulator([facts]) as simulator:
            self.sync(simulator, store, "acme")
            before = simulator.statistics()["requests"]
            self.sync(simulator, store, "acme")
            return {"sync.unchanged": simulator.statistics()["requests"] - before}


def measure(shiplog, folder, run):
    """Figure → value. `run` runs a command and says what it took."""
    syncs = Syncs(shiplog, folder, run)
    return {**syncs.thousand(), **syncs.long_history(), **syncs.unchanged()}
