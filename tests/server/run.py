#!/usr/bin/env python3
"""Speaks to the server byte by byte.

  tests/server/run.py --server build/debug/server_under_test [WORD…]

Only the cases whose names hold all the words. SHIPLOG_LONG_TESTS=1 opens 3,000 slow
connections instead of 300.
"""

import argparse
import sys
import traceback

import answers
import framing
import limits
from raw import Server


def chosen(cases, words):
    return [case for case in cases if all(word in case[0] for word in words)]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", required=True)
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    counts = {"passed": 0, "failed": 0}

    def run(name, test, argument):
        try:
            test(argument)
            counts["passed"] += 1
            print(f"ok      {name}", flush=True)
        except Exception:  # pylint: disable=broad-exception-caught
            counts["failed"] += 1
            print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)

    with Server(options.server) as server:
        for name, test in chosen(framing.CASES + answers.CASES, options.words):
            run(name, test, server)
    # These choose the limits of their servers.
    for name, test in chosen(limits.CASES, options.words):
        run(name, test, lambda **settings: Server(options.server, **settings))
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
