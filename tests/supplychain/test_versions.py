"""The orders of versions: the specifications' own examples, and laws that every order keeps."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.supplychain.reference.matching import compare

from crenel.supplychain.versions import maven, semver
from crenel.supplychain.versions.npm_ranges import stretches, without
from crenel.supplychain.versions.order import NotAVersion, key

LAW = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
"""How a law is tried: the time that it takes depends on who else uses the machine."""

SEMVER = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"]
SEMVER += ["1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1-0", "1.0.1", "1.1.0", "2.0.0", "10.0.0"]
MAVEN = ["1-alpha-1", "1-alpha-2", "1-beta-1", "1-milestone-1", "1-rc-1", "1-snapshot", "1"]
MAVEN += ["1-sp", "1-abc", "1-1", "1-2", "1.1", "1.2", "1.10", "2"]

identifiers = st.one_of(st.integers(0, 30).map(str), st.text("abcz-", min_size=1, max_size=3))
versions = st.builds(
    lambda core, pre: ".".join(map(str, core)) + ("-" + ".".join(pre) if pre else ""),
    st.tuples(*[st.integers(0, 4)] * 3),
    st.lists(identifiers, max_size=3),
)
maven_versions = st.lists(
    st.tuples(
        st.sampled_from([".", "-"]), st.sampled_from(["0", "1", "10", "alpha", "rc", "ga", "x"])
    ),
    min_size=1,
    max_size=5,
).map(lambda parts: "1" + "".join(one + two for one, two in parts))


def test_the_examples_of_semver_are_in_order():
    for one, other in pairwise(SEMVER):
        assert semver.key(one) < semver.key(other), (one, other)


def test_the_examples_of_maven_are_in_order():
    for one, other in pairwise(MAVEN):
        assert maven.key(one) < maven.key(other), (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "1.0"),
        ("1.ga", "1"),
        ("1-final", "1.0.0"),
        ("1cr1", "1-rc-1"),
        ("1a1", "1-alpha-1"),
        ("1.0-RELEASE", "1"),
    ],
)
def test_maven_versions_that_are_equal(one, other):
    assert not maven.key(one) < maven.key(other)
    assert not maven.key(other) < maven.key(one)


@LAW
@given(versions, versions)
def test_semver_as_written_twice(one, other):
    order = compare(one, other)
    left, right = semver.key(one), semver.key(other)
    assert (left > right) - (left < right) == order


@LAW
@given(versions)
def test_nothing_stands_between_a_version_and_its_successor(one):
    here = semver.key(one)
    following = semver.successor(here)
    assert here < following
    assert semver.key(semver.text(here)) == here


@LAW
@given(versions, versions)
def test_successor_is_the_least_above(one, other):
    here, there = semver.key(one), semver.key(other)
    assert not here < there < semver.successor(here)


@LAW
@given(maven_versions, maven_versions, maven_versions)
def test_maven_is_an_order(one, other, third):
    keys = sorted([maven.key(one), maven.key(other), maven.key(third)])
    assert not keys[1] < keys[0]
    assert not keys[2] < keys[1]
    assert not keys[2] < keys[0]


@LAW
@given(st.text(max_size=40))
def test_any_text_is_a_version_or_is_refused(text):
    for ecosystem in ("PyPI", "npm", "Maven", "Go"):
        try:
            assert key(ecosystem, text) == key(ecosystem, text)
        except NotAVersion:
            continue


@pytest.mark.parametrize("text", ["1.2.3.4", "1.2beta", "", "x", "9" * 300, "1.2.3-"])
def test_what_is_no_semantic_version(text):
    with pytest.raises(NotAVersion):
        key("npm", text)


RANGES = [
    ("^1.2.3", ["1.2.3", "1.9.9"], ["1.2.2", "2.0.0", "2.0.0-rc.1", "1.2.3-beta"]),
    ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0"]),
    ("^0.0.3", ["0.0.3"], ["0.0.4"]),
    ("~1.2", ["1.2.0", "1.2.99"], ["1.3.0"]),
    ("1.x", ["1.0.0", "1.99.0"], ["2.0.0", "0.9.9"]),
    ("*", ["0.0.0", "99.0.0-alpha"], []),
    ("", ["1.0.0"], []),
    (">=1.0.0 <2.0.0", ["1.0.0", "2.0.0-rc.1"], ["2.0.0"]),
    ("<=1.0.0", ["1.0.0", "0.1.0"], ["1.0.1-alpha", "1.0.1"]),
    (">1.0.0", ["1.0.1-alpha", "1.0.1"], ["1.0.0"]),
    ("1.0.0 - 2.0.0", ["1.0.0", "2.0.0"], ["2.0.1"]),
    ("<1.0.0 || >=2.0.0 <2.1.0", ["0.9.0", "2.0.5"], ["1.5.0", "2.1.0"]),
    ("=3.0.0-rc.1", ["3.0.0-rc.1"], ["3.0.0", "3.0.0-rc.2"]),
    ("<= 10", ["10.9.9", "9.0.0"], ["11.0.0"]),
]


@pytest.mark.parametrize(("range_", "inside", "outside"), RANGES)
def test_npm_ranges(range_, inside, outside):
    found = stretches(range_)
    for version in inside:
        assert any(one.holds(semver.key(version)) for one in found), version
    for version in outside:
        assert not any(one.holds(semver.key(version)) for one in found), version


@LAW
@given(versions, versions, versions, versions, versions)
def test_taking_away_leaves_what_was_not_taken(one, two, three, four, version):
    whole = stretches(f">={one} <{two}")
    taken = stretches(f">={three} <{four}")
    here = semver.key(version)
    expected = any(x.holds(here) for x in whole) and not any(x.holds(here) for x in taken)
    left = [piece for stretch in whole for piece in without(stretch, taken)]
    assert any(x.holds(here) for x in left) == expected


@pytest.mark.parametrize("range_", ["latest", "1.2.3.4", "||" * 2_000, "=>1", "git+x"])
def test_what_is_no_range(range_):
    with pytest.raises(ValueError, match="range"):
        stretches(range_)
