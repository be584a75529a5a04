"""A whole history, and what it costs."""

import json

from bench import sample
from product import Product
from simulator import Simulator
from truth import assert_in_order


def repositories_in(facts):
    with open(facts, encoding="utf-8") as lines:
        return [fact["full_name"] for fact in map(json.loads, lines)
                if fact["kind"] == "repository"]


def owner_of(facts):
    return repositories_in(facts)[0].split("/")[0]


def case_a_whole_history_equals_the_truth(bench):
    with Simulator([bench.facts]) as simulator:
        product = Product(bench.shiplog, bench.folder)
        code, out, err = product.sync(simulator, owner_of(bench.facts))
        assert code == 0, err
        assert "complete" in out, out
        assert_in_order(bench, product, simulator)


def case_a_second_sync_changes_nothing_and_costs_one_request(bench):
    with Simulator([bench.facts]) as simulator:
        product = Product(bench.shiplog, bench.folder)
        product.sync(simulator, owner_of(bench.facts))
        before, export = simulator.statistics()["requests"], product.export()
        code, out, err = product.sync(simulator, owner_of(bench.facts))
        assert code == 0 and "unchanged" in out, out + err
        assert simulator.statistics()["requests"] - before <= 2
        assert product.export() == export


def case_syncing_all_again_changes_nothing(bench):
    with Simulator([bench.facts]) as simulator:
        product = Product(bench.shiplog, bench.folder)
        product.sync(simulator, owner_of(bench.facts))
        export = product.export()
        code, _, err = product.sync(simulator, owner_of(bench.facts), "--full")
        assert code == 0, err
        assert product.export() == export


def case_a_thousand_pull_requests_cost_at_most_45_requests(bench):
    facts = sample(bench.shiplog, bench.folder / "thousand.ndjson", "--changes", "1000",
                   "--repositories", "1", "--until", "2026-06-01")
    with Simulator([facts]) as simulator:
        product = Product(bench.shiplog, bench.folder)
        code, _, err = product.sync(simulator, *repositories_in(facts))
        assert code == 0, err
        assert_in_order(bench, product, simulator)
        operations = simulator.statistics()["operations"]
        asked = sum(of["requests"] for name, of in operations.items()
                    if name.startswith("PullRequest"))
        points = sum(of["points"] for name, of in operations.items()
                     if name.startswith("PullRequest"))
        assert asked <= 45 and points <= 45, operations


def case_five_hundred_unchanged_repositories_cost_at_most_20_requests(bench):
    facts = bench.folder / "many.ndjson"
    with open(facts, "w", encoding="utf-8") as out:
        for number in range(500):
            out.write(json.dumps({"kind": "repository", "id": f"R_{number}",
                                  "full_name": f"acme/r{number}", "default_branch": "main",
                                  "created_at": "2025-01-01T00:00:00Z"}) + "\n")
    with Simulator([facts]) as simulator:
        product = Product(bench.shiplog, bench.folder)
        code, _, err = product.sync(simulator, "acme", "--jobs", "8")
        assert code == 0, err
        before = simulator.statistics()["requests"]
        code, _, err = product.sync(simulator, "acme")
        assert code == 0, err
        assert simulator.statistics()["requests"] - before <= 20


def case_a_report_tells_of_synced_facts(bench):
    with Simulator([bench.facts]) as simulator:
        product = Product(bench.shiplog, bench.folder)
        product.sync(simulator, owner_of(bench.facts))
        code, out, err = product.run("metrics", "throughput", "--now", "2026-06-01T00:00:00Z",
                                     "--format", "json")
        assert code == 0, err
        assert json.loads(out)["metrics"][0]["value"] > 0, out
        code, out, err = product.run("sync", "--status", "--format", "json")
        assert code == 0, err
        assert {run["state"] for run in json.loads(out)["runs"]} == {"complete"}, out
