"""What is answered: methods, bodies, headers on every path, keep-alive, streams and feeds."""

import gzip

from framing import check_security
from raw import get, post, request

PAGE = b"<!doctype html><title>page</title>"


def answers_head_as_get(server):
    with server.connect() as connection:
        connection.send(request("HEAD", "/api/cached"))
        head = connection.answer(has_body=False)
        connection.send(get("/api/cached"))
        whole = connection.answer()
        assert head.status == 200
        for answer in (head, whole):
            del answer.headers["x-request-id"], answer.headers["date"]
        assert head.headers == whole.headers
        assert head.headers["content-length"] == "2048"


def answers_options(server):
    for path, allow in (("/api/echo", "POST, GET, HEAD, OPTIONS"), ("/", "GET, HEAD, OPTIONS"),
                        ("*", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")):
        answer = server.ask(request("OPTIONS", path, "Origin: http://evil.example"))
        assert (answer.status, answer.headers["allow"]) == (204, allow)
        assert "content-length" not in answer.headers
        check_security(answer)


def refuses_other_methods(server):
    for method in ("TRACE", "get", "PATCH", "FOO", "DELETE"):
        answer = server.ask(request(method, "/api/echo"))
        assert answer.status == 405, (method, answer.status)
        assert answer.headers["allow"] == "POST, GET, HEAD, OPTIONS"
        assert b"evil" not in answer.body
        check_security(answer)


def has_its_headers_on_every_path(server):
    for raw, status in ((get("/"), 200), (get("/assets/app-1.js"), 200),
                        (get("/assets/none.js"), 404), (get("/api/none"), 404),
                        (get("/api/slow/1"), 200), (request("PUT", "/"), 405),
                        (get("/", "If-None-Match: \"index\""), 304),
                        (get("/", "Sec-Fetch-Site: cross-site"), 403),
                        (get("/").replace(b"localhost", b"evil.example"), 421),
                        (post("/api/echo", b"x" * 1001), 413),
                        (request("POST", "/api/echo", body=b"{}"), 403)):
        answer = server.ask(raw)
        assert answer.status == status, (raw[:60], answer.status)
        check_security(answer)
        assert "cache-control" in answer.headers
        if answer.body:
            assert "charset=utf-8" in answer.headers["content-type"]


def refuses_a_long_body_before_it_comes(server):
    with server.connect() as connection:
        connection.send(post("/api/echo", b"x" * 1001)[:-1001])
        answer = connection.answer()
        assert (answer.status, answer.headers["connection"]) == (413, "close")
    with server.connect() as connection:
        connection.send(post("/api/echo", b"", "Transfer-Encoding: chunked"))
        connection.send(b"3e9\r\n")
        assert connection.answer().status == 413


def accepts_a_body_of_the_very_limit(server):
    assert server.ask(post("/api/echo", b"x" * 1000)).body == b"x" * 1000
    large = b"y" * (1 << 20)
    assert server.ask(post("/api/large", large)).body == large


def says_to_continue_once_the_head_is_right(server):
    with server.connect() as connection:
        connection.send(post("/api/echo", b"hello", "Expect: 100-continue")[:-5])
        assert connection.line() == b"HTTP/1.1 100 Continue"
        assert connection.line() == b""
        connection.send(b"hello")
        assert connection.answer().body == b"hello"
    with server.connect() as connection:
        connection.send(post("/api/echo", b"x" * 1001, "Expect: 100-continue")[:-1001])
        assert connection.answer().status == 413
    with server.connect() as connection:
        connection.send(request("POST", "/api/none", "Expect: 100-continue", body=b"x")[:-1])
        assert connection.answer().status == 404


def answers_pipelined_requests_in_order(server):
    with server.connect() as connection:
        connection.send(get("/api/slow/50") + post("/api/echo", b"second") +
                        get("/assets/app-1.js") + get("/api/cached"))
        assert connection.answer().body == b"{}"
        assert connection.answer().body == b"second"
        assert connection.answer().body == b"export {};"
        assert len(connection.answer().body) == 2048


def keeps_a_connection_as_the_client_wants(server):
    with server.connect() as connection:
        for _ in range(3):
            connection.send(get("/"))
            assert "connection" not in connection.answer().headers
        connection.send(get("/", "Connection: close"))
        assert connection.answer().headers["connection"] == "close"
        assert connection.is_at_end()
    old = get("/").replace(b"HTTP/1.1", b"HTTP/1.0")
    with server.connect() as connection:
        connection.send(old)
        assert connection.answer().headers["connection"] == "close"
        assert connection.is_at_end()
    with server.connect() as connection:
        connection.send(old.replace(b"\r\n\r\n", b"\r\nConnection: keep-alive\r\n\r\n"))
        assert connection.answer().headers["connection"] == "keep-alive"
        connection.send(get("/"))
        assert connection.answer().status == 200


def gives_each_request_an_id_of_its_own(server):
    ids = [server.get("/").headers["x-request-id"] for _ in range(5)]
    assert len(set(ids)) == 5
    mine = server.get("/", "X-Request-Id: mine")
    assert mine.headers["x-request-id"] != "mine"


def leads_nowhere_by_its_paths(server):
    secret = open("/etc/passwd", "rb").read()[:20]
    for path in ("/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                 "/assets/../../../etc/passwd", "/assets/..%5c..%5cetc%5cpasswd",
                 "/assets/%252e%252e%252fetc/passwd", "//etc/passwd", "/assets//etc/passwd",
                 "/api/slow/..%2f..%2fetc%2fpasswd", "/assets/%00/etc/passwd",
                 "/assets/app-1.js%00.html", "/..;/..;/etc/passwd"):
        answer = server.get(path)
        assert answer.status in (200, 404), (path, answer.status)
        assert secret not in answer.body
        assert answer.status == 404 or answer.body in (PAGE, b"{}"), (path, answer.body)


def repeats_no_target_in_a_header(server):
    for path in ("/%0d%0aSet-Cookie:%20a=b", "/api/none%0d%0aSet-Cookie:a=b", "//evil.example"):
        answer = server.get(path)
        assert "set-cookie" not in answer.headers and "location" not in answer.headers


def packs_what_is_long(server):
    answer = server.get("/api/big/100000", "Accept-Encoding: gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "accept-encoding"
    assert gzip.decompress(answer.body) == b"1" * 100000
    assert "content-encoding" not in server.get("/api/big/100000").headers
    assert server.get("/api/cached", "Accept-Encoding: br;q=0, gzip;q=0.1"
                      ).headers["content-encoding"] == "gzip"


def sends_what_is_known_once(server):
    tag = server.get("/api/cached").headers["etag"]
    again = server.get("/api/cached", f"If-None-Match: {tag}")
    assert (again.status, again.body) == (304, b"")
    assert again.headers["cache-control"] == "private, no-cache"


def streams(server):
    with server.connect() as connection:
        connection.send(get("/api/stream/3000000") + get("/assets/app-1.js"))
        answer = connection.answer()
        assert len(answer.body) == 3000000
        check_security(answer)
        assert connection.answer().body == b"export {};"


def cuts_a_stream_that_fails(server):
    with server.connect() as connection:
        connection.send(get("/api/stream/100000?fails"))
        try:
            connection.answer()
        except EOFError:
            return
        raise AssertionError("the stream seemed to be whole")


def feeds_those_who_listen(server):
    with server.connect() as listener:
        listener.send(get("/api/events"))
        status, headers = listener.head()
        assert (status, headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        assert headers["cache-control"] == "no-store"
        assert listener.take(len(b"retry: 2000\n\nevent: snapshot\ndata: {}\n\n"))
        server.ask(request("POST", "/api/publish/3", "Sec-Fetch-Site: same-origin"))
        event = b"event: snapshot\ndata: 111\n\n"
        assert listener.take(len(event)) == event


CASES = [(function.__name__.replace("_", " "), function) for function in (
    answers_head_as_get, answers_options, refuses_other_methods, has_its_headers_on_every_path,
    refuses_a_long_body_before_it_comes, accepts_a_body_of_the_very_limit,
    says_to_continue_once_the_head_is_right, answers_pipelined_requests_in_order,
    keeps_a_connection_as_the_client_wants, gives_each_request_an_id_of_its_own,
    leads_nowhere_by_its_paths, repeats_no_target_in_a_header, packs_what_is_long,
    sends_what_is_known_once, streams, cuts_a_stream_that_fails, feeds_those_who_listen)]
