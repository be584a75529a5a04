"""What every sync has to end in."""

import json

from product import TOKEN, difference, export_of


def assert_equals_truth(bench, product, simulator, *repositories, but=lambda fact: fact):
    """`but` makes of a fact what is compared of it: another one, or nothing."""
    expected = export_of(bench.shiplog, bench.folder / "truth", simulator.truth(*repositories))
    wrong = difference(seen_through(but, without_withdrawn(expected)),
                       seen_through(but, without_withdrawn(product.export())))
    assert not wrong, wrong


def seen_through(but, export):
    facts = map(but, map(json.loads, export.splitlines()))
    return "".join(json.dumps(fact) + "\n" for fact in facts if fact)


def without_withdrawn(export):
    """The lines that count: without what was taken back, and without the taking back."""
    gone = set()
    for line in export.splitlines():
        if '"kind":"withdrawn"' in line:
            fact = json.loads(line)
            gone.add((fact["of"], fact.get("id") or (fact["repository"], fact["sha"])))
    if not gone:
        return export
    kept = []
    for line in export.splitlines(keepends=True):
        fact = json.loads(line)
        kind = fact["kind"]
        name = (fact["repository"], fact["sha"]) if kind == "commit" else fact.get("id")
        if kind != "withdrawn" and (kind, name) not in gone:
            kept.append(line)
    return "".join(kept)


def assert_polite(simulator):
    """No request was sent while GitHub had said to wait."""
    statistics = simulator.statistics()
    assert statistics["requests_while_limited"] == 0, statistics


def assert_unseen(product, *secrets, but=()):
    """Neither what the program said nor a file that it wrote holds any of these."""
    written = [path for path in product.folder.rglob("*") if path.is_file() and path not in but]
    for secret in secrets:
        assert secret not in product.said, "a secret was printed"
        for path in written:
            assert secret.encode() not in path.read_bytes(), f"a secret is in {path}"


def assert_token_unseen(product):
    assert_unseen(product, TOKEN, TOKEN[4:])


def assert_in_order(bench, product, simulator, *repositories):
    assert_equals_truth(bench, product, simulator, *repositories)
    assert_polite(simulator)
    assert_token_unseen(product)
