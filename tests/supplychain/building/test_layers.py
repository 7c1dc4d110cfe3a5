"""Layers: built into the folder that runtimes look in, or packed as they lie there."""

from __future__ import annotations

import json
import shutil
import zipfile

import pytest
from tests.supplychain.building.projects import HEAD, function, npm_lock, package, put, wheel

needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm")


def layer(name="Deps", metadata="", **properties):
    told = {"ContentUri": f"{name.lower()}/", **properties}
    shown = ", ".join(f"{key}: {value}" for key, value in told.items())
    built = f"    Metadata: {{{metadata}}}\n" if metadata else ""
    return (
        f"  {name}:\n    Type: AWS::Serverless::LayerVersion\n{built}    Properties: {{{shown}}}\n"
    )


def names(outcome, name="Deps"):
    with zipfile.ZipFile(outcome.zip(name)) as archive:
        return archive.namelist()


@pytest.fixture
def app(tmp_path, wheels):
    return put(
        tmp_path / "app",
        {
            "template.yaml": HEAD
            + layer(metadata="BuildMethod: python3.12, BuildArchitecture: arm64")
            + function(more=", Layers: [!Ref Deps]"),
            "deps/requirements.txt": wheel(wheels, "first"),
            "deps/shared.py": "X = 1\n",
            "src/app.py": "import first, shared\n\ndef handler(event, context):\n    return 1\n",
        },
    )


def test_a_layer_of_libraries(app, build, tmp_path):
    outcome = build(app)
    assert outcome.code == 0, outcome.out
    assert names(outcome) == [
        "python/first-1.0.dist-info/METADATA",
        "python/first-1.0.dist-info/RECORD",
        "python/first-1.0.dist-info/WHEEL",
        "python/first-1.0.dist-info/entry_points.txt",
        "python/first/__init__.py",
        "python/requirements.txt",
        "python/shared.py",
    ]
    record = outcome.record("Deps")
    assert record["target"]["architecture"] == "arm64"
    assert [one["uri"] for one in record["inputs"]][-1] == "pkg:pypi/first@1.0"
    bill = json.loads((outcome.output / "Deps/Deps.cdx.json").read_text("utf-8"))
    assert "first" in {one["name"] for one in bill["components"]}
    elsewhere = tmp_path / "quite" / "elsewhere"
    shutil.copytree(app, elsewhere)
    again = build(elsewhere, output="out2")
    assert again.zip("Deps").read_bytes() == outcome.zip("Deps").read_bytes()


def test_a_function_does_not_bring_what_its_layer_brings(app, build):
    assert names(build(app), "Api") == ["app.py"]


def test_content_without_a_method_is_packed_as_it_lies_there(app, build):
    put(app, {"template.yaml": HEAD + layer()})
    assert names(build(app)) == ["requirements.txt", "shared.py"]


@needs_npm
def test_a_layer_of_npm_packages(tmp_path, build):
    app = put(tmp_path / "app", {"template.yaml": HEAD + layer(metadata="BuildMethod: nodejs22.x")})
    put(app, {"deps/shared.js": "exports.x = 1\n"})
    integrity = package(app / "deps", "alpha", {"index.js": "module.exports = 1\n"})
    put(app / "deps", npm_lock({"alpha": integrity}))
    outcome = build(app, "--exclude", "*.tgz")
    assert outcome.code == 0, outcome.out
    assert names(outcome) == [
        "nodejs/node_modules/alpha/index.js",
        "nodejs/node_modules/alpha/package.json",
        "nodejs/package-lock.json",
        "nodejs/package.json",
        "nodejs/shared.js",
    ]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (layer(metadata="BuildMethod: makefile"), "built by its Makefile"),
        (layer(metadata="BuildMethod: ruby3.4"), "what is for the runtime ruby3.4 is not built"),
        (layer(ContentUri="gone/"), "its content is not among the files: gone/"),
        (layer(ContentUri="s3://bucket/key"), "its content is not among the files"),
    ],
)
def test_what_cannot_be_done_is_refused(app, build, told, says):
    put(app, {"template.yaml": HEAD + told})
    outcome = build(app)
    assert outcome.code == 3
    assert says in outcome.reasons[0]["what"]
    assert outcome.reasons[0]["file"] == "template.yaml"
    assert outcome.written == []


def test_a_layer_without_hashes(app, build):
    put(app, {"deps/requirements.txt": "first==1.0\n"})
    outcome = build(app, "--function", "Deps")
    assert outcome.code == 3
    assert "first has no hash" in outcome.reasons[0]["what"]
