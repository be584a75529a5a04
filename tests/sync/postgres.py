"""A PostgreSQL of the tests' own, on a private socket."""

import glob
import itertools
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile


class PostgresServer:
    @staticmethod
    def _programs():
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        return pathlib.Path(found[-1]) if found else None

    @staticmethod
    def missing():
        """Why there can be none here; empty when there can."""
        return "" if PostgresServer._programs() else "PostgreSQL is not installed"

    def _run(self, program, *arguments):
        # It refuses to run as root, so it then runs as the user that Debian made for it.
        user = "postgres" if os.geteuid() == 0 else None
        subprocess.run([self._programs() / program, *arguments], check=True, user=user,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    def __enter__(self):
        # A socket's path may be no longer than about a hundred bytes.
        self._home = pathlib.Path(tempfile.mkdtemp(prefix="shiplog-pg.", dir="/tmp"))
        if os.geteuid() == 0:
            os.chown(self._home, pwd.getpwnam("postgres").pw_uid, -1)
        self._run("initdb", "-D", self._home / "data", "-A", "trust", "-U", "shiplog", "--no-sync")
        self._run("pg_ctl", "-D", self._home / "data", "-w", "-s", "-l", self._home / "log", "-o",
                  f"-c listen_addresses= -c unix_socket_directories={self._home} -c fsync=off",
                  "start")
        self._names = (f"sync{number}" for number in itertools.count())
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "-D", self._home / "data", "-m", "immediate", "-s", "stop")
        shutil.rmtree(self._home, ignore_errors=True)

    def new_database(self):
        name = next(self._names)
        self._run("createdb", "-h", self._home, "-U", "shiplog", name)
        return f"postgresql://shiplog@/{name}?host={self._home}"
