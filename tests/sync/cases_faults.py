"""Everything that goes wrong at GitHub: what a sync has to make of it.

A fault heals when the sync that meets it ends in the truth by itself; it changes the data when
only the next sync can know all of it. In every case nothing is sent while GitHub said to wait,
and the token is seen nowhere.
"""

from bench import Skip
from cases_whole import owner_of
from product import Product
from simulator import Simulator
from truth import assert_equals_truth, assert_in_order, assert_polite, assert_token_unseen

HEALS = """
    primary-graphql:at=2,wait=2 primary-graphql:at=5,wait=2 primary-graphql-new:at=3,wait=2
    primary-rest:at=1,wait=2 primary-rest:at=1,wait=2,status=429
    secondary:at=3,wait=1 secondary-429:at=1,wait=1
    timeout-502:at=3 timeout-502:above=10 timeout-200:at=3 timeout-200:above=6 nginx-502:at=3
    gateway-504:above=12 server-500:at=2+3 server-503:at=3 upstream-error:at=3+4
    resource-limits:at=3 resource-limits:above=8 resource-limits-partial:at=3 node-limit:at=3
    truncated-json:at=3 short-body:at=3 reset-before:at=3 reset-midway:at=3 no-reply:at=3
    no-http:at=3 broken-gzip:at=3 huge-body:at=3 gzip-bomb:at=3 not-utf8:at=3 bom:at=3 html-200:at=3
    same-page:at=4 reversed-page:at=4 stuck-cursor:at=4 invalid-cursor:at=5
    deleted-accounts no-merge-commits empty-repositories unknown-items extra-fields
    uncountable-commits clock-skew:seconds=-90 clock-skew:seconds=90
    moved-307:at=1 rest-202:at=1 brown-out:chance=0.1 maintenance-503:from=3,times=3
    primary-graphql:every=9,wait=1 reset-before:every=7 sso-partial renamed:at=3
""".split()

# GitHub names no end of the wait, or nothing comes: a client has to be patient for a minute.
HEALS_SLOWLY = """
    limited-with-budget:at=3 secondary-reset:at=3 secondary-bare:at=3 secondary-bare-200:at=3
    stall:at=3,seconds=60 silence:at=3,seconds=60 slow-body:at=3,seconds=1
""".split()

CHANGES = """
    force-push:at=6 commits-replaced:at=6 reopened:at=6 deleted-issue:at=12 deleted-release:at=14
    deleted-deployment:at=14 moving-feed:times=8 empty-page:at=4
""".split()

# A part that is refused is left out, and said to be; all the rest is there.
LEAVES_OUT = {
    "forbidden:what=deployments": ("deployment", "does not give the deployments of"),
    "forbidden:what=issues": ("issue", "does not give the issues of"),
    "forbidden:what=releases,by=integration": ("release", "does not give the releases of"),
    "forbidden:what=actions": ("workflow_run", "does not give the workflow runs of"),
    "forbidden:what=teams": ("team", "does not give the teams of"),
    "rest-404:every=1,operation=/repos/{owner}/{repo}/actions/runs":
        ("workflow_run", "does not give the workflow runs of"),
    "rest-410:every=1": ("workflow_run", "does not give the workflow runs of"),
}

# The rest is there all the same: of a field that an older server does not have, and of teams,
# which stay behind when a repository changes hands.
COMPLETES = {
    "undefined-field": lambda fact: without(fact, "changed_files", of="commit"),
    "transferred:at=3": lambda fact: None if fact["kind"] == "team" else fact,
}

# Exit code, and a word that the message has to have.
ENDS = {
    "revoked-token:at=4": (5, "token"),
    "saml": (5, "single sign-on"),
    "ip-allow-list": (5, "IP"),
    "oauth-restrictions": (5, "OAuth"),
    "lost-access:at=4": (4, "is gone from GitHub, or hidden from this token"),
    "dmca-451:every=1": (5, "blocked"),
}


def sync_with(bench, fault, act):
    with Simulator([bench.facts], "--fault", fault, "--latency", "1") as simulator:
        product = Product(bench.shiplog, bench.folder)
        code, out, err = product.sync(simulator, owner_of(bench.facts), timeout=400)
        act(product, simulator, code, out, err)
        assert_polite(simulator)
        assert_token_unseen(product)


def heals(fault):
    def case(bench):
        def act(product, simulator, code, out, err):
            assert code == 0, (code, out, err)
            assert_in_order(bench, product, simulator)
        sync_with(bench, fault, act)
    return case


def heals_slowly(fault):
    def case(bench):
        if not bench.is_long:
            raise Skip("waits for a minute; runs with ./test --long")
        heals(fault)(bench)
    return case


def heals_at_the_next_sync(fault):
    def case(bench):
        def act(product, simulator, code, out, err):
            assert code == 0, (code, out, err)
            simulator.advance(2 * 24 * 3600)  # Comparing with GitHub is due once a day.
            code, out, err = product.sync(simulator, owner_of(bench.facts), "--full")
            assert code == 0, (code, out, err)
            assert_in_order(bench, product, simulator)
        sync_with(bench, fault, act)
    return case


def without(fact, field, of):
    if fact["kind"] == of:
        fact.pop(field, None)
    return fact


def leaves_out(fault, kind, words):
    def others(fact):
        # Whoever is met in what is left out alone is not known.
        return None if fact["kind"] in (kind, "person") else fact

    def case(bench):
        def act(product, simulator, code, out, err):
            assert code == 0, (code, out, err)
            assert words in out + err, out + err
            assert f'"kind":"{kind}"' not in product.export(), kind
            assert_equals_truth(bench, product, simulator, but=others)
        sync_with(bench, fault, act)
    return case


def completes(fault, compared):
    def case(bench):
        def act(product, simulator, code, out, err):
            assert code == 0, (code, out, err)
            assert_equals_truth(bench, product, simulator, but=compared)
        sync_with(bench, fault, act)
    return case


def ends(fault, exit_code, word):
    def case(bench):
        def act(_product, _simulator, code, out, err):
            assert code == exit_code and word in err, (code, out, err)
        sync_with(bench, fault, act)
    return case


def made_cases():
    made = {f"{fault} heals": heals(fault) for fault in HEALS}
    made |= {f"{fault} heals after a while": heals_slowly(fault) for fault in HEALS_SLOWLY}
    made |= {f"{fault} is told by the next sync": heals_at_the_next_sync(fault)
             for fault in CHANGES}
    made |= {f"{fault} is left out": leaves_out(fault, *what)
             for fault, what in LEAVES_OUT.items()}
    made |= {f"{fault} lets the rest through": completes(fault, compared)
             for fault, compared in COMPLETES.items()}
    made |= {f"{fault} ends the sync": ends(fault, *what) for fault, what in ENDS.items()}
    return made
