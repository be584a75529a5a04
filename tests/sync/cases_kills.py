"""Killed anywhere, the next sync goes on, and the end is the same to the byte."""

import random
import time

from bench import Skip
from cases_whole import owner_of
from postgres import PostgresServer
from product import Product
from simulator import Simulator
from truth import assert_in_order

KILLS = 6
KILLS_LONG = 40


def kill_and_go_on(bench, simulator, product):
    kills, dice = 0, random.Random(11)
    wanted = KILLS_LONG if bench.is_long else KILLS
    longest = 0.4
    while kills < wanted:
        process = product.start("sync", "--github-url", simulator.url, owner_of(bench.facts),
                                "--full")
        time.sleep(dice.uniform(0.03, longest))
        if process.poll() is None:
            process.kill()
            kills += 1
        else:
            longest = max(longest / 2, 0.05)
        process.communicate()
    code, _, err = product.sync(simulator, owner_of(bench.facts), "--full")
    assert code == 0, err
    assert_in_order(bench, product, simulator)


def case_kill_9_in_a_loop_over_sqlite(bench):
    with Simulator([bench.facts], "--latency", "20") as simulator:
        kill_and_go_on(bench, simulator, Product(bench.shiplog, bench.folder))


def case_kill_9_in_a_loop_over_postgresql(bench):
    if PostgresServer.missing():
        raise Skip(PostgresServer.missing())
    with PostgresServer() as server, \
            Simulator([bench.facts], "--latency", "20") as simulator:
        product = Product(bench.shiplog, bench.folder, server.new_database())
        kill_and_go_on(bench, simulator, product)


def case_an_interrupt_says_how_to_go_on(bench):
    with Simulator([bench.facts], "--latency", "200") as simulator:
        product = Product(bench.shiplog, bench.folder)
        process = product.start("sync", "--github-url", simulator.url, owner_of(bench.facts))
        time.sleep(1.5)
        process.send_signal(2)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 1, err
        assert b"run the same command to go on" in err, err
    with Simulator([bench.facts], port=simulator.port) as simulator:
        code, _, err = product.sync(simulator, owner_of(bench.facts))
        assert code == 0, err
        assert_in_order(bench, product, simulator)
