#!/usr/bin/env python3
"""Holds the product against the reference on random histories and random questions.

    compare.py [--shiplog PATH] [--seeds 40] [--first 0] [--long] [--shrink]

For every seed a small nasty organisation is imported into a fresh store, and random
questions are asked of both. A difference is printed with its seed, the command that
shows it, and the first field that differs; `--shrink` also prints a smallest set of
facts that still shows it.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cli_shape import item_json, value_json
from differences import difference, items_difference
from facts import DAY, HOUR, exported_lines, format_time, read_facts
from histories import LENGTH, START, History
from reference import METRICS, Query, World, explain_in, measure

HERE = Path(__file__).resolve().parent
ZONES = ["UTC", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]


def random_query(rng, history):
    begin = START + rng.randint(-10, 60) * DAY + rng.choice([0, 0, 5 * HOUR])
    now = START + LENGTH + 10 * DAY
    if rng.random() < 0.4:
        now = START + rng.randint(5, 70) * DAY + rng.randint(0, 86400) * 1_000_000
    zone = rng.choice(ZONES)
    return Query(
        begin=begin, until=begin + rng.choice([1, 7, 30, 90]) * DAY + rng.choice([0, 0, HOUR]),
        now=now, zone=zone,
        every=rng.choice([None, "day", "week", "month", "quarter"]),
        repositories=rng.choice([None, None, None, [f"acme/{history.repositories[0].lower()}"]]),
        group_by=rng.choice([None, "repository"]),
        # The window before has as many days, but where clocks change not as many hours.
        compare=rng.choice([None, "previous"]) if zone == "UTC" else None,
        environment=rng.choice([None, None, None, None, "production", "staging", "prod-eu"]),
        base=rng.choice([None, None, None, "main"]),
        bots=rng.choice(["default", "default", "default", "include", "exclude", "only"]),
        bot_reviews=rng.random() < 0.2)


def flags(query):
    """The query as the command line's flags."""
    words = ["--now", format_time(query.now), "--from", format_time(query.begin),
             "--until", format_time(query.until), "--time-zone", query.zone]
    for repository in query.repositories or []:
        words += ["--repository", repository]
    if query.environment:
        words += ["--environment", query.environment]
    if query.base:
        words += ["--base", query.base]
    if query.bots != "default":
        words += ["--bots", query.bots]
    if query.bot_reviews:
        words += ["--bot-reviews", "include"]
    return words


def series_flags(query):
    words = ["--every", query.every] if query.every else []
    words += ["--group-by", query.group_by] if query.group_by else []
    return words + ["--compare", query.compare or "none"]


class Product:
    """The program with a store of its own that holds the given facts."""

    def __init__(self, shiplog, facts, folder):
        self.shiplog, self.store = shiplog, f"sqlite:{folder}/store.db"
        path = Path(folder) / "facts.ndjson"
        path.write_text("".join(json.dumps(fact) + "\n" for fact in facts))
        self.run("import", str(path))

    def run(self, *words):
        done = subprocess.run([self.shiplog, *words, "--store", self.store],
                              capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"shiplog {' '.join(words)} ended with {done.returncode}: "
                               f"{done.stderr.strip()}")
        return done.stdout

    def metrics(self, query):
        text = self.run("metrics", *METRICS, *flags(query), *series_flags(query),
                        "--format", "json")
        return {answer["id"]: answer for answer in json.loads(text)["metrics"]}

    def explain(self, query, metric):
        return json.loads(self.run("explain", metric, *flags(query), "--format", "json"))["items"]


def differing(product, world, query, metrics, explained):
    """(command, what differs) for every metric that differs."""
    answers = product.metrics(query)
    for metric in metrics:
        expected = value_json(measure(world, query, metric))
        found = difference(expected, answers.get(metric, {}))
        if found:
            yield ["metrics", metric] + flags(query) + series_flags(query), found
    for metric in explained:
        expected = [item_json(metric, item) for item in
                    explain_in(world, query, metric, query.begin, query.until)]
        found = items_difference(expected, product.explain(query, metric))
        if found:
            yield ["explain", metric] + flags(query), found


def compare_facts(shiplog, facts, query, metrics, explained):
    with tempfile.TemporaryDirectory() as folder:
        product = Product(shiplog, facts, folder)
        return list(differing(product, World(read_facts(facts), query), query, metrics, explained))


def shrink(shiplog, facts, query, words):
    """A smallest list of facts for which the same command still differs."""
    metrics, explained = ([words[1]], []) if words[0] == "metrics" else ([], [words[1]])
    size = max(1, len(facts) // 2)
    while size:
        start = 0
        while start < len(facts):
            fewer = facts[:start] + facts[start + size:]
            try:
                if fewer and compare_facts(shiplog, fewer, query, metrics, explained):
                    facts = fewer
                    continue
            except (RuntimeError, KeyError, IndexError):
                pass
            start += size
        size //= 2
    return facts


def compare_seed(shiplog, seed, questions):
    """Every difference of one seed, as text, and the material to shrink the first."""
    history, rng = History(seed), random.Random(seed * 7919 + 1)
    text, material = "", None
    with tempfile.TemporaryDirectory() as folder:
        product = Product(shiplog, history.facts, folder)
        if set(product.run("export").splitlines()) != exported_lines(history.facts):
            text += f"seed {seed}: the export does not hold the newest versions\n"
        facts = read_facts(history.facts)
        for _ in range(questions):
            query = random_query(rng, history)
            if query.repositories and not any(
                    fact["full_name"] in query.repositories for fact in facts["repository"]):
                continue
            # Of activity one pull request has many events that nothing tells apart.
            explained = rng.sample([metric for metric in METRICS if metric != "activity"], 4)
            for words, found in differing(product, World(facts, query), query, METRICS, explained):
                text += f"seed {seed}: shiplog {' '.join(words)}\n  {found}\n"
                material = material or (history.facts, query, words)
    return text, material


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shiplog", default=str(HERE.parents[1] / "build/debug/shiplog"))
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--long", action="store_true",
                        default=bool(os.environ.get("SHIPLOG_LONG_TESTS")),
                        help="a thousand seeds instead of 40")
    parser.add_argument("--shrink", action="store_true")
    arguments = parser.parse_args()
    count = arguments.seeds or (1000 if arguments.long else 40)
    seeds = range(arguments.first, arguments.first + count)
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda seed: compare_seed(arguments.shiplog, seed, 2), seeds))
    for text, _ in results:
        sys.stdout.write(text)
    failed = sum(bool(text) for text, _ in results)
    differing_seeds = [material for _, material in results if material]
    if differing_seeds and arguments.shrink:
        print("The smallest facts that show the first difference:")
        for fact in shrink(arguments.shiplog, *differing_seeds[0]):
            print(json.dumps(fact))
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
