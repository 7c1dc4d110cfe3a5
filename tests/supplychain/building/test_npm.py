"""Artifacts of JavaScript functions, installed by a real npm from packages that lie there."""

from __future__ import annotations

import json
import shutil
import zipfile

import pytest
from tests.supplychain.building.projects import HEAD, function, npm_lock, package, put

from crenel.readers.root import Root
from crenel.supplychain.build.esbuild import _packages, check_source
from crenel.supplychain.build.locked import Locked
from crenel.supplychain.build.npm import registry
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.manifests.read import read

CODE = "const a = require('alpha');\nexports.handler = async () => a;\n"
PUBLIC = "https://registry.npmjs.org"
needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm")


@pytest.fixture
def app(tmp_path):
    folder = put(
        tmp_path / "app",
        {
            "template.yaml": HEAD
            + function(folder="fn/", runtime="nodejs22.x", handler="index.handler")
        },
    )
    put(folder, {"fn/index.js": CODE})
    marker = tmp_path / "ran"
    scripts = {"postinstall": f"touch {marker}"}
    integrity = package(
        folder / "fn", "alpha", {"index.js": "module.exports = 1\n"}, scripts=scripts
    )
    put(folder / "fn", npm_lock({"alpha": integrity}, hasInstallScript=True))
    return folder


def names(outcome):
    with zipfile.ZipFile(outcome.zip()) as archive:
        return archive.namelist()


@needs_npm
def test_packages_without_their_scripts(app, build, tmp_path):
    outcome = build(app, "--exclude", "*.tgz")
    assert outcome.code == 0
    assert names(outcome) == [
        "index.js",
        "node_modules/alpha/index.js",
        "node_modules/alpha/package.json",
        "package-lock.json",
        "package.json",
    ]
    assert not (tmp_path / "ran").exists()
    record = outcome.record()
    assert [one["uri"] for one in record["inputs"]][-1] == "pkg:npm/alpha@1.0.0"
    assert record["lock"]["hashed"]


@needs_npm
def test_another_package_than_the_locks_is_refused(app, build):
    package(app / "fn", "alpha", {"index.js": "module.exports = 'other'\n"})
    outcome = build(app)
    assert outcome.code == 3
    assert "is not what the lock file's integrity says" in outcome.reasons[0]["what"]
    assert outcome.reasons[0]["file"] == "fn/package-lock.json"
    assert outcome.written == []


@pytest.mark.parametrize(
    ("gone", "said"),
    [("integrity", "alpha comes from file:alpha-1.0.0.tgz, and no hash"), (None, "no lock file")],
)
def test_without_lock_or_integrity_it_is_refused(app, build, gone, said):
    path = app / "fn/package-lock.json"
    lock = json.loads(path.read_text())
    if gone is None:
        path.unlink()
    else:
        lock["packages"]["node_modules/alpha"].pop(gone)
        path.write_text(json.dumps(lock))
    outcome = build(app)
    assert outcome.code == 3
    assert said in outcome.reasons[0]["what"]


def test_typescript_needs_a_bundler(app, build):
    (app / "fn/index.js").rename(app / "fn/index.ts")
    outcome = build(app)
    assert outcome.code == 3
    assert outcome.reasons[0]["what"] == "TypeScript has to be bundled"
    assert outcome.reasons[0]["file"] == "fn/index.ts"


NAME, OLDER = _packages()
FILE = "package-lock.json"


def locked(tmp_path, entry, package=NAME):
    name = f"node_modules/{package}"
    lock = {"lockfileVersion": 3, "packages": {"": {}, name: entry}}
    put(tmp_path, {FILE: json.dumps(lock)})
    return lock


RIGHT = {"version": "0.25.0", "integrity": "sha512-AAAA"}


def test_esbuild_as_it_was_called_before(tmp_path):
    right = {**RIGHT, "resolved": f"{PUBLIC}/{OLDER}/-/x-0.14.0.tgz"}
    check_source(locked(tmp_path, right, OLDER), FILE, PUBLIC)
    wrong = {**right, "resolved": f"{PUBLIC}/evil/-/x.tgz"}
    with pytest.raises(Refused, match=OLDER):
        check_source(locked(tmp_path / "other", wrong, OLDER), FILE, PUBLIC)


@pytest.mark.parametrize("at", ["", PUBLIC, "https://mirror.example.test/npm"])
def test_esbuild_of_the_registry_is_run(tmp_path, at):
    address = {"resolved": f"{at}/{NAME}/-/x-0.25.0.tgz"} if at else {}
    check_source(locked(tmp_path, {**RIGHT, **address}), FILE, "https://mirror.example.test/npm")


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"version": "0.25.0"},
        {**RIGHT, "resolved": f"https://evil.example.test/{NAME}/-/x.tgz"},
        {**RIGHT, "resolved": f"{PUBLIC}.example.test/{NAME}/-/x.tgz"},
        {**RIGHT, "resolved": f"{PUBLIC}/evil/-/x.tgz"},
        {**RIGHT, "resolved": "file:evil.tgz"},
        {**RIGHT, "name": "evil"},
        {**RIGHT, "link": True, "resolved": "packages/evil"},
        {**RIGHT, "inBundle": True},
    ],
)
def test_no_other_program_is_run(tmp_path, entry):
    with pytest.raises(Refused, match="would be run"):
        check_source(locked(tmp_path, entry), FILE, PUBLIC)


@needs_npm
def test_a_registry_that_the_project_chose_runs_no_program(tmp_path):
    locked(tmp_path, RIGHT)
    root = Root(tmp_path)
    manifest = read(root, FILE)
    lock = Locked(manifest=manifest, pins=(), pinned=True, hashed=True, digest="")
    put(tmp_path, {".npmrc": "@esbuild:registry = https://evil.example.test/\n"})
    with pytest.raises(Refused, match="evil"):
        registry(root, lock)
