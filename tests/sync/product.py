"""The program under test, with a store of its own."""

import os
import pathlib
import subprocess

TOKEN = "ghp_CanaryThatMustNeverBeSeen0123456789ab"


class Product:
    def __init__(self, binary, folder, store=None, login=None):
        self.binary = binary
        self.folder = pathlib.Path(folder)
        self.store = store or f"sqlite:{self.folder}/store.db"
        self.login = login or {"GITHUB_TOKEN": TOKEN}  # Of the environment.
        self.said = ""  # All that it ever wrote, for the canary.

    def _environment(self):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("SHIPLOG_", "GH_", "GITHUB_"))}
        environment |= {"SHIPLOG_STORE": self.store, "XDG_DATA_HOME": str(self.folder),
                        "XDG_CACHE_HOME": str(self.folder), "HOME": str(self.folder)}
        return environment | self.login

    def start(self, *arguments):
        return subprocess.Popen([self.binary, *map(str, arguments)], env=self._environment(),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments, timeout=300):
        """(exit code, stdout, stderr)"""
        process = self.start(*arguments)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise AssertionError(f"{' '.join(map(str, arguments))} took over {timeout} s")
        out, err = out.decode(), err.decode()
        self.said += out + err
        return process.returncode, out, err

    def sync(self, simulator, *arguments, timeout=300):
        return self.run("sync", "--github-url", simulator.url, *arguments, timeout=timeout)

    def export(self):
        code, out, err = self.run("export")
        assert code == 0, err
        return out


def export_of(binary, folder, facts):
    """What the product exports once these NDJSON bytes are imported."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "truth.ndjson"
    path.write_bytes(facts)
    product = Product(binary, folder)
    code, _, err = product.run("import", path)
    assert code == 0, err
    return product.export()


def difference(expected, actual, lines=6):
    """The first few lines in which two exports differ; empty when they do not."""
    only_expected = sorted(set(expected.splitlines()) - set(actual.splitlines()))
    only_actual = sorted(set(actual.splitlines()) - set(expected.splitlines()))
    if not only_expected and not only_actual:
        return "" if expected == actual else "the same lines in another order"
    told = [f"{len(only_expected)} lines are missing, {len(only_actual)} are too many"]
    told += ["  missing: " + line[:400] for line in only_expected[:lines]]
    told += ["  too many: " + line[:400] for line in only_actual[:lines]]
    return "\n".join(told)
