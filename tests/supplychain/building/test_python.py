"""Artifacts of Python functions, installed by a real pip from wheels that lie in a folder."""

from __future__ import annotations

import json
import os
import tarfile
import zipfile
from pathlib import Path

import jsonschema
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from tests.supplychain.building.projects import HEAD, function, put, wheel

import crenel.report
from crenel.supplychain.build.digest import content_digest, members_of

SCHEMAS = Path(crenel.report.__file__).parent / "schemas"
APP = "import first\n\ndef handler(event, context):\n    return first.VALUE\n"


def valid(document, name):
    schema = json.loads((SCHEMAS / name).read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)


def names(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


@pytest.fixture
def app(tmp_path, wheels):
    lines = wheel(wheels, "first", needs="Requires-Dist: second>=1\n") + wheel(wheels, "second")
    files = {
        "template.yaml": HEAD + function(),
        "src/app.py": APP,
        "src/requirements.txt": lines,
        "src/__pycache__/app.cpython-312.pyc": "",
    }
    return put(tmp_path / "app", files)


def test_two_folders_give_the_same_bytes(app, build, tmp_path):
    one = build(app)
    other_place = tmp_path / "elsewhere" / "deep"
    files = {path.relative_to(app): path for path in app.rglob("*") if path.is_file()}
    for name in sorted(files, reverse=True):
        copy = put(other_place, {str(name): files[name].read_text()}) / name
        copy.chmod(0o600)
        os.utime(copy, (1, 1))
    other = build(other_place, output="out2")
    assert (one.code, other.code) == (0, 0)
    for name in ("Api.zip", "Api.cdx.json", "build.json"):
        assert (one.output / "Api" / name).read_bytes() == (
            other.output / "Api" / name
        ).read_bytes()


def test_the_artifact_and_what_is_told_of_it(app, build):
    outcome = build(app)
    record = outcome.record()
    valid(record, "build-1.json")
    valid(outcome.json, "builds-1.json")
    assert names(outcome.zip()) == [
        "app.py",
        "first-1.0.dist-info/METADATA",
        "first-1.0.dist-info/RECORD",
        "first-1.0.dist-info/WHEEL",
        "first-1.0.dist-info/entry_points.txt",
        "first/__init__.py",
        "requirements.txt",
        "second-1.0.dist-info/METADATA",
        "second-1.0.dist-info/RECORD",
        "second-1.0.dist-info/WHEEL",
        "second-1.0.dist-info/entry_points.txt",
        "second/__init__.py",
    ]
    assert record["content_digest"] == content_digest(members_of(outcome.zip()))
    assert [one["uri"] for one in record["inputs"]] == [
        "file:src/app.py",
        "file:src/requirements.txt",
        "file:src/requirements.txt",
        "pkg:pypi/first@1.0",
        "pkg:pypi/second@1.0",
    ]
    assert record["lock"]["hashed"]
    assert record["reproducible"]
    reasons = {one["path"]: one["reason"] for one in record["left_out"]}
    assert reasons["__pycache__/"] == "a folder of tools"
    assert reasons["bin/first"].startswith("a script for the interpreter")
    with zipfile.ZipFile(outcome.zip()) as archive:
        rows = archive.read("first-1.0.dist-info/RECORD").decode().splitlines()
        dates = {one.date_time for one in archive.infolist()}
    assert rows == sorted(rows)
    assert not [row for row in rows if "INSTALLER" in row or "bin/" in row]
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    text = (outcome.output / "Api" / "Api.cdx.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    libraries = [one["purl"] for one in bill["components"] if one["type"] == "library"]
    assert libraries == ["pkg:pypi/first@1.0", "pkg:pypi/second@1.0"]


def test_the_content_digest_survives_another_compression(app, build):
    packed = build(app).record()
    stored = build(app, "--compression", "store", output="out2").record()
    assert packed["code_sha256"] != stored["code_sha256"]
    assert packed["content_digest"] == stored["content_digest"]


def test_it_is_rebuilt_in_its_place(app, build):
    build(app)
    put(app, {"src/app.py": APP + "# changed\n"})
    outcome = build(app)
    assert outcome.code == 0
    assert outcome.written == ["Api", "Api.cdx.json", "Api.zip", "build.json"]
    with zipfile.ZipFile(outcome.zip()) as archive:
        assert b"# changed" in archive.read("app.py")


def test_what_is_no_build_is_not_replaced(app, build, tmp_path):
    put(tmp_path / "out", {"Api/mine.txt": "dear"})
    outcome = build(app)
    assert outcome.code == 3
    assert "did not build it" in outcome.reasons[0]["what"]
    assert outcome.written == ["Api", "mine.txt"]


def refused(outcome, *said, line=None, file="src/requirements.txt"):
    assert outcome.code == 3
    assert outcome.written == []
    valid(outcome.json, "builds-1.json")
    (reason,) = outcome.reasons
    for word in said:
        assert word in reason["what"], reason["what"]
    assert reason["do"]
    assert reason["file"] == file
    if line is not None:
        assert reason["line"] == line


def test_another_file_than_the_locks_is_refused(app, build, wheels):
    wheel(wheels, "second", files={"second/__init__.py": "import os\n"})
    refused(build(app), "second 1.0 is not what the lock file's hashes say", line=2)


def test_a_build_that_is_refused_leaves_the_one_before(app, build, wheels):
    before = build(app).zip().read_bytes()
    wheel(wheels, "second", files={"second/__init__.py": "import os\n"})
    outcome = build(app)
    assert outcome.code == 3
    assert outcome.written == ["Api", "Api.cdx.json", "Api.zip", "build.json"]
    assert outcome.zip().read_bytes() == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("first\n", "first has no version"),
        ("first==1.0\n", "first has no hash"),
        ("first @ git+https://example.test/first@main\n", "no hash says what that is"),
        ("first==1.0 --what\n!\n", "not understood"),
    ],
)
def test_what_is_not_pinned_by_hash_is_refused(app, build, line, said):
    put(app, {"src/requirements.txt": line})
    refused(build(app), said)


def test_without_hashes_it_is_built_where_that_is_asked_for(app, build):
    put(app, {"src/requirements.txt": "first==1.0\nsecond\n"})
    outcome = build(app, "--allow-unlocked")
    record = outcome.record()
    assert outcome.code == 0
    assert (record["lock"]["hashed"], record["lock"]["pinned"]) == (False, False)
    assert record["options"]["allow_unlocked"]
    assert not record["reproducible"]


def test_no_lock_at_all(app, build):
    (app / "src/requirements.txt").unlink()
    project = '[project]\nname = "x"\nversion = "1"\ndependencies = ["first"]\n'
    put(app, {"src/pyproject.toml": project})
    refused(build(app), "no lock file says which", file="src/pyproject.toml")


def test_a_lock_that_lacks_what_a_library_asks_for(app, build, wheels):
    lines = (app / "src/requirements.txt").read_text().splitlines(keepends=True)
    put(app, {"src/requirements.txt": lines[0]})
    refused(build(app), "first asks for second, which the lock file does not name", line=1)


def test_a_lock_whose_versions_do_not_fit(app, build, wheels):
    lines = (app / "src/requirements.txt").read_text().splitlines(keepends=True)
    old = wheel(wheels, "second", "0.5")
    put(app, {"src/requirements.txt": lines[0] + old})
    refused(build(app), "first asks for second>=1, and the lock file says 0.5", line=1)


def test_a_wheel_for_another_processor(app, build, wheels):
    tag = "cp312-cp312-manylinux_2_17_aarch64"
    line = wheel(wheels, "first", tag=tag)
    (wheels / "first-1.0-py3-none-any.whl").unlink()
    put(app, {"src/requirements.txt": line})
    refused(build(app), "first 1.0 has no wheel for python3.12 on x86_64", line=1)
    arm = HEAD + function(more=", Architectures: [arm64]")
    put(app, {"template.yaml": arm})
    outcome = build(app)
    assert outcome.code == 0
    assert outcome.record()["target"]["architecture"] == "arm64"


def test_build_scripts_are_not_run(app, build, wheels, tmp_path):
    marker = tmp_path / "ran"
    script = f"open({str(marker)!r}, 'w').close()\nfrom setuptools import setup\nsetup()\n"
    source = put(tmp_path / "source", {"first-1.0/setup.py": script})
    with tarfile.open(wheels / "first-1.0.tar.gz", "w:gz") as archive:
        archive.add(source / "first-1.0", "first-1.0")
    (wheels / "first-1.0-py3-none-any.whl").unlink()
    refused(build(app), "first 1.0 has no wheel")
    assert not marker.exists()


def test_a_line_for_another_system_is_not_installed(app, build, wheels):
    text = (app / "src/requirements.txt").read_text()
    digest = "0" * 64
    line = f'nowhere==1.0 ; sys_platform == "win32" --hash=sha256:{digest}\n'
    put(app, {"src/requirements.txt": text + line})
    assert build(app).code == 0


def test_a_lock_of_another_form(app, build, wheels):
    lines = (app / "src/requirements.txt").read_text().splitlines()
    (app / "src/requirements.txt").unlink()
    packages = ""
    for line in lines:
        name, digest = line.split("==")[0], line.rpartition("sha256:")[2]
        packages += (
            f'[[packages]]\nname = "{name}"\nversion = "1.0"\n'
            f'wheels = [{{name = "x.whl", hashes = {{sha256 = "{digest}"}}}}]\n'
        )
    put(app, {"src/pylock.toml": 'lock-version = "1.0"\ncreated-by = "x"\n' + packages})
    outcome = build(app)
    assert outcome.code == 0
    assert outcome.record()["lock"]["format"] == "pylock_toml"


def test_own_files_win_and_it_is_told(app, build):
    put(app, {"src/second/__init__.py": "VALUE = 'ours'\n"})
    outcome = build(app)
    assert any("pkg:pypi/second@1.0" in note for note in outcome.json["functions"][0]["notes"])
    with zipfile.ZipFile(outcome.zip()) as archive:
        assert archive.read("second/__init__.py") == b"VALUE = 'ours'\n"


def test_an_import_of_what_is_not_there_is_told(app, build):
    put(app, {"src/app.py": APP + "import third\nimport boto3\n"})
    notes = build(app).record()["notes"]
    assert [(one["file"], one["line"]) for one in notes] == [("src/app.py", 5)]
    assert notes[0]["message"].startswith("third is imported")


def test_a_handler_that_is_not_there(app, build):
    put(app, {"template.yaml": HEAD + function(handler="missing.handler")})
    refused(build(app), "no file answers to the handler", file="template.yaml", line=3)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/uv.lock", "version = 9\n"),
        ("src/poetry.lock", '[metadata]\nlock-version = "9.0"\n'),
        ("src/pylock.toml", 'lock-version = "1.0"\npackages = [[[\n'),
        ("uv.lock", "version = 9\n"),
    ],
)
def test_a_lock_that_nobody_can_read_is_not_passed_over(app, build, name, text):
    (app / "src/requirements.txt").unlink()
    put(app, {name: text})
    refused(build(app), "it was not understood", file=name)


def test_what_a_published_library_documents_is_no_credential(app, build, wheels):
    lines = (app / "src/requirements.txt").read_text().splitlines(keepends=True)
    login = "https://user" + ":" + "Xk29dkQpz81@example.com/"
    token = "AKIA" + "Q3EGU2NNPV7T4XLD"
    secret = "9Wk2vQ8sLzR4tYp1" + "XcVbNm7HgFdSa3Jk5Lq0eRtY"
    documented = {"second/__init__.py": f'"""Parses {login}."""\nVALUE = 1\n'}
    put(app, {"src/requirements.txt": lines[0] + wheel(wheels, "second", files=documented)})
    assert build(app).code == 0
    leaked = {"second/__init__.py": f"aws_access_key_id = '{token}'\naws_secret = '{secret}'\n"}
    put(app, {"src/requirements.txt": lines[0] + wheel(wheels, "second", files=leaked)})
    outcome = build(app, output="out2")
    assert outcome.code == 1
    assert outcome.reasons[0]["file"] == "second/__init__.py"


def test_what_everybody_may_download_is_nobodys_leak(app, build, wheels):
    """Well-known libraries hold keys: of their documentation, of their tests."""
    key = f"-----BEGIN {'EC'} PRIVATE KEY-----\n" + "MHcCAQEEIFoK0Wv8" * 8 + "\n"
    files = {"jose/keys.py": f"KEY = '''{key}-----END {'EC'} PRIVATE KEY-----'''\n"}
    put(app, {"src/app.py": "import jose\n\ndef handler(event, context):\n    return 1\n"})
    put(app, {"src/requirements.txt": wheel(wheels, "python-jose", files=files)})
    outcome = build(app)
    assert outcome.code == 0, outcome.out
    assert outcome.record()["credentials"]["published"] == 1
    put(app, {"src/requirements.txt": wheel(wheels, "our-own-jose", files=files)})
    assert build(app, output="out2").code == 1


def test_a_library_of_ones_own_may_leak(app, build, wheels):
    token = "AKIA" + "Q3EGU2NNPV7T4XLD"
    project = '[project]\nname = "requests"\nversion = "1.0"\n'
    put(app, {"libs/requests/pyproject.toml": project})
    put(app, {"libs/requests/requests/__init__.py": f"KEY = '{token}'\n"})
    put(app, {"src/requirements.txt": "-e ../libs/requests\n", "src/app.py": "handler = 1\n"})
    outcome = build(app)
    assert outcome.code == 1
    assert outcome.reasons[0]["file"] == "libs/requests/requests/__init__.py"


@pytest.mark.parametrize(("wanted", "code"), [(">=3.12", 0), (">=3.13", 3)])
def test_a_library_for_a_later_python(app, build, wheels, wanted, code):
    lines = (app / "src/requirements.txt").read_text().splitlines(keepends=True)
    line = wheel(wheels, "second", needs=f"Requires-Python: {wanted}\n")
    put(app, {"src/requirements.txt": lines[0] + line})
    outcome = build(app)
    assert outcome.code == code
    said = [one["what"] for one in outcome.reasons]
    assert said == ["second 1.0 takes Python >=3.13, and not 3.12"][:code]


def test_functions_that_share_a_lock(app, build):
    template = HEAD + function("One") + function("Two") + function("Old", runtime="java21")
    put(app, {"template.yaml": template})
    outcome = build(app)
    states = {one["name"]: one["state"] for one in outcome.json["functions"]}
    assert states == {"One": "built", "Two": "built", "Old": "refused"}
    assert outcome.code == 3
    assert build(app, "--function", "One", output="out2").code == 0
    assert build(app, "--function", "Nobody", output="out3").code == 2


def test_a_makefile_is_not_run_and_not_passed_over(app, build, tmp_path):
    marker = tmp_path / "ran"
    put(app, {"src/Makefile": f"build-Api:\n\ttouch {marker}\n"})
    text = HEAD + function() + "    Metadata: {BuildMethod: makefile}\n"
    put(app, {"template.yaml": text})
    refused(build(app), "Makefile, which crenel does not run", file="template.yaml", line=3)
    assert not marker.exists()


def test_code_in_the_template_is_delivered_otherwise(build, wheels, tmp_path):
    inline = (
        "  Api:\n    Type: AWS::Serverless::Function\n    Properties:\n"
        "      {Runtime: python3.12, Handler: index.handler, InlineCode: 'def handler(e, c): 1'}\n"
    )
    outcome = build(put(tmp_path / "app", {"template.yaml": HEAD + inline}))
    assert [one["state"] for one in outcome.json["functions"]] == ["skipped"]
    assert outcome.code == 0
    assert build(tmp_path / "app", "--function", "Api").code == 3


def test_too_large_to_be_unpacked(app, build, monkeypatch):
    monkeypatch.setattr("crenel.supplychain.build.packing.UNZIPPED", 100)
    outcome = build(app)
    assert outcome.code == 1
    assert outcome.reasons[0]["kind"] == "too-large"
    assert outcome.written == []


def test_a_clock_that_is_none(app, build, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    outcome = build(app)
    assert outcome.code == 2
    assert "SOURCE_DATE_EPOCH" in outcome.err
    assert outcome.written == []
