#!/usr/bin/env python3
"""Runs scenario files: imports their events, asks their questions, compares.

    run.py [--shiplog PATH] [FILE…]      with the real binary, in stores of their own
    run.py --reference [FILE…]           with the slow reading in ../reference
"""

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "reference"))

from expectations import failures, needs_items  # noqa: E402
from notation import ScenarioError, compile_scenario  # noqa: E402


class Binary:
    """Answers by the real program, from a fresh store per scenario."""

    def __init__(self, shiplog, scenario, folder):
        self.shiplog, self.now = shiplog, scenario.now
        self.store = f"sqlite:{folder}/store.db"
        lines = Path(folder) / "facts.ndjson"
        lines.write_text("".join(json.dumps(fact) + "\n" for fact in scenario.facts))
        self._run("import", str(lines))

    def _run(self, *arguments):
        done = subprocess.run([self.shiplog, *arguments, "--store", self.store],
                              capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise ScenarioError(f"shiplog {' '.join(arguments)} ended with "
                                f"{done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def _flags(self, options):
        flags = ["--now", self.now, "--format", "json"]
        names = {"from": "--from", "until": "--until", "every": "--every", "zone": "--time-zone",
                 "compare": "--compare", "environment": "--environment", "base": "--base",
                 "bots": "--bots", "bot-reviews": "--bot-reviews", "by": "--group-by"}
        for option, value in options.items():
            if option == "repository":
                for repository in value:
                    flags += ["--repository", repository]
            else:
                flags += [names[option], value]
        return flags

    def answer(self, question):
        text = self._run("metrics", question.metric, *self._flags(question.options))
        return json.loads(text)["metrics"][0]

    def items(self, question):
        options = {name: value for name, value in question.options.items()
                   if name not in ("every", "compare", "by")}
        return json.loads(self._run("explain", question.metric, *self._flags(options)))["items"]


class Reference:
    """Answers by the reference, to hold the expectations themselves against it."""

    def __init__(self, scenario):
        from facts import parse_time, read_facts
        self.now, self.facts = parse_time(scenario.now), read_facts(scenario.facts)

    def _query(self, options):
        from facts import parse_time
        from reference import Query
        return Query(parse_time(options["from"]), parse_time(options["until"]), self.now,
                     zone=options.get("zone", "UTC"), every=options.get("every"),
                     repositories=options.get("repository"), group_by=options.get("by"),
                     compare=options.get("compare"), environment=options.get("environment"),
                     base=options.get("base"), bots=options.get("bots", "default"),
                     bot_reviews="bot-reviews" in options)

    def answer(self, question):
        from cli_shape import value_json
        from reference import World, measure
        query = self._query(question.options)
        world = World(self.facts, query)
        rules = {world.repositories[id].name: production.rule
                 for id, production in world.production.items()}
        return {**value_json(measure(world, query, question.metric)), "deployments_from": rules}

    def items(self, question):
        from cli_shape import item_json
        from reference import explain
        return [item_json(question.metric, item) for item in
                explain(self.facts, self._query(question.options), question.metric)]


def run_scenario(path, shiplog):
    """What went wrong, as text; empty when all is as expected."""
    try:
        scenario = compile_scenario(path)
        with tempfile.TemporaryDirectory() as folder:
            answers = Binary(shiplog, scenario, folder) if shiplog else Reference(scenario)
            return "".join(ask(path, answers, question) for question in scenario.questions)
    except (ScenarioError, OSError, subprocess.SubprocessError, KeyError) as error:
        return f"{path}: {type(error).__name__}: {error}\n"


def ask(path, answers, question):
    wrong = ""
    answer = answers.answer(question)
    wants_items = any(needs_items(words) for _, words in question.expectations)
    items = answers.items(question) if wants_items else []
    for line, words in question.expectations:
        for what, expected, got in failures(answer, items, words):
            wrong += (f"{path}:{line.number}: {line.text}\n"
                      f"  asked:    {question.line.text}\n"
                      f"  {what}\n  expected: {expected}\n  got:      {got}\n")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shiplog", default=str(HERE.parents[1] / "build/debug/shiplog"))
    parser.add_argument("--reference", action="store_true")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    paths = arguments.files or sorted(str(path) for path in HERE.rglob("*.scenario"))
    shiplog = None if arguments.reference else arguments.shiplog
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda path: run_scenario(path, shiplog), paths))
    for wrong in results:
        sys.stdout.write(wrong)
    failed = sum(bool(wrong) for wrong in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not results else 0)


if __name__ == "__main__":
    main()
