"""A client that sends exactly the bytes it is told to, and reads answers strictly."""

import os
import re
import signal
import socket
import subprocess
import time

SECURITY = {
    "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self' "
        "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='; img-src 'self' data: blob:; "
        "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; object-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Server:
    """The program, with settings of its own, until the with block ends."""

    def __init__(self, program, **settings):
        words = [str(program)] + [f"{name}={value}" for name, value in settings.items()]
        # pylint: disable=consider-using-with
        # A process that ends at once by a second signal leaves its threads behind.
        environment = dict(os.environ, TSAN_OPTIONS="report_thread_leaks=0")
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=environment)
        self.port = int(self.process.stdout.readline())
        self.log = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.end()

    def end(self):
        """Waits for the end, and gives the exit code."""
        self.log += self.process.communicate(timeout=30)[1]
        assert b"Sanitizer" not in self.log, self.log.decode()
        return self.process.returncode

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def connect(self):
        return Connection(self.port)

    def ask(self, raw):
        with self.connect() as connection:
            connection.send(raw)
            return connection.answer()

    def get(self, path, *headers):
        return self.ask(get(path, *headers))

    def memory_kb(self):
        status = open(f"/proc/{self.process.pid}/status", encoding="ascii").read()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

    def processor_seconds(self):
        fields = open(f"/proc/{self.process.pid}/stat", encoding="ascii").read().split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body


class Connection:
    def __init__(self, port, timeout=10):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.bytes = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, raw):
        self.socket.sendall(raw if isinstance(raw, bytes) else raw.encode("latin-1"))

    def more(self):
        """Reads some; False at the end of the connection."""
        try:
            some = self.socket.recv(65536)
        except ConnectionResetError:
            return False
        self.bytes += some
        return bool(some)

    def take(self, size):
        while len(self.bytes) < size:
            if not self.more():
                raise EOFError(f"{len(self.bytes)} of {size} bytes came")
        taken, self.bytes = self.bytes[:size], self.bytes[size:]
        return taken

    def line(self):
        while b"\r\n" not in self.bytes:
            if not self.more():
                raise EOFError("the connection ended within a line")
        line, self.bytes = self.bytes.split(b"\r\n", 1)
        return line

    def head(self):
        """Status and headers, each of which comes once."""
        version, status, _ = self.line().split(b" ", 2)
        assert version == b"HTTP/1.1", version
        headers = {}
        while line := self.line():
            name, value = line.decode("latin-1").split(": ", 1)
            assert name.lower() not in headers, f"{name} comes twice"
            headers[name.lower()] = value
        return int(status), headers

    def answer(self, has_body=True):
        status, headers = self.head()
        if not has_body or status in (204, 304):
            body = b""
        elif headers.get("transfer-encoding") == "chunked":
            body = b"".join(iter(self.chunk, b""))
        elif "content-length" in headers:
            body = self.take(int(headers["content-length"]))
        else:
            while self.more():
                pass
            body, self.bytes = self.bytes, b""
        return Answer(status, headers, body)

    def chunk(self):
        size = int(self.line(), 16)
        chunk = self.take(size)
        assert self.line() == b""
        return chunk

    def is_at_end(self):
        """Whether the server has closed, having sent nothing more."""
        return not self.bytes and not self.more()


def get(path, *headers):
    return request("GET", path, *headers)


def request(method, path, *headers, body=b""):
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


JSON = ("Content-Type: application/json", "Sec-Fetch-Site: same-origin")


def post(path, body, *headers):
    return request("POST", path, *JSON, *headers, body=body)


def wait_until(condition, seconds=10):
    """True as soon as it holds; the limit is far beyond what any machine needs."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False
