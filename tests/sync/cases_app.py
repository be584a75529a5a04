"""A GitHub App signs who it is, and its tokens of an hour are renewed while a sync goes on."""

import contextlib

from app import INSTALLATION, App, minted
from cases_whole import owner_of, repositories_in
from product import Product
from simulator import Simulator
from truth import assert_equals_truth, assert_in_order, assert_polite, assert_unseen


@contextlib.contextmanager
def app_at_work(bench, *options, installation=None):
    """The simulator, the App, and the program that has no other token than the App's."""
    app = App(bench.folder, owner_of(bench.facts), installation)
    with Simulator([bench.facts], *app.simulator, *options) as simulator:
        product = Product(bench.shiplog, bench.folder, login=app.environment)
        yield simulator, app, product
        assert_polite(simulator)
    assert_unseen(product, *app.secrets(), but=[app.key_file])


def assert_syncs(bench, simulator, product, *options):
    code, out, err = product.sync(simulator, owner_of(bench.facts), *options)
    assert code == 0, (code, out, err)
    assert_in_order(bench, product, simulator)


def refusals(simulator):
    return simulator.statistics()["statuses"].get("401", 0)


def case_an_app_finds_its_installation_and_gets_one_token_for_all(bench):
    with app_at_work(bench) as (simulator, _, product):
        assert_syncs(bench, simulator, product, "--jobs", "4")
        assert minted(simulator) == 1, simulator.statistics()["operations"]


def case_an_app_is_told_its_installation(bench):
    with app_at_work(bench, installation=INSTALLATION) as (simulator, _, product):
        assert_syncs(bench, simulator, product)
        assert "/orgs/{org}/installation" not in simulator.statistics()["operations"]


def case_a_token_is_renewed_before_it_ends(bench):
    # A minute before the end it is renewed, so each of these is used for two seconds.
    with app_at_work(bench, "--token-lifetime", "62", "--latency", "150") as \
            (simulator, _, product):
        assert_syncs(bench, simulator, product, "--jobs", "4")
        assert minted(simulator) >= 2, simulator.statistics()["operations"]
        assert refusals(simulator) == 0, simulator.statistics()["statuses"]


def case_a_token_that_ends_early_is_replaced(bench):
    # A token that is refused when new may only not be known everywhere yet: hence the latency.
    with app_at_work(bench, "--latency", "300", "--fault", "token-expires:at=25") as \
            (simulator, _, product):
        assert_syncs(bench, simulator, product, "--jobs", "4")
        assert minted(simulator) == 2, simulator.statistics()["operations"]
        assert refusals(simulator) >= 1, simulator.statistics()["statuses"]


def case_a_new_token_that_is_not_known_everywhere_is_tried_again(bench):
    with app_at_work(bench, "--fault", "token-lag:seconds=1") as (simulator, _, product):
        assert_syncs(bench, simulator, product)
        assert minted(simulator) == 1, simulator.statistics()["operations"]


def skewed_clock(seconds):
    def case(bench):
        with app_at_work(bench, "--fault", f"clock-skew:seconds={seconds}") as \
                (simulator, _, product):
            assert_syncs(bench, simulator, product)
    return case


def taken_away(fault, words):
    """What is stored stays, the reason is told, and once it is mended the sync goes on."""
    def case(bench):
        with app_at_work(bench, "--fault", f"{fault}:at=9") as (simulator, app, product):
            code, out, err = product.sync(simulator, owner_of(bench.facts), timeout=60)
            assert code == 5, (code, out, err)
            for word in words:
                assert word in err, (word, err)
            assert '"kind":"pull_request"' in product.export()
        with Simulator([bench.facts], *app.simulator, port=simulator.port) as mended:
            code, out, err = product.sync(mended, owner_of(bench.facts))
            assert code == 0, (code, out, err)
            assert_in_order(bench, product, mended)
    return case


def case_a_key_of_another_app_is_refused_at_once(bench):
    with app_at_work(bench) as (simulator, app, product):
        stranger = bench.folder / "stranger"
        stranger.mkdir()
        other = App(stranger, owner_of(bench.facts))
        product.login |= {"SHIPLOG_GITHUB_APP_KEY_FILE": str(other.key_file)}
        code, out, err = product.sync(simulator, owner_of(bench.facts), timeout=60)
        assert code == 5 and app.environment["SHIPLOG_GITHUB_APP_CLIENT_ID"] in err, (code, err)
        assert simulator.statistics()["requests"] <= 2, "a refused key was hammered with"


def case_an_owner_without_the_app_is_named_and_the_others_are_synced(bench):
    repository = repositories_in(bench.facts)[0]
    with app_at_work(bench) as (simulator, _, product):
        # One before and one after it in the alphabet, so whatever the order is.
        code, out, err = product.sync(simulator, "aaa/strange", repository, "zzz/strange")
        assert code == 5, (code, out, err)
        assert "not installed for 'aaa'" in err and "not installed for 'zzz'" in err, err
        assert "complete" in out, out
        assert_equals_truth(bench, product, simulator, repository)


def made_cases():
    made = {f"an App whose clock is {seconds} seconds off is let in": skewed_clock(-seconds)
            for seconds in (-90, 90, 700)}
    made |= {f"{fault} ends the App's sync": taken_away(fault, words) for fault, words in {
        "installation-suspended": ("GitHub App", "has been suspended"),
        "installation-deleted": ("GitHub App", "is not installed"),
    }.items()}
    return made
