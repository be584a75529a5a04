"""Where a request ends: what is refused, what is accepted, and that nothing gets in between."""

from raw import SECURITY, get, post

# What would be a request of its own, were the end of the one before it read wrongly.
SMUGGLED = "GET /assets/app-1.js HTTP/1.1\r\nHost: localhost\r\n\r\n"


def posted(*headers, body="", host="Host: localhost\r\n", version="1.1"):
    lines = "".join(f"{header}\r\n" for header in headers)
    return (f"POST /api/echo HTTP/{version}\r\n{host}Content-Type: application/json\r\n"
            f"Sec-Fetch-Site: same-origin\r\n{lines}\r\n{body}")


def line(first, *headers):
    return "\r\n".join((first, *headers)) + "\r\n\r\n"


HOST = "Host: localhost"
CHUNKED = "Transfer-Encoding: chunked"
BODY = "5\r\nhello\r\n0\r\n\r\n"

# Name, bytes, status. Those of the first part are accepted by Beast 1.81.
REFUSED = [
    ("a coding and a length", posted("Transfer-Encoding: gzip", "Content-Length: 5", body="hello"), 400),
    ("an unknown coding", posted("Transfer-Encoding: xchunked", body=BODY), 501),
    ("chunked, then identity", posted("Transfer-Encoding: chunked, identity", body="hello"), 501),
    ("identity alone", posted("Transfer-Encoding: identity", body="hello"), 501),
    ("two codings", posted("Transfer-Encoding: identity", CHUNKED, body=BODY), 400),
    ("a coding in HTTP/1.0", posted(CHUNKED, body=BODY, version="1.0"), 400),
    ("gzip, then chunked", posted("Transfer-Encoding: gzip, chunked", body=BODY), 501),
    ("a folded header", line("GET / HTTP/1.1", HOST, "X-A: b", " c"), 400),
    ("a header folded by a tab", line("GET / HTTP/1.1", HOST, "X-A: b", "\tc"), 400),
    ("a folded coding", posted("Transfer-Encoding:\r\n chunked", body=BODY), 400),
    ("two hosts", line("GET / HTTP/1.1", HOST, HOST), 400),
    ("no host", line("GET / HTTP/1.1", "Accept: */*"), 400),
    ("no host in HTTP/1.0", line("GET / HTTP/1.0", "Accept: */*"), 400),
    ("a host with a user and a path", line("GET / HTTP/1.1", "Host: a@evil/.."), 400),
    ("an empty host", line("GET / HTTP/1.1", "Host:"), 400),
    ("a list of lengths", posted("Content-Length: 5, 5", body="hello"), 400),
    ("two equal lengths", posted("Content-Length: 5", "Content-Length: 5", body="hello"), 400),
    ("two lengths", posted("Content-Length: 5", "Content-Length: 6", body="hello"), 400),
    ("an absolute target elsewhere", line("GET http://evil/ HTTP/1.1", HOST), 400),
    ("raw UTF-8 in the target", b"GET /\xc3\xa4 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ("a fragment in the target", line("GET /#a HTTP/1.1", HOST), 400),
    ("a GET with a body", get("/", "Content-Length: 5") + b"hello", 400),
    ("a HEAD with a body", line("HEAD / HTTP/1.1", HOST, "Content-Length: 5") + "hello", 400),
    ("a GET with chunks", line("GET / HTTP/1.1", HOST, CHUNKED) + BODY, 400),
    ("many fields", line("GET / HTTP/1.1", HOST, *["a:b"] * 100), 431),
    ("an unknown expectation", posted("Content-Length: 5", "Expect: 200-ok", body="hello"), 417),
    # These Beast refuses by itself.
    ("a length, then a coding", posted("Content-Length: 5", CHUNKED, body=BODY), 400),
    ("a coding, then a length", posted(CHUNKED, "Content-Length: 5", body=BODY), 400),
    ("chunked twice", posted("Transfer-Encoding: chunked, chunked", body=BODY), 501),
    ("a length with a sign", posted("Content-Length: +5", body="hello"), 400),
    ("a negative length", posted("Content-Length: -1", body="hello"), 400),
    ("a hexadecimal length", posted("Content-Length: 0x5", body="hello"), 400),
    ("a length beyond 64 bits", posted("Content-Length: 18446744073709551621", body="hello"), 400),
    ("an empty length", posted("Content-Length:", body="hello"), 400),
    ("a bad size of a chunk", posted(CHUNKED, body="xyz\r\nhello\r\n0\r\n\r\n"), 400),
    ("a size beyond 64 bits", posted(CHUNKED, body="fffffffffffffffff\r\nhello\r\n"), 400),
    ("a chunk without its end", posted(CHUNKED, body="5\r\nhelloXX0\r\n\r\n"), 400),
    ("a chunk ended by a line feed", posted(CHUNKED, body="5\nhello\n0\n\n"), 400),
    ("lines ended by line feeds", "GET / HTTP/1.1\nHost: localhost\n\n", 400),
    ("a bare CR in a value", line("GET / HTTP/1.1", HOST, "X-A: b\rc"), 400),
    ("a bare LF in a value", line("GET / HTTP/1.1", HOST, "X-A: b\nc"), 400),
    ("a NUL in a value", line("GET / HTTP/1.1", HOST, "X-A: b\0c"), 400),
    ("a space before the colon", line("GET / HTTP/1.1", "Host : localhost"), 400),
    ("a space before the first name", line("GET / HTTP/1.1", " Host: localhost"), 400),
    ("a header without a colon", line("GET / HTTP/1.1", HOST, "nothing"), 400),
    ("HTTP/0.9", "GET /\r\n\r\n", 400),
    ("HTTP/1.2", line("GET / HTTP/1.2", HOST), 505),
    ("HTTP/2.0", line("GET / HTTP/2.0", HOST), 505),
    ("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    ("a NUL in the target", line("GET /\0 HTTP/1.1", HOST), 400),
    ("a tab in the target", line("GET /\ta HTTP/1.1", HOST), 400),
    ("two spaces in the first line", line("GET  / HTTP/1.1", HOST), 400),
    ("an empty line first", "\r\n" + line("GET / HTTP/1.1", HOST), 400),
    ("a target of another kind", line("GET localhost:80 HTTP/1.1", HOST), 400),
    ("CONNECT", line("CONNECT localhost:80 HTTP/1.1", HOST), 400),
    ("a long header", line("GET / HTTP/1.1", HOST, "X-A: " + "b" * 9000), 431),
    ("a long target", line("GET /" + "a" * 9000 + " HTTP/1.1", HOST), 431),
    ("a header without an end", "GET / HTTP/1.1\r\nX-A: " + "b" * 20000, 431),
    ("a length in a trailer", posted(CHUNKED, body="5\r\nhello\r\n0\r\nContent-Length: 5\r\n\r\n"), 400),
    ("an extension without an end", posted(CHUNKED, body="5;a=" + "b" * 40000), 400),
    ("a trailer without an end", posted(CHUNKED, body="5\r\nhello\r\n0\r\nX-A: " + "b" * 40000), 400),
]

ACCEPTED = [
    ("a length", post("/api/echo", b"hello"), 200, b"hello"),
    ("chunks", posted(CHUNKED, body=BODY), 200, b"hello"),
    ("chunks in capitals", posted("TRANSFER-ENCODING: CHUNKED", body=BODY), 200, b"hello"),
    ("extensions of chunks", posted(CHUNKED, body="5;a=b\r\nhello\r\n0;c\r\n\r\n"), 200, b"hello"),
    ("a trailer", posted(CHUNKED, body="5\r\nhello\r\n0\r\nHost: evil\r\n\r\n"), 200, b"hello"),
    ("an absolute target of ours", line("GET http://localhost/assets/app-1.js HTTP/1.1", HOST), 200,
     b"export {};"),
    ("a host with a port", line("GET /assets/app-1.js HTTP/1.1", "Host: localhost:99"), 200,
     b"export {};"),
    ("a hundred fields", line("GET /assets/app-1.js HTTP/1.1", HOST, *["a:b"] * 99), 200,
     b"export {};"),
    ("a GET of length 0", get("/assets/app-1.js", "Content-Length: 0"), 200, b"export {};"),
]


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode("latin-1")


def check_security(answer):
    for name, value in SECURITY.items():
        assert answer.headers.get(name) == value, f"{name}: {answer.headers.get(name)}"
    assert "server" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-request-id"]
    assert answer.headers["date"].endswith(" GMT")


def refused(name, raw, status):
    def test(server):
        with server.connect() as connection:
            connection.send(as_bytes(raw) + SMUGGLED.encode())
            answer = connection.answer(has_body=True)
            assert answer.status == status, answer.status
            assert answer.headers["connection"] == "close"
            assert answer.headers["content-type"] == "application/problem+json; charset=utf-8"
            assert answer.headers["cache-control"] == "no-store"
            check_security(answer)
            assert connection.is_at_end(), "something was answered after it"
    return f"refuses {name}", test


def accepted(name, raw, status, body):
    def test(server):
        with server.connect() as connection:
            connection.send(as_bytes(raw) + SMUGGLED.encode())
            answer = connection.answer()
            assert (answer.status, answer.body) == (status, body), (answer.status, answer.body)
            check_security(answer)
            after = connection.answer()
            assert after.body == b"export {};", "the next request was read wrongly"
    return f"accepts {name}", test


def in_bytes(name, raw, status, body):
    def test(server):
        with server.connect() as connection:
            for byte in as_bytes(raw):
                connection.send(bytes([byte]))
            answer = connection.answer()
            assert (answer.status, answer.body) == (status, body), (answer.status, answer.body)
    return f"accepts {name}, byte by byte", test


CASES = ([refused(*row) for row in REFUSED] + [accepted(*row) for row in ACCEPTED]
         + [in_bytes(*row) for row in ACCEPTED])
