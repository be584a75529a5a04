"""The simulator of GitHub, as a child process."""

import json
import pathlib
import subprocess
import urllib.request

SCRIPT = pathlib.Path(__file__).resolve().parent.parent / "github" / "simulator.js"


class Simulator:
    """Serves facts until the end of its `with` block."""

    def __init__(self, facts, *options, port=0):
        self._command = ["node", str(SCRIPT), "--port", str(port)]
        for path in facts:
            self._command += ["--facts", str(path)]
        self._command += options

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()
        if "listening on " not in line:
            raise RuntimeError(f"the simulator did not start: {line!r}")
        self.url = line.split("listening on ")[1].strip()
        self.port = int(self.url.rsplit(":", 1)[1])
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def _ask(self, path, body=None):
        request = urllib.request.Request(self.url + path, data=body)
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.read()

    def statistics(self):
        return json.loads(self._ask("/_simulator/statistics"))

    def truth(self, *repositories):
        """The facts that a perfect sync of these, or of all, would have stored, as NDJSON."""
        asked = "&".join("repository=" + name for name in repositories)
        return self._ask("/_simulator/truth?" + asked)

    def put(self, *facts):
        """Makes these facts true from now on."""
        lines = "".join(json.dumps(fact) + "\n" for fact in facts)
        self._ask("/_simulator/facts", lines.encode())

    def advance(self, seconds):
        """Moves the clock of everything that GitHub says of time."""
        self._ask("/_simulator/clock", json.dumps({"advance_seconds": seconds}).encode())
