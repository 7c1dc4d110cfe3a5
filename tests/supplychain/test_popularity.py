"""Look-alike names: slips of much-used ones are known, honest neighbours are left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.supplychain.component import Ecosystem
from crenel.supplychain.popularity.alike import COPIED, Known, alike, known

PYPI, NPM = Ecosystem.PYPI, Ecosystem.NPM


def listed(ecosystem: Ecosystem) -> Known:
    found = known(ecosystem)
    assert found is not None
    return found


def test_the_lists_are_dated_and_whole():
    for ecosystem, least in ((PYPI, 14_000), (NPM, 5_000)):
        list_ = listed(ecosystem)
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", list_.day)
        assert len(list_.ranks) > least
    assert listed(PYPI).ranks["boto3"] < 100
    assert known(Ecosystem.GO) is None


@pytest.mark.parametrize(
    ("ecosystem", "name", "meant"),
    [
        # Names of real attacks, as their reports tell them.
        (PYPI, "reqeusts", "requests"),
        (PYPI, "djnago", "django"),
        (PYPI, "urlib3", "urllib3"),
        (PYPI, "cryptograpyh", "cryptography"),
        (PYPI, "pythondateutil", "python-dateutil"),
        (PYPI, "tensorflwo", "tensorflow"),
        (NPM, "crossenv", "cross-env"),
        (NPM, "lodahs", "lodash"),
        (NPM, "loadsh", "lodash"),
        (NPM, "axois", "axios"),
        (NPM, "mongose", "mongoose"),
        (NPM, "typescipt", "typescript"),
    ],
)
def test_slips_are_known(ecosystem, name, meant):
    assert alike(ecosystem, name) == meant


@pytest.mark.parametrize(
    ("ecosystem", "name"),
    [
        (PYPI, "requests"),
        (PYPI, "boto33"),
        (PYPI, "psycopg3"),
        (PYPI, "pandas2"),
        (PYPI, "mypy-boto3-ecx"),
        (PYPI, "our-billing"),
        (PYPI, "jinja"),
        (PYPI, "click2"),
        (NPM, "cross-env"),
        (NPM, "@acme/lodahs"),
        (NPM, "debut"),
        (NPM, "uuidd"),
        (Ecosystem.GO, "github.com/aws/aws-sdk-goo"),
        (NPM, ""),
        (NPM, "-"),
    ],
)
def test_neighbours_are_left_alone(ecosystem, name):
    assert alike(ecosystem, name) is None


@given(st.text(alphabet="abcdefgh-._0123456789é", max_size=60), st.sampled_from([PYPI, NPM]))
def test_any_name_has_an_answer_that_is_much_used(name, ecosystem):
    meant = alike(ecosystem, name)
    assert meant is None or listed(ecosystem).ranks[meant] < COPIED


@pytest.mark.parametrize("ecosystem", [PYPI, NPM])
def test_used_names_would_seldom_be_suspected_if_they_were_unknown(ecosystem):
    """The lists end somewhere; what lies beyond is like what lies at their end."""
    list_ = listed(ecosystem)
    tail = [name for name, rank in list_.ranks.items() if rank >= COPIED]
    suspected = 0
    for name in tail:
        rank = list_.ranks.pop(name)
        suspected += alike(ecosystem, name) is not None
        list_.ranks[name] = rank
    assert suspected / len(tail) < 0.01
