#!/usr/bin/env python3
"""Syncs from the simulator of GitHub with the real program, and compares with the truth.

    tests/sync/run.py [--shiplog PROGRAM] [NAME…]

Each case is a function of cases_*.py whose name begins with `case_`; what it says of itself
is its first line. SHIPLOG_LONG_TESTS=1 runs the loops in full.
"""

import argparse
import importlib
import os
import pathlib
import shutil
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor

from bench import Bench, Skip, sample

HERE = pathlib.Path(__file__).resolve().parent
MODULES = ("cases_whole", "cases_changes", "cases_faults", "cases_app", "cases_kills",
           "cases_refusals")


def cases(names):
    for module in MODULES:
        members = vars(importlib.import_module(module))
        found = {name.removeprefix("case_"): function for name, function in members.items()
                 if name.startswith("case_")}
        found |= members["made_cases"]() if "made_cases" in members else {}
        for name, function in found.items():
            if not names or any(part in name for part in names):
                yield name, function


def run_case(shiplog, facts, name, function):
    with tempfile.TemporaryDirectory(prefix="shiplog-sync.") as folder:
        try:
            function(Bench(shiplog, pathlib.Path(folder), facts))
            return name, "passed", ""
        except Skip as why:
            return name, "skipped", str(why)
        except Exception:  # pylint: disable=broad-except
            return name, "failed", traceback.format_exc(limit=-3)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shiplog", default=str(HERE.parents[1] / "build/debug/shiplog"))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    if shutil.which("node") is None:
        print("there is no node, which the simulator needs; tools/setup test installs it")
        sys.exit(1)
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    with tempfile.TemporaryDirectory(prefix="shiplog-facts.") as folder:
        facts = sample(arguments.shiplog, pathlib.Path(folder) / "facts.ndjson", "--changes", "300",
                       "--repositories", "2", "--people", "12", "--until", "2026-06-01")
        with ThreadPoolExecutor(max_workers=arguments.jobs) as pool:
            started = [pool.submit(run_case, arguments.shiplog, facts, name, function)
                       for name, function in cases(arguments.names)]
            for running in started:
                name, outcome, told = running.result()
                counts[outcome] += 1
                print(f"{outcome:8} {name}" + (f": {told}" if told else ""), flush=True)
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    sys.exit(1 if counts["failed"] or not counts["passed"] else 0)


if __name__ == "__main__":
    main()
