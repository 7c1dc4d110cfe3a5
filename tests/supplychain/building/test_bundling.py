"""Bundling with a real esbuild, which npm fetches by the integrity that stands here.

Where no registry can be reached these are skipped, and say so.
"""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import zipfile

import pytest
from tests.supplychain.building.projects import HEAD, put

from crenel.supplychain.build.esbuild import _packages

VERSION = "0.25.12"
INTEGRITY = {
    "esbuild": "sha512-bbPBYYrtZbkt6Os6FiTLCTFxvq4tt3JKall1vRwshA3fdVztsLAatFaZobhkBC8/BrPetoa0oksYoKXoG4ryJg==",  # noqa: E501
    "@esbuild/linux-x64": "sha512-uqZMTLr/zR/ed4jIGnwSLkaHmPjOjJvnm6TVVitAa08SLS9Z0VM8wIRx7gWbJB5/J54YuIMInDquWyYvQLZkgw==",  # noqa: E501
    "@esbuild/linux-arm64": "sha512-8bwX7a8FghIgrupcxb4aUmYDLp8pX06rGh5HqDT7bB+8Rdells6mHvrFHHW2JAOPZUbnjUpKTLg6ECyzvas2AQ==",  # noqa: E501
    "@esbuild/darwin-arm64": "sha512-N3zl+lxHCifgIlcMUP5016ESkeQjLj/959RxxNYIthIg+CQHInujFuXeWbWMgnTo4cp5XVHqFPmpyu9J65C1Yg==",  # noqa: E501
}
PATIENCE = 60


@pytest.fixture(scope="session")
def reached():
    """Skips where the program cannot be had."""
    name = _packages()[0]
    if shutil.which("npm") is None or name not in INTEGRITY:
        pytest.skip(f"bundling is not tried: no npm, or no esbuild for {platform.machine()}")
    command = ["npm", "cache", "add", f"{name}@{VERSION}", f"esbuild@{VERSION}"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        pytest.skip(f"bundling is not tried: npm reaches no registry that has esbuild {VERSION}")


def lock():
    """esbuild alone, and no word about where from: npm asks the registry that its user names."""
    name = _packages()[0]
    asked = {"name": "fn", "version": "1.0.0", "devDependencies": {"esbuild": VERSION}}
    common = {"version": VERSION, "dev": True}
    packages = {
        "": asked,
        "node_modules/esbuild": {
            **common,
            "integrity": INTEGRITY["esbuild"],
            "hasInstallScript": True,
            "optionalDependencies": {name: VERSION},
        },
        f"node_modules/{name}": {**common, "integrity": INTEGRITY[name], "optional": True},
    }
    whole = {"name": "fn", "version": "1.0.0", "lockfileVersion": 3, "packages": packages}
    return {"package.json": json.dumps(asked), "package-lock.json": json.dumps(whole)}


def template(properties="", handler="get.handler"):
    metadata = f"BuildMethod: esbuild, BuildProperties: {{{properties}}}"
    return (
        f"{HEAD}  Api:\n    Type: AWS::Serverless::Function\n    Metadata: {{{metadata}}}\n"
        f"    Properties: {{Runtime: nodejs22.x, Handler: {handler}, CodeUri: fn/}}\n"
    )


CODE = (
    "import text from '../a.txt';\nimport { S3Client } from '@aws-sdk/client-s3';\n"
    "export const handler = async (): Promise<string> => text + typeof S3Client;\n"
)
USUAL = 'EntryPoints: [src/get.ts], External: ["@aws-sdk/*"]'


@pytest.fixture
def app(tmp_path):
    files = {"template.yaml": template(USUAL), "fn/src/get.ts": CODE, "fn/a.txt": "hello "}
    folder = put(tmp_path / "app", files)
    put(folder / "fn", lock())
    return folder


def told(app, properties, handler="get.handler"):
    put(app, {"template.yaml": template(properties, handler)})
    return app


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_typescript_becomes_one_file(app, build, reached, tmp_path):
    outcome = build(app)
    assert outcome.code == 0, outcome.out
    assert list(contents(outcome.zip())) == ["get.js"]
    record = outcome.record()
    assert record["options"]["bundling"] == [
        "--external:@aws-sdk/*",
        "--main-fields=main,module",
        "--minify",
        "--target=es2020",
        "src/get.ts",
    ]
    assert [one["name"] for one in record["tools"]][-1] == "esbuild"
    assert {one["uri"] for one in record["inputs"]} >= {"file:fn/src/get.ts", "file:fn/a.txt"}
    elsewhere = tmp_path / "quite" / "elsewhere"
    shutil.copytree(app, elsewhere)
    again = build(elsewhere, output="out2")
    assert again.zip().read_bytes() == outcome.zip().read_bytes()


def test_what_the_template_says(app, build, reached):
    properties = (
        f"{USUAL}, Minify: false, Format: esm, OutExtension: [.js=.mjs], Sourcemap: true,"
        " Target: es2022, KeepNames: true, Banner: ['js=/* ours */'], Loader: ['.txt=text']"
    )
    outcome = build(told(app, properties))
    assert outcome.code == 0, outcome.out
    found = contents(outcome.zip())
    assert sorted(found) == ["get.mjs", "get.mjs.map"]
    assert found["get.mjs"].startswith("/* ours */")
    assert "export {" in found["get.mjs"]
    assert json.loads(found["get.mjs.map"])["sources"] == ["../a.txt", "../src/get.ts"]
    assert any("source map" in one["message"] for one in outcome.record()["notes"])


def test_several_entry_points_keep_their_folders(app, build, reached):
    put(app, {"fn/src/jobs/nightly.ts": "export const x: number = 1;\n"})
    properties = f"{USUAL.replace('get.ts', 'get.ts, src/jobs/nightly')}"
    outcome = build(told(app, properties))
    assert outcome.code == 0, outcome.out
    assert sorted(contents(outcome.zip())) == ["get.js", "jobs/nightly.js"]


def test_code_that_cannot_be_bundled(app, build, reached):
    put(app, {"fn/src/get.ts": "import x from './gone';\nexport const handler = x;\n"})
    outcome = build(app)
    assert outcome.code == 3
    assert 'Could not resolve "./gone"' in outcome.reasons[0]["what"]
    assert outcome.written == []


@pytest.mark.parametrize(
    ("properties", "handler", "says"),
    [
        ("Minifi: true", "src/get.handler", "BuildProperties.Minifi is not one"),
        ("Platform: browser", "src/get.handler", "AWS Lambda is node"),
        ("EntryPoints: [src/gone.ts]", "src/get.handler", "entry point src/gone.ts is no file"),
        ("EntryPoints: [../../x.ts]", "src/get.handler", "entry point ../../x.ts is no file"),
        ("Target: !Ref AWS::Region", "src/get.handler", "BuildProperties.Target is not known"),
    ],
)
def test_what_is_not_understood_is_refused(app, build, properties, handler, says):
    outcome = build(told(app, properties, handler))
    assert outcome.code == 3
    assert says in outcome.reasons[0]["what"]
    assert outcome.reasons[0]["file"] == "template.yaml"
    assert outcome.written == []


def test_a_bundler_that_nothing_pins(app, build):
    for name in ("package.json", "package-lock.json"):
        (app / "fn" / name).unlink()
    outcome = build(app)
    assert outcome.code == 3
    assert "pins no esbuild" in outcome.reasons[0]["what"]
