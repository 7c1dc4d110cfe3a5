"""Matching: the OSV algorithm, also against a second implementation over the real sets."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from packaging.version import Version
from tests.supplychain.build import osv, put
from tests.supplychain.reference.matching import about as reference
from tests.supplychain.reference.matching import documents, npm_name, parsed

from crenel.supplychain.advisories.match import Answer, match
from crenel.supplychain.advisories.sets import Set
from crenel.supplychain.advisories.store import Store, memory
from crenel.supplychain.importers.importer import importer_of

PINS = Path(__file__).parent / "reference" / "real_pins.json"
EVENTS = [{"introduced": "1.0"}, {"fixed": "1.5"}, {"introduced": "2.0"}, {"last_affected": "2.3"}]


def said(document, version, *, ecosystem="PyPI"):
    kind = importer_of(document)
    assert kind is not None
    (advisory,) = kind.advisories(document, "x")
    name = advisory.affected[0].name
    return match(advisory, ecosystem, name, version)


@pytest.mark.parametrize(
    ("version", "answer"),
    [
        ("0.9", Answer.NOT_AFFECTED),
        ("1.0", Answer.AFFECTED),
        ("1.0rc1", Answer.NOT_AFFECTED),
        ("1.5rc1", Answer.AFFECTED),
        ("1.5", Answer.NOT_AFFECTED),
        ("2.3.0", Answer.AFFECTED),
        ("2.3.post1", Answer.NOT_AFFECTED),
        ("not a version", Answer.UNKNOWN),
    ],
)
def test_ranges(version, answer):
    assert said(osv("A-1", "x", events=EVENTS), version).answer is answer


def test_events_in_any_order_mean_the_same():
    for seed in range(20):
        events = list(EVENTS)
        random.Random(seed).shuffle(events)
        assert said(osv("A-1", "x", events=events), "1.2").answer is Answer.AFFECTED
        assert said(osv("A-1", "x", events=events), "1.7").answer is Answer.NOT_AFFECTED


def test_what_mends_it_is_of_the_range_that_holds_it():
    events = [{"introduced": "0"}, {"fixed": "1.5"}, {"introduced": "2.0"}, {"fixed": "2.4"}]
    assert said(osv("A-1", "x", events=events), "2.1").fixed == ("2.4",)
    assert said(osv("A-1", "x", events=events), "1.1").fixed == ("1.5",)


def test_enumerated_versions_count_beside_ranges():
    document = osv("A-1", "x", versions=["0.7.10p1", "3.0"], events=EVENTS)
    assert said(document, "3.0.0").answer is Answer.AFFECTED
    assert said(document, "0.7.10p1").answer is Answer.AFFECTED
    assert said(document, "0.7.10p2").answer is Answer.UNKNOWN


def test_a_range_that_cannot_be_put_in_order_is_no_answer():
    document = osv("A-1", "x", events=[{"introduced": "0"}, {"fixed": "0.7.10p1"}])
    assert said(document, "0.8").answer is Answer.UNKNOWN


def test_npm_prereleases_are_in_order():
    document = osv("A-1", "x", ecosystem="npm", events=[{"introduced": "0"}, {"fixed": "2.0.0"}])
    assert said(document, "2.0.0-beta.1", ecosystem="npm").answer is Answer.AFFECTED
    assert said(document, "2.0.0+build", ecosystem="npm").answer is Answer.NOT_AFFECTED


def test_what_retirejs_calls_any_prerelease():
    rows = [{"atOrAbove": "1.3.0-*", "below": "1.3.2", "severity": "high"}]
    document = {"ember": {"vulnerabilities": rows}}
    assert said(document, "1.3.0-alpha", ecosystem="npm").answer is Answer.AFFECTED
    assert said(document, "1.3.2-beta", ecosystem="npm").answer is Answer.AFFECTED
    assert said(document, "1.2.9", ecosystem="npm").answer is Answer.NOT_AFFECTED


def test_a_withdrawn_advisory_is_not_told(tmp_path):
    sets = [
        osv("A-1", "x", versions=["1.0"], withdrawn="2026-01-01T00:00:00Z"),
        osv("A-2", "x", versions=["1.0"]),
    ]
    store = memory([Set(put(tmp_path / "set", sets))])
    assert [one.id for one in store.about("PyPI", "x")] == ["A-2"]
    assert store.sources()[0].withdrawn == 1


# -- the real sets -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def both(real_sets: list[Path]) -> tuple[Store, list[Any]]:
    return memory(map(Set, real_sets)), documents(real_sets)


def names_in(store: Store, ecosystem: str) -> list[str]:
    rows = store._db.execute(
        "SELECT DISTINCT name FROM package WHERE ecosystem = ? ORDER BY name", (ecosystem,)
    )
    return [name for (name,) in rows]


def candidates(store: Store, ecosystem: str, name: str, seed: int) -> list[str]:
    """Versions that some advisory of the package names, and their neighbours."""
    found: set[str] = set()
    for advisory in store.about(ecosystem, name):
        for affected in advisory.affected:
            found.update(affected.versions)
            for one in affected.intervals:
                found.update(filter(None, (one.introduced, one.fixed, one.last)))
    tail = ["-alpha.1", "-rc.2"] if ecosystem == "npm" else [".post1", "rc1", ".dev3"]
    parts = 3 if ecosystem == "npm" else 2
    plain = [one for one in sorted(found) if re.fullmatch(rf"\d+(\.\d+){{{parts - 1}}}", one)]
    found.update(one + more for one in plain[:8] for more in tail)
    chosen = sorted(found)
    picked = random.Random(seed)
    return picked.sample(chosen, min(4, len(chosen)))


def orderly(ecosystem: str, version: str) -> bool:
    """Versions that the simple implementation can order too."""
    try:
        return bool(Version(version) if ecosystem == "PyPI" else parsed(version))
    except ValueError:
        return False


def test_python_libraries_as_the_second_implementation_has_them(both):
    store, loaded = both
    by_name: dict[str, list[Any]] = {}
    for file, document in loaded:
        for one in document.get("affected", []) if "affected" in document else []:
            key = one["package"]["name"].lower().replace("_", "-").replace(".", "-")
            by_name.setdefault(key, []).append((file, document))
    compared = affected = 0
    for seed, name in enumerate(names_in(store, "PyPI")):
        theirs = reference(by_name[name], "PyPI", name)
        for version in candidates(store, "PyPI", name, seed):
            if not orderly("PyPI", version):
                continue
            ours = {
                one.id
                for one in store.about("PyPI", name)
                if match(one, "PyPI", name, version).answer is Answer.AFFECTED
            }
            expected = {id_ for id_, test in theirs if _holds(test, version)}
            assert ours == expected, (name, version)
            compared += 1
            affected += bool(ours)
    assert compared > 2_000
    assert 500 < affected < compared


def _holds(test, version) -> bool:
    try:
        return test(version)
    except ValueError:
        return False  # a bound that nobody can order: ours says unknown, which is not affected


def test_npm_packages_as_the_second_implementation_has_them(both):
    store, loaded = both
    by_name: dict[str, list[Any]] = {}
    for file, document in loaded:
        if file.endswith("repository.json"):
            for name, library in document.items():
                by_name.setdefault(name, []).append((file, {name: library}))
        elif file.startswith("jsrepository"):
            for name, library in document.items():
                npm = npm_name(name, library)
                by_name.setdefault(npm, []).append((file, {name: library}))
        else:
            by_name.setdefault(document.get("module_name", ""), []).append((file, document))
    compared = affected = 0
    for seed, name in enumerate(names_in(store, "npm")):
        theirs = reference(by_name.get(name, []), "npm", name)
        for version in candidates(store, "npm", name, seed):
            if not orderly("npm", version):
                continue
            ours = [
                one.id
                for one in store.about("npm", name)
                if match(one, "npm", name, version).answer is Answer.AFFECTED
            ]
            expected = [id_ for id_, test in theirs if _holds(test, version)]
            assert len(ours) == len(expected), (name, version, ours, expected)
            compared += 1
            affected += bool(ours)
    assert compared > 1_000
    assert 500 < affected < compared


def test_known_answers(both):
    """Counted by hand and by other tools when the snapshot was taken (see design notes)."""
    store, _ = both
    tensorflow = [
        one
        for one in store.about("PyPI", "tensorflow")
        if match(one, "PyPI", "tensorflow", "2.4.0").answer is Answer.AFFECTED
    ]
    assert len(tensorflow) == 198
    jinja = [
        one.id
        for one in store.about("PyPI", "jinja2")
        if match(one, "PyPI", "jinja2", "2.11.2").answer is Answer.AFFECTED
    ]
    assert jinja == ["PYSEC-2021-66"]


def by_package(loaded: list[Any]) -> dict[tuple[str, str], list[Any]]:
    """The documents of the sets by what they are about."""
    found: dict[tuple[str, str], list[Any]] = {}
    for file, document in loaded:
        if file.endswith("repository.json") or file.startswith("jsrepository"):
            for name, library in document.items():
                package = npm_name(name, library) if file.startswith("js") else name
                found.setdefault(("npm", package), []).append((file, {name: library}))
        elif "module_name" in document:
            found.setdefault(("npm", document["module_name"]), []).append((file, document))
        else:
            for one in document.get("affected", []):
                key = one["package"]["name"].lower().replace("_", "-").replace(".", "-")
                found.setdefault(("PyPI", key), []).append((file, document))
    return found


def test_pinned_files_of_public_repositories(both):
    """Thirty of them: each pin whose name some set knows. Where they come from stands beside it."""
    store, loaded = both
    documents_of = by_package(loaded)
    files = json.loads(PINS.read_text(encoding="utf-8"))
    assert len(files) == 30
    for file in files:
        ecosystem, affected = file["ecosystem"], 0
        for name, version in file["known"]:
            ours = [
                one.id
                for one in store.about(ecosystem, name)
                if match(one, ecosystem, name, version).answer is Answer.AFFECTED
            ]
            theirs = [
                id_
                for id_, test in reference(documents_of[ecosystem, name], ecosystem, name)
                if _holds(test, version)
            ]
            same = len(ours) == len(theirs) if ecosystem == "npm" else set(ours) == set(theirs)
            assert same, (file["file"], name, version, ours, theirs)
            affected += bool(theirs)
        assert affected == file["affected"], file["file"]
