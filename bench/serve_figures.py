"""How quickly the server answers, starts, and how little it holds; nginx, which serves the same
bytes from a file, is the reference."""

import contextlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from simulator import Simulator
from sync_figures import remove_store, write_sample

NGINX_PORT = 18981
# About 2 kB.
TARGET = "/api/v1/metrics?id=lead_time&range=90d&gran=month&cmp=none"
ROUNDS = 5
SECONDS = 3


def pinned(core, command):
    """The server on one core and who asks on another, where there are two."""
    cores = os.cpu_count() or 1
    return ["taskset", "-c", str(core % cores), *map(str, command)]


class Serving:
    """`shiplog serve` over a store, until the with block ends."""

    def __init__(self, shiplog, store, core=None):
        command = [str(shiplog), "--store", f"sqlite:{store}", "serve", "--listen", "127.0.0.1:0"]
        begin = time.perf_counter()
        # pylint: disable=consider-using-with
        self.process = subprocess.Popen(pinned(core, command) if core is not None else command,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = self.process.stdout.readline().decode()
        self.url = re.search(r"http://\S+", line)[0]
        self.port = int(self.url.rsplit(":", 1)[1])
        self.get("/health/ready")
        self.ready_ms = (time.perf_counter() - begin) * 1000

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def get(self, target):
        with urllib.request.urlopen(self.url + target, timeout=120) as answer:
            return answer.read(), answer.headers

    def memory_mb(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


@contextlib.contextmanager
def nginx(folder, body, headers):
    """nginx with one worker, that serves a file of these bytes with these headers."""
    root = folder / "nginx"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    root.chmod(0o755)
    (root / "answer.json").write_bytes(body)
    own = {"date", "content-length", "content-type", "etag", "connection"}
    added = "".join(f"add_header {name} \"{value}\";\n" for name, value in headers.items()
                    if name.lower() not in own)
    (root / "nginx.conf").write_text(f"""
worker_processes 1; daemon off; pid {root}/pid; error_log {root}/error.log;
user {os.environ.get("USER") or "root"};
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nodelay on; keepalive_requests 1000000000;
  types {{ application/json json; }} server_tokens off;
  server {{ listen 127.0.0.1:{NGINX_PORT}; root {root}; {added} }}
}}""")
    with subprocess.Popen(pinned(0, ["nginx", "-c", root / "nginx.conf"]),
                          stderr=subprocess.DEVNULL) as process:
        time.sleep(0.5)
        yield f"http://127.0.0.1:{NGINX_PORT}/answer.json"
        process.terminate()


def requests_per_second(url):
    command = pinned(1, ["wrk", "-t1", "-c64", f"-d{SECONDS}s", url])
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        sys.exit(f"bench: {url} is not always answered well:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def against_nginx(shiplog, store, folder):
    """Alternating rounds, so that a busy moment of the machine meets both."""
    ours, theirs = [], []
    with Serving(shiplog, store, core=0) as server:
        body, headers = server.get(TARGET)
        with nginx(folder, body, headers) as reference:
            for _ in range(ROUNDS):
                ours.append(requests_per_second(server.url + TARGET))
                theirs.append(requests_per_second(reference))
    return statistics.median(ours), statistics.median(theirs), len(body)


def start_and_idle(shiplog, folder):
    times, memory = [], []
    store = folder / "serve-empty.db"
    for _ in range(ROUNDS):
        remove_store(store)
        with Serving(shiplog, store) as server:
            times.append(server.ready_ms)
            time.sleep(1)
            memory.append(server.memory_mb())
    return statistics.median(times), max(memory)


def at_a_fixed_rate(shiplog, open_loop, folder):
    """1,000 requests a second to a store into which a sync writes meanwhile."""
    facts, store = folder / "serve-sync.ndjson", folder / "serve-sync.db"
    remove_store(store)
    write_sample(shiplog, facts, 5000, 5)
    environment = dict(os.environ, GITHUB_TOKEN="any")
    with Simulator([facts]) as simulator, Serving(shiplog, store) as server:
        with subprocess.Popen([str(shiplog), "--store", f"sqlite:{store}", "--quiet", "sync",
                               "--github-url", simulator.url, "acme"], env=environment,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as sync:
            output = subprocess.run([str(open_loop), str(server.port), TARGET, "1000", "10"],
                                    capture_output=True, text=True, check=True).stdout
            sync.terminate()
    print(f"  | {output.splitlines()[0]}", flush=True)
    return {name: float(value) for name, value in
            re.findall(r"^measured (\S+) (\S+)$", output, re.MULTILINE)}


def overview_ms(shiplog, store):
    """An overview that nobody asked for yet, over the large sample."""
    times = []
    with Serving(shiplog, store) as server:
        server.get("/api/v1/metrics?range=30d")
        for day in range(1, ROUNDS + 1):
            begin = time.perf_counter()
            server.get(f"/api/v1/metrics?range=2025-09-{day:02}..2025-12-{day:02}")
            times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def measure(shiplog, open_loop, large_store, folder):
    figures = {}
    figures["serve.start"], figures["serve.idle"] = start_and_idle(shiplog, folder)
    ours, theirs, size = against_nginx(shiplog, large_store, folder)
    print(f"  | {size} bytes: {ours:,.0f} a second, nginx {theirs:,.0f}", flush=True)
    figures["serve.cached"] = ours / theirs
    figures["serve.rate"] = ours
    figures["serve.overview"] = overview_ms(shiplog, large_store)
    figures.update(at_a_fixed_rate(shiplog, open_loop, folder))
    return figures
