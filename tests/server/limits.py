"""What happens at the limits: the slow, the many, the end. Each case has a server of its own,
with limits short enough to wait for."""

import os
import resource
import signal
import threading
import time

from raw import JSON, get, post, request, wait_until

IS_LONG = os.environ.get("SHIPLOG_LONG_TESTS") == "1"
PUBLISH = ("Sec-Fetch-Site: same-origin",)


def ends(connection):
    """Whether the connection ends without an answer, and not by our giving up."""
    return connection.is_at_end()


def cuts_a_head_that_takes_too_long(server_with):
    with server_with(head_ms=300) as server, server.connect() as connection:
        connection.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ")
        stop = threading.Event()

        def trickle():
            while not stop.wait(0.05):
                try:
                    connection.send("b")
                except OSError:
                    return
        thread = threading.Thread(target=trickle)
        thread.start()
        assert ends(connection)
        stop.set()
        thread.join()


def cuts_a_body_that_takes_too_long(server_with):
    with server_with(transfer_ms=300) as server, server.connect() as connection:
        connection.send(post("/api/echo", b"hello")[:-1])
        assert ends(connection)


def cuts_who_does_not_read(server_with):
    with server_with(transfer_ms=300, transfer_bytes_per_second=1 << 30) as server:
        with server.connect() as connection:
            connection.send(get("/api/big/30000000"))
            connection.head()
            time.sleep(1)
            while connection.more():
                pass
            assert len(connection.bytes) < 30000000
        assert server.get("/").status == 200


def cuts_a_stream_that_is_not_read(server_with):
    with server_with(transfer_ms=300) as server:
        for _ in range(6):  # More than there are threads for streams.
            with server.connect() as connection:
                connection.send(get("/api/stream/100000000"))
                connection.head()
        with server.connect() as connection:
            connection.send(get("/api/stream/100000000"))
            connection.head()
            time.sleep(1)
        assert wait_until(lambda: server.get("/api/stream/1000").status == 200)


def tells_why_a_stream_failed(server_with):
    with server_with() as server:
        for target in ("fails", "throws"):
            with server.connect() as connection:
                connection.send(get(f"/api/stream/1000?{target}"))
                try:
                    connection.answer()
                    raise AssertionError("the stream seemed to be whole")
                except EOFError:
                    pass
            assert server.get("/").status == 200
        server.terminate()
        server.end()
        for cause in (b"torn", b"out of luck"):
            assert b'"cause":"' + cause in server.log, server.log


def closes_connections_that_idle(server_with):
    with server_with(idle_ms=300) as server, server.connect() as connection:
        connection.send(get("/"))
        assert connection.answer().status == 200
        assert ends(connection)


def makes_room_for_the_honest(server_with):
    with server_with(connections_max=10) as server:
        slow = [server.connect() for _ in range(30)]
        for connection in slow:
            connection.send("GET / HTTP/1.1\r\n")
        for _ in range(20):
            assert server.get("/").status == 200
        for connection in slow:
            connection.close()


def keeps_those_who_wait_for_it(server_with):
    with server_with(connections_max=4, query_threads=4) as server:
        waiting = [server.connect() for _ in range(4)]
        for connection in waiting:
            connection.send(get("/api/slow/700"))
        time.sleep(0.3)
        with server.connect() as another:
            assert ends(another)
        for connection in waiting:
            assert connection.answer().status == 200
            connection.close()


def refuses_more_than_it_can_compute(server_with):
    with server_with(query_threads=1, queries_waiting_max=1) as server:
        connections = [server.connect() for _ in range(4)]
        for connection in connections:
            connection.send(get("/api/slow/500"))
            time.sleep(0.05)
        answers = [connection.answer() for connection in connections]
        assert [answer.status for answer in answers] == [200, 200, 503, 503]
        assert answers[-1].headers["retry-after"] == "1"
        connections[-1].send(get("/api/slow/0"))
        assert connections[-1].answer().status == 200, "the connection is still of use"
        for connection in connections:
            connection.close()


def bounds_those_who_listen(server_with):
    with server_with(feeds_max=1) as server, server.connect() as first:
        first.send(get("/api/events"))
        assert first.head()[0] == 200
        assert server.get("/api/events").status == 503
        first.close()
        with server.connect() as second:
            def is_let_in():
                second.send(get("/api/events"))
                status, headers = second.head()
                second.take(int(headers.get("content-length", 0)))
                return status == 200
            assert wait_until(is_let_in)


def drops_who_listens_too_slowly(server_with):
    with server_with() as server, server.connect() as slow, server.connect() as quick:
        for connection in (slow, quick):
            connection.send(get("/api/events"))
            assert connection.head()[0] == 200
        event = len("event: snapshot\ndata: \n\n") + 200000
        quick.take(len("retry: 2000\n\nevent: snapshot\ndata: {}\n\n"))
        for _ in range(60):
            server.ask(request("POST", "/api/publish/200000", *PUBLISH))
            assert len(quick.take(event)) == event
        while slow.more():
            pass
        assert len(slow.bytes) < 60 * event


def keeps_feeds_alive(server_with):
    with server_with(heartbeat_ms=100) as server, server.connect() as listener:
        listener.send(get("/api/events"))
        listener.head()
        beats = b"retry: 2000\n\nevent: snapshot\ndata: {}\n\n:\n\n:\n\n"
        assert listener.take(len(beats)) == beats


def answers_what_is_in_flight_when_stopped(server_with):
    with server_with() as server:
        connections = [server.connect() for _ in range(3)]
        connections[0].send(get("/api/slow/600"))
        connections[1].send(post("/api/echo", b"hello")[:-1])
        connections[2].send(get("/api/stream/3000000"))
        assert connections[2].head()[0] == 200
        time.sleep(0.2)
        server.terminate()
        time.sleep(0.1)
        connections[1].send("o")
        assert connections[1].answer().body == b"hello"
        answer = connections[0].answer()
        assert (answer.status, answer.headers["connection"]) == (200, "close")
        assert sum(len(chunk) for chunk in iter(connections[2].chunk, b"")) == 3000000
        for connection in connections:
            assert ends(connection)
            connection.close()
        assert server.end() == 0


def says_that_it_is_not_ready_before_it_stops(server_with):
    with server_with(drain_delay_ms=1500) as server:
        assert server.get("/health/ready").status == 200
        server.terminate()
        assert wait_until(lambda: server.get("/health/ready").status == 503)
        assert server.get("/").status == 200
        assert server.end() == 0


def fails_no_request_when_stopped_under_load(server_with):
    with server_with(query_threads=4) as server:
        failures = []
        counts = []

        def ask_until_told_to_stop():
            answered = 0
            try:
                connection = server.connect()
                while True:
                    connection.send(get("/api/slow/2" if answered % 3 else "/assets/app-1.js"))
                    answer = connection.answer()
                    answered += 1
                    if answer.status != 200:
                        failures.append(answer.status)
                    if answer.headers.get("connection") == "close":
                        break
                assert ends(connection)
            except (OSError, EOFError) as error:
                failures.append(error)
            counts.append(answered)
        threads = [threading.Thread(target=ask_until_told_to_stop) for _ in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        server.terminate()
        for thread in threads:
            thread.join()
        assert not failures, failures
        assert min(counts) > 0
        assert server.end() == 0


def stops_at_once_when_asked_twice(server_with):
    with server_with() as server, server.connect() as connection:
        connection.send(get("/api/slow/20000"))
        time.sleep(0.2)
        server.terminate()
        time.sleep(0.2)
        server.process.send_signal(signal.SIGTERM)
        begin = time.monotonic()
        assert server.end() == 1
        assert time.monotonic() - begin < 10


def survives_a_want_of_files(server_with):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with server_with() as server:
        # All but a few of the files that it may open are taken.
        files = len(os.listdir(f"/proc/{server.process.pid}/fd")) + 12
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (files, hard))
        before = server.processor_seconds()
        slow = [server.connect() for _ in range(60)]
        for connection in slow:
            connection.send("GET / HTTP/1.1\r\n")
        time.sleep(1)
        assert server.processor_seconds() - before < 0.5, "it spins"
        assert server.get("/").status == 200
        for connection in slow:
            connection.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def serves_the_honest_among_the_slow(server_with):
    count, per_second = (3000, 200) if IS_LONG else (300, 200)
    with server_with(connections_max=900 if IS_LONG else 90) as server:
        assert server.get("/api/cached").status == 200
        memory = server.memory_kb()
        slow, times = [], []
        begin = time.monotonic()
        heads = ("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n",
                 post("/api/large", b"x" * 1000)[:-900],
                 get("/api/big/100000"))
        asked_at = 0.0
        for number in range(count):
            connection = server.connect()
            connection.send(heads[number % len(heads)])
            slow.append(connection)
            if time.monotonic() - asked_at > 0.4:
                asked_at = time.monotonic()
                assert server.get("/api/cached").status == 200
                times.append(time.monotonic() - asked_at)
            time.sleep(max(0.0, begin + number / per_second - time.monotonic()))
        grown = server.memory_kb() - memory
        for connection in slow:
            connection.close()
    print(f"        {count} slow connections, {len(times)} honest requests: "
          f"max {max(times) * 1000:.0f} ms, memory +{grown // 1024} MB")
    assert grown < 64 * 1024, f"memory grew by {grown} kB"


def lets_in_who_has_the_token(server_with):
    with server_with(token="t0ken", log="all") as server:
        assert server.get("/").status == 401
        assert server.get("/", "Authorization: Bearer t0ken").status == 200
        answer = server.get("/?token=t0ken")
        assert (answer.status, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"].split(";")[0]
        assert server.get("/", f"Cookie: {cookie}").status == 200
        asked = request("POST", "/api/echo", *JSON, f"Cookie: {cookie}", body=b"{}")
        assert server.ask(asked).status == 200
        assert server.ask(asked.replace(b"Sec-Fetch-Site: same-origin\r\n", b"")).status == 403
        server.terminate()
        server.end()
        assert b"t0ken" not in server.log and cookie.encode() not in server.log
        assert b'"path":"/"' in server.log


CASES = [(function.__name__.replace("_", " "), function) for function in (
    cuts_a_head_that_takes_too_long, cuts_a_body_that_takes_too_long, cuts_who_does_not_read,
    cuts_a_stream_that_is_not_read, tells_why_a_stream_failed, closes_connections_that_idle, makes_room_for_the_honest,
    keeps_those_who_wait_for_it, refuses_more_than_it_can_compute, bounds_those_who_listen,
    drops_who_listens_too_slowly, keeps_feeds_alive, answers_what_is_in_flight_when_stopped,
    says_that_it_is_not_ready_before_it_stops, fails_no_request_when_stopped_under_load,
    stops_at_once_when_asked_twice, survives_a_want_of_files, serves_the_honest_among_the_slow,
    lets_in_who_has_the_token)]
