"""Folders for the packages of yarn's and pnpm's locks: whoever asks finds what was locked."""

from __future__ import annotations

import json
import shutil
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.supplychain.building.projects import HEAD, function, package, put

from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.trees.graph import Graph, Node
from crenel.supplychain.build.trees.placing import placed
from crenel.supplychain.build.trees.project import package_lock

needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm")
NAMES = "abcdef"


@st.composite
def graphs(draw):
    """Packages of a few names in a few versions, asking for one another, in circles too."""
    keys = [f"{name}@{version}" for name in NAMES for version in draw(st.sets(st.integers(1, 3)))]
    nodes = {}
    for key in keys:
        asked = draw(st.sets(st.sampled_from(keys), max_size=4))
        needs = {one[0]: one for one in sorted(asked) if one[0] != key[0]}
        optional = frozenset(draw(st.sets(st.sampled_from(sorted(needs))))) if needs else ()
        nodes[key] = Node(
            key=key, name=key[0], version=key[2:], needs=needs, optional=frozenset(optional)
        )
    asked = draw(st.sets(st.sampled_from(keys))) if keys else set()
    return Graph(
        file="yarn.lock",
        roots={one[0]: one for one in sorted(asked)},
        optional=frozenset(),
        nodes=nodes,
    )


def found(places, place, name):
    """As Node.js looks: beside, then above."""
    while True:
        at = f"{place}/node_modules/{name}".lstrip("/")
        if at in places:
            return places[at].key
        if not place:
            return None
        place = place.rpartition("node_modules/")[0].rstrip("/")


@settings(max_examples=100, deadline=None)
@given(graphs())
def test_everybody_finds_what_was_locked(graph):
    try:
        places = placed(graph)
    except Refused as refused:
        # Versions in a circle (a@1 > b@2 > a@2 > b@1 > a@1) fit into no tree of folders.
        assert "circle of versions" in refused.what
        return
    for name, key in graph.roots.items():
        assert found(places, "", name) == key
    for place, node in places.items():
        for name, key in node.needs.items():
            assert found(places, place, name) == key
    assert {one.key for one in places.values()} == {one.key for one in graph.reached()}


def test_it_lies_as_high_as_it_may():
    chain = {"a@1": {"b": "b@1"}, "b@1": {"c": "c@1"}, "c@1": {}, "d@1": {"c": "c@2"}, "c@2": {}}
    nodes = {
        key: Node(key=key, name=key[0], version=key[2:], needs=needs)
        for key, needs in chain.items()
    }
    roots = {"a": "a@1", "d": "d@1"}
    graph = Graph(file="yarn.lock", roots=roots, optional=frozenset(), nodes=nodes)
    assert {place: one.key for place, one in placed(graph).items()} == {
        "node_modules/a": "a@1",
        "node_modules/b": "b@1",
        "node_modules/b/node_modules/c": "c@1",
        "node_modules/c": "c@2",
        "node_modules/d": "d@1",
    }


def test_a_key_that_nothing_describes():
    graph = Graph(file="yarn.lock", roots={"a": "a@1"}, optional=frozenset(), nodes={})
    with pytest.raises(Refused, match="a@1 is asked for"):
        placed(graph)


def test_aliases_and_what_is_optional():
    nodes = {
        "a@1": Node(
            key="a@1",
            name="a",
            version="1.0.0",
            integrity="sha512-AAAA",
            needs={"other": "b@2"},
            optional=frozenset({"other"}),
            platforms={"os": ("linux",)},
        ),
        "b@2": Node(key="b@2", name="b", version="2.0.0", resolved="https://x.example.test/b.tgz"),
    }
    graph = Graph(file="pnpm-lock.yaml", roots={"a": "a@1"}, optional=frozenset(), nodes=nodes)
    packages = package_lock(graph)["packages"]
    assert packages["node_modules/a"] == {
        "version": "1.0.0",
        "optionalDependencies": {"other": "npm:b@2.0.0"},
        "integrity": "sha512-AAAA",
        "os": ["linux"],
    }
    assert packages["node_modules/other"] == {
        "version": "2.0.0",
        "name": "b",
        "resolved": "https://x.example.test/b.tgz",
        "optional": True,
    }


TEMPLATE = HEAD + function(folder="packages/fn/", runtime="nodejs22.x", handler="index.handler")
CODE = "exports.handler = async () => [require('alpha'), require('@own/lib')];\n"
OWN = "module.exports = 'own ' + require('beta');\n"


def yarn_lock(integrities):
    """As yarn 1 writes it: what lies in files is named as seen from the lock file."""
    entries = [
        f'"{name}@file:./{name}-1.0.0.tgz":\n  version "1.0.0"\n'
        f'  resolved "file:{name}-1.0.0.tgz#{"0" * 40}"\n  integrity {integrity}\n'
        for name, integrity in integrities.items()
    ]
    return "# yarn lockfile v1\n\n\n" + "\n".join(entries)


def pnpm_lock(integrities):
    packages = "".join(
        f"  {name}@file:{name}-1.0.0.tgz:\n"
        f"    resolution: {{integrity: {integrity}, tarball: file:{name}-1.0.0.tgz}}\n"
        "    version: 1.0.0\n"
        for name, integrity in integrities.items()
    )
    snapshots = "".join(f"  {name}@file:{name}-1.0.0.tgz: {{}}\n" for name in integrities)
    return (
        "lockfileVersion: '9.0'\nimporters:\n  packages/fn:\n    dependencies:\n"
        "      alpha: {specifier: x, version: file:alpha-1.0.0.tgz}\n"
        "      '@own/lib': {specifier: 'workspace:*', version: link:../lib}\n"
        "  packages/lib:\n    dependencies:\n"
        "      beta: {specifier: x, version: file:beta-1.0.0.tgz}\n"
        f"packages:\n{packages}snapshots:\n{snapshots}"
    )


LOCKS = {"yarn.lock": yarn_lock, "pnpm-lock.yaml": pnpm_lock}


@pytest.fixture(params=sorted(LOCKS))
def app(request, tmp_path):
    folder = put(
        tmp_path / "app",
        {
            "template.yaml": TEMPLATE,
            "package.json": json.dumps({"name": "top", "workspaces": ["packages/*"]}),
            "pnpm-workspace.yaml": "packages: ['packages/*']\n",
            "packages/fn/index.js": CODE,
            "packages/lib/index.js": OWN,
        },
    )
    integrities = {
        name: package(folder, name, {"index.js": f"module.exports = '{name}'\n"})
        for name in ("alpha", "beta")
    }
    own = "*" if request.param == "yarn.lock" else "workspace:*"
    asked = {"alpha": "file:../../alpha-1.0.0.tgz", "@own/lib": own}
    lib = {"beta": "file:../../beta-1.0.0.tgz"}
    manifest = {"name": "@own/lib", "version": "0.1.0", "dependencies": lib}
    put(
        folder,
        {
            "packages/fn/package.json": json.dumps({"name": "fn", "dependencies": asked}),
            "packages/lib/package.json": json.dumps(manifest),
            request.param: LOCKS[request.param](integrities),
        },
    )
    return folder


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@needs_npm
def test_a_workspace_is_built(app, build, tmp_path):
    outcome = build(app)
    assert outcome.code == 0, outcome.out
    found = contents(outcome.zip())
    assert {name for name in found if name.endswith(".js")} == {
        "index.js",
        "node_modules/alpha/index.js",
        "node_modules/beta/index.js",
        "node_modules/@own/lib/index.js",
    }
    assert json.loads(found["node_modules/@own/lib/package.json"])["name"] == "@own/lib"
    record = outcome.record()
    assert record["lock"]["hashed"]
    libraries = [one["uri"] for one in record["inputs"] if one["kind"] == "library"]
    assert "pkg:npm/alpha@1.0.0" in libraries
    assert "pkg:npm/beta@1.0.0" in libraries
    elsewhere = tmp_path / "quite" / "elsewhere"
    shutil.copytree(app, elsewhere)
    again = build(elsewhere, output="out2")
    assert again.zip().read_bytes() == outcome.zip().read_bytes()


@needs_npm
def test_another_archive_than_the_locks_is_refused(app, build):
    package(app, "beta", {"index.js": "module.exports = 'other'\n"})
    outcome = build(app)
    assert outcome.code == 3
    assert "is not what the lock file's integrity says" in outcome.reasons[0]["what"]
    assert outcome.written == []


def test_a_bill_has_what_relatives_ask_for(app, crenel):
    """A function of a workspace is shipped with what the workspace's other packages ask for."""
    bill = crenel("sbom", app, "--function", "Api").json
    found = {one["name"] for one in bill["components"] if one["type"] == "library"}
    assert found == {"alpha", "beta"}


def test_a_lock_that_lacks_something_is_refused(app, build):
    for name in LOCKS:
        path = app / name
        if path.exists():
            asked, mark, told = path.read_text().rpartition("\npackages:")
            path.write_text(asked + mark + told.replace("beta", "gamma"), encoding="utf-8")
    outcome = build(app)
    assert outcome.code == 3
    assert "beta" in outcome.reasons[0]["what"]
    assert outcome.written == []
