"""The two engines, held equal; and texts in texts."""

from base64 import b64encode
from functools import cache
from random import Random
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crenel.secrets.catalogue import catalogue, slots
from crenel.secrets.decode import DEPTH, unfolded
from crenel.secrets.engine import sieve
from crenel.secrets.engine.pattern import compiled
from crenel.secrets.engine.rough import rough
from crenel.secrets.engine.scanner import Scanner
from crenel.secrets.engine.sieve import Fast, Portable, Wanted, has_hyperscan
from crenel.secrets.scan import Scan
from crenel.secrets.text import Text

SLOTS = [slot for slot in slots().values() if slot.finds]
WORDS = tuple(dict.fromkeys(word for slot in SLOTS for word in slot.keywords))
WANTED = [Wanted(slot.keywords, slot.rough) for slot in SLOTS]
needs_hyperscan = pytest.mark.skipif(not has_hyperscan(), reason="hyperscan is an extra")


@cache
def fast():
    return Fast(WANTED)


@cache
def portable():
    return Portable(WANTED)


@needs_hyperscan
@settings(max_examples=60)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=12), st.booleans())
def test_both_sieves_tell_the_same_keywords(pieces, upper):
    """But for what the fast one asks more of."""
    text = "".join(pieces)
    data = (text.upper() if upper else text).encode()
    rough = {number for number, one in enumerate(WANTED) if one.rough}
    assert fast().passed(data) - rough == portable().passed(data) - rough


@pytest.mark.parametrize("word", ["aaaaaaaaaaaaaaaaaaaaa", "://", "private key", "twilio"])
@pytest.mark.parametrize("before", [0, 1, 5, 63, 64, 127, 190])
def test_a_keyword_is_seen_wherever_windows_end(monkeypatch, word, before):
    monkeypatch.setattr(sieve, "_WINDOW", 64)
    text = b"x" * before + word.upper().encode() + b"x" * 70
    wanted = {number for number, one in enumerate(WANTED) if word in one.keywords}
    assert wanted
    assert wanted <= portable().passed(text)


def test_a_text_of_nothing_but_keywords_takes_little_memory(monkeypatch):
    """Each window's matches are let go before those of the next are asked for."""
    seen = []
    real = portable()._finder

    class Finder:
        def find_matches_as_indexes(self, data, *, overlapping):
            found = real.find_matches_as_indexes(data, overlapping=overlapping)
            seen.append(len(found))
            return found

    monkeypatch.setattr(portable(), "_finder", Finder())
    for text in (b"a" * 2_000_000, b"://" * 600_000, b"eaaa" * 500_000):
        portable().passed(text)
    assert max(seen) < sieve._WINDOW


@needs_hyperscan
@settings(max_examples=150)
@given(st.data())
def test_the_fast_sieve_lets_pass_whatever_a_pattern_finds(data):
    """Whatever a pattern matches, with anything around it: cut anywhere, bytes of any kind."""
    number = data.draw(st.sampled_from([n for n, one in enumerate(WANTED) if one.rough]))
    detector = SLOTS[number].load()
    line = detector.example(Random(data.draw(st.integers(0, 99)))).encode()
    cut = data.draw(st.integers(0, len(line)))
    odd = st.sampled_from([b"\x0b", b"\x85", b"\n", b"\r\n", b"\0", b" ", b'"', b"\xff"])
    text = data.draw(odd) + line[:cut] + data.draw(st.one_of(st.just(b""), odd)) + line[cut:]
    if next(compiled(detector.pattern).finditer(text), None) is not None:
        assert number in fast().passed(text)
        assert number in portable().passed(text)


@pytest.mark.parametrize(
    ("exact", "made"),
    [
        (r"a{32}", "a{4,}"),
        (r"a{2}b{1,4}", "a{2}b{1,4}"),
        (r"a{3,}b{2,90}", "a{3,}b{2,}"),
        (r"[{}\s\]{9}]+\{5\}x{5}", r"[{}\t\n\f\r \]{9}]+\{5\}x{4,}"),
        (r"[^\s:]\s\S", r"[^\t\n\f\r :][\t\n\f\r ][^\t\n\f\r ]"),
    ],
)
def test_a_rough_pattern_asks_for_less(exact, made):
    assert rough(exact) == made


@needs_hyperscan
def test_both_engines_find_the_same():
    random = Random(5)
    lines = [one.example(random) for one in catalogue()]
    random.shuffle(lines)
    data = "\n".join(lines).encode() + bytes(range(1, 256)) * 4
    text = Text("all.txt", data)
    assert Scanner(fast=True).hits(text, 0.1) == Scanner().hits(text, 0.1) != []


def secret(random, size=28):
    return "".join(random.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(size))


def scanned(data, path="a.conf"):
    scan = Scan()
    scan.look(Text(path, data))
    return scan.findings


def wrapped(text, how):
    return {
        "base64": lambda: b64encode(text.encode()).decode(),
        "hexadecimal": lambda: text.encode().hex(),
        "URL encoding": lambda: quote(text, safe=""),
    }[how]()


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("how", ["base64", "hexadecimal", "URL encoding"])
def test_encoded_texts_are_looked_through(how, depth, random):
    text = f'{{"db": {{"password": "{secret(random)}"}}, "port": 5432}}'
    for _ in range(depth):
        text = (
            wrapped(text, how) if how != "URL encoding" or depth == 1 else wrapped(text, "base64")
        )
    found = scanned(f"data {text} end\n".encode())
    assert [one.detector for one in found] == ["generic-password"]
    assert "inside" in found[0].why[-1]
    assert (found[0].line, found[0].column) == (1, 6)


def test_deeper_than_three_is_not_looked_at(random):
    text = f'{{"password": "{secret(random)}"}}'
    for _ in range(DEPTH + 1):
        text = b64encode(text.encode()).decode()
    assert scanned(text.encode()) == []


def test_unfolding_stops_at_its_budget(random):
    one = b64encode(f"password = {secret(random)}; ".encode() * 40)
    data = b"\n".join([one] * 50)
    cut: list[bool] = []
    found = unfolded(Text("a", data), budget=10_000, cut=lambda: cut.append(True))
    whole = sum(len(one.text.data) for one in found)
    assert 0 < whole <= 10_000
    assert cut == [True]


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(data):
    scanned(data)
    scanned(b'password = "' + data + b'"\n' + b"token: " + data, "x.py")


@pytest.mark.parametrize("char", list("\"\\'(=: \t{-%"))
def test_long_runs_of_one_character_take_linear_steps(char):
    """With a pattern that backtracks, this would not end."""
    data = (f"password={char * 60_000}" + f" key{char * 60_000}").encode()
    assert len(scanned(data)) <= 2


def test_whose_it_is_is_told_before_what_its_name_says(random):
    """A provider's key under a name that says secret: the steps after a leak are the provider's."""
    secret = "".join(random.choice("abcdefghijkmnpqrstuvwxyzABCDEFGH23456789") for _ in range(40))
    (hit,) = Scanner().hits(Text("a.env", f"AWS_SECRET_ACCESS_KEY={secret}".encode()), 0.5)
    assert hit.detector == "aws-secret-access-key"
    assert hit.confidence > 0.9
