"""What happens on GitHub after, or while, a sync reads it."""

import json
import subprocess
import time

from cases_whole import owner_of, repositories_in
from product import Product
from simulator import Simulator
from truth import assert_in_order


def facts_of(bench, kind):
    with open(bench.facts, encoding="utf-8") as lines:
        return [fact for fact in map(json.loads, lines) if fact["kind"] == kind]


def synced(bench, simulator, *options):
    product = Product(bench.shiplog, bench.folder)
    code, _, err = product.sync(simulator, owner_of(bench.facts), *options)
    assert code == 0, err
    return product


def case_what_comes_later_is_read_and_little_else(bench):
    with Simulator([bench.facts]) as simulator:
        product = synced(bench, simulator)
        pull = dict(facts_of(bench, "pull_request")[3])
        pull |= {"title": "Told anew", "updated_at": "2026-06-02T00:00:00Z"}
        fresh = dict(facts_of(bench, "pull_request")[5])
        fresh |= {"id": "PR_fresh", "number": 99999, "created_at": "2026-06-02T00:00:00Z",
                  "updated_at": "2026-06-02T00:00:00Z", "title": "Quite new"}
        for gone in ("merged_at", "merge_commit", "merged_by", "closed_at", "commits", "events",
                     "head_commit", "earliest_commit_at"):
            fresh.pop(gone, None)
        simulator.put(pull, fresh)
        before = simulator.statistics()["requests"]
        code, out, err = product.sync(simulator, owner_of(bench.facts))
        assert code == 0, err
        assert_in_order(bench, product, simulator)
        assert simulator.statistics()["requests"] - before <= 25, simulator.statistics()


def case_rows_that_move_while_they_are_read_are_not_lost(bench):
    with Simulator([bench.facts], "--fault", "moving-feed:times=12", "--seed", "7") as simulator:
        product = synced(bench, simulator)
        code, _, err = product.sync(simulator, owner_of(bench.facts), "--full")
        assert code == 0, err
        assert_in_order(bench, product, simulator)


def case_a_sync_leaves_a_repository_to_another_that_is_at_it(bench):
    repository = repositories_in(bench.facts)[0]
    with Simulator([bench.facts], "--latency", "200") as simulator:
        first = Product(bench.shiplog, bench.folder)
        running = first.start("sync", "--github-url", simulator.url, repository)
        second = Product(bench.shiplog, bench.folder, first.store)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            _, out, _ = second.run("sync", "--status", "--format", "json")
            if any(run["state"] == "running" for run in json.loads(out or '{"runs":[]}')["runs"]):
                break
            time.sleep(0.05)
        code, _, err = second.sync(simulator, repository)
        assert code == 6 and "is being synced by process" in err, (code, err)
        out, err = running.communicate(timeout=300)
        assert running.returncode == 0, err
        assert_in_order(bench, first, simulator, repository)


def case_since_leaves_out_what_is_older_and_goes_on_with_what_is_new(bench):
    with Simulator([bench.facts]) as simulator:
        product = synced(bench, simulator, "--since", "2026-01-01")
        pulls = [json.loads(line) for line in product.export().splitlines()
                 if '"kind":"pull_request"' in line]
        assert pulls and all(pull["updated_at"] >= "2026-01-01" for pull in pulls)
        wanted = sum(pull["updated_at"] >= "2026-01-01T00:00:00"
                     for pull in facts_of(bench, "pull_request"))
        assert len(pulls) == wanted, (len(pulls), wanted)
        code, _, err = product.sync(simulator, owner_of(bench.facts), "--full")
        assert code == 0, err
        assert_in_order(bench, product, simulator)


def case_a_clone_of_the_same_name_does_not_count_twice(bench):
    clone = bench.folder / "clone"
    subprocess.run(["git", "init", "-q", "-b", "main", clone], check=True)
    subprocess.run(["git", "-C", clone, "-c", "user.name=Ada", "-c", "user.email=ada@example.com",
                    "commit", "-q", "--allow-empty", "-m", "Fix the login (#7)"], check=True)
    repository = repositories_in(bench.facts)[0]
    with Simulator([bench.facts]) as simulator:
        product = Product(bench.shiplog, bench.folder)
        code, _, err = product.run("import", "git", clone, "--name", repository)
        assert code == 0, err
        code, out, err = product.sync(simulator, repository)
        assert code == 0 and "withdrawn" in out + err, out + err
        withdrawn = [line for line in product.export().splitlines()
                     if '"kind":"withdrawn"' in line]
        assert len(withdrawn) >= 3, withdrawn
