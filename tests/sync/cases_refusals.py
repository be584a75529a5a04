"""What GitHub does not give: said plainly, with the right exit code, and nothing lost."""

from cases_whole import owner_of, repositories_in
from product import Product
from simulator import Simulator
from truth import assert_polite, assert_token_unseen


def case_a_repository_that_is_not_there_is_named_and_the_others_are_synced(bench):
    repository = repositories_in(bench.facts)[0]
    with Simulator([bench.facts]) as simulator:
        product = Product(bench.shiplog, bench.folder)
        code, out, err = product.sync(simulator, repository, "nobody/nothing")
        assert code == 4 and "nobody/nothing" in err, (code, err)
        assert "complete" in out, out


def case_a_refused_token_ends_the_sync_at_once(bench):
    with Simulator([bench.facts], "--fault", "bad-credentials:at=1") as simulator:
        product = Product(bench.shiplog, bench.folder)
        code, _, err = product.sync(simulator, owner_of(bench.facts), timeout=60)
        assert code == 5 and "token" in err, (code, err)
        assert simulator.statistics()["requests"] <= 3, "a refused token was hammered with"
        assert_token_unseen(product)


def case_lost_access_keeps_what_is_stored(bench):
    with Simulator([bench.facts]) as simulator:
        product = Product(bench.shiplog, bench.folder)
        product.sync(simulator, *repositories_in(bench.facts))
        export = product.export()
    with Simulator([bench.facts], "--fault", "lost-access:at=1", port=simulator.port) as simulator:
        code, _, err = product.sync(simulator, *repositories_in(bench.facts), "--full")
        assert code == 4, (code, err)
        assert product.export() == export
        assert_polite(simulator)


def case_no_host_is_said_so(bench):
    product = Product(bench.shiplog, bench.folder)
    code, _, err = product.run("sync", "acme/api", "--github-url", "http://127.0.0.1:9",
                               timeout=120)
    assert code == 6 and "127.0.0.1:9" in err, (code, err)
    code, _, err = product.run("sync", "acme/api", "--github-url", "http://ada:secret@host/")
    assert code == 2 and "secret" not in err, (code, err)
