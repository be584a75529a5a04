"""What the cases are given."""

import os
import subprocess


class Skip(Exception):
    """Raised by a case that this machine cannot run; its text says why."""


class Bench:
    """What every case gets: the program, facts to serve, and a folder of its own."""

    def __init__(self, shiplog, folder, facts):
        self.shiplog = shiplog
        self.folder = folder
        self.facts = facts
        self.is_long = bool(os.environ.get("SHIPLOG_LONG_TESTS"))


def sample(shiplog, path, *options):
    with open(path, "wb") as out:
        subprocess.run([shiplog, "sample", *options], stdout=out, check=True)
    return path
