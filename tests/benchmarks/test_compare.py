"""The comparison: what tells apart, what names a weakness, and a page that stays the same."""

import pytest
from benchmarks.compare.apart import Finding, rules_of, told_apart
from benchmarks.compare.cases import Case, Weakness, weaknesses, written
from benchmarks.compare.page import Ours, Peer, page
from benchmarks.compare.tools import PACKAGES
from benchmarks.compare.webshop import controls, named_by_crenel, named_by_peer

from crenel.controls.catalogue import by_name

CASES = [
    Case("no-tracing", "template.yaml", expected, f"{expected}{number}")
    for expected in ("finds", "clean")
    for number in (1, 2)
]
WEAK = Weakness(1, ("OBS-001",), "OBS-001 (L)", "Orders", "template.yaml:3")


def said(rule, *folders):
    return [Finding(folder, rule, "Orders", f"title of {rule}") for folder in folders]


@pytest.mark.parametrize(
    ("folders", "apart", "doubtful"),
    [
        (("finds1", "finds2"), True, False),
        (("finds1",), True, False),
        (("finds1", "finds2", "clean1"), True, True),
        (("finds1", "clean1"), False, False),
        (("finds1", "finds2", "clean1", "clean2"), False, False),
        (("clean1",), False, False),
    ],
)
def test_a_rule_tells_apart_what_it_mostly_says_of_the_weak(folders, apart, doubtful):
    told = told_apart(CASES, said("R1", *folders))["no-tracing", "template.yaml"]
    assert ("R1" in told.rules) is apart
    assert ("R1" in told.doubtful) is doubtful


def test_a_crash_is_no_rule():
    told = told_apart(CASES, said("crash", "finds1", "finds2"))
    assert not told["no-tracing", "template.yaml"].rules


def test_a_peer_names_a_weakness_on_its_resource_alone():
    rules = rules_of(told_apart(CASES, said("R1", "finds1")), {"R2": "no-tracing"})
    here, there = Finding("shop", "R1", "Orders", ""), Finding("shop", "R1", "Other", "")
    assert named_by_peer([WEAK], [here], rules) == {1: {"R1"}}
    assert named_by_peer([WEAK], [there], rules) == {1: frozenset()}
    assert named_by_peer([WEAK], [Finding("shop", "R2", "Orders", "")], rules) == {1: {"R2"}}


def test_crenel_names_what_fails_and_not_what_is_undecided():
    row = {"control": "no-tracing", "file": "template.yaml", "line": 9, "evidence": []}
    fails = {**row, "verdict": "fails", "logical_id": "Orders"}
    assert named_by_crenel([WEAK], [fails]) == {1: {"no-tracing"}}
    assert not named_by_crenel([WEAK], [{**fails, "verdict": "undecided"}])[1]
    assert not named_by_crenel([WEAK], [{**fails, "logical_id": "Other"}])[1]


def test_every_weakness_of_the_webshop_has_its_label(root):
    labels = weaknesses(root)
    assert [one.number for one in labels] == list(range(1, 80))
    assert all(controls(one) or one.handles for one in labels)


def test_examples_are_written_with_their_formats(tmp_path):
    found = list(written(tmp_path))
    assert {case.expected for case in found} == {"finds", "clean", "unknown"}
    assert {case.format for case in found} == {"template.yaml", "serverless.yml", "main.tf"}


def test_the_page_is_the_same_each_time_and_tells_our_misses():
    told = told_apart(CASES, said("R1", "finds1", "finds2", "clean1"))
    peer = Peer(
        name="Other",
        version="1.0",
        apart=told,
        named={1: frozenset({"R1"})},
        findings=said("R1", "finds1"),
        mended=said("R1", "mended"),
        webshop=said("R9", "shop"),
        noted={},
    )
    ours = Ours(version="0", named={1: frozenset()}, mended={"act": 0})
    made = page(["no-tracing"], [WEAK], ours, [peer])
    assert made == page(["no-tracing"], [WEAK], ours, [peer])
    assert "| 1 | OBS-001 (L) | Orders, template.yaml:3 | Other `R1` | missed" in made
    assert "`R1`~" in made
    assert "| Other | `R9` | title of R9 | 1 | 0 | not looked at yet |" in made


def test_the_page_in_the_documentation_is_of_the_pinned_peers(root):
    made = (root / "docs/reference/comparison.md").read_text(encoding="utf-8")
    pins = (root / "requirements/compare.txt").read_text(encoding="utf-8")
    for name, package in PACKAGES.items():
        version = pins.partition(f"{package}==")[2].split()[0]
        assert f"{name} {version}" in made or f"Left out of this run: {name}." in made
    assert by_name()["no-tracing"].handle in made


def test_the_page_names_who_was_left_out():
    ours = Ours(version="0", named={1: frozenset()}, mended={"act": 0})
    peer = Peer("Other", "1.0", told_apart(CASES, []), {1: frozenset()}, [], [], [], {})
    assert "Left out of this run: cfn-lint." in page(
        ["no-tracing"], [WEAK], ours, [peer], left_out=["cfn-lint"]
    )
