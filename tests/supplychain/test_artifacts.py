"""What lies in folders and archives, hostile ones too."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest

from crenel.errors import ReadProblem
from crenel.readers.root import Root
from crenel.supplychain.artifacts import files as bounds
from crenel.supplychain.artifacts.files import opened
from crenel.supplychain.artifacts.trace import libraries

METADATA = """\
Metadata-Version: 2.1
Name: PyYAML
Version: 5.3
Requires-Dist: six
Classifier: License :: OSI Approved :: MIT License
"""
RECORD = """\
yaml/__init__.py,,
_yaml/__init__.py,,
yaml/_yaml.cpython-312-x86_64-linux-gnu.so,,
PyYAML-5.3.dist-info/METADATA,,
"""
PACKAGE = json.dumps({"name": "lodash", "version": "4.17.4", "license": "MIT"})
CONTENT = {
    "app.py": "import yaml\n",
    "PyYAML-5.3.dist-info/METADATA": METADATA,
    "PyYAML-5.3.dist-info/RECORD": RECORD,
    "yaml/__init__.py": "x = 1\n",
    "node_modules/lodash/package.json": PACKAGE,
    "node_modules/lodash/node_modules/@s/b/package.json": '{"name": "@s/b", "version": "1.0.0"}',
    "node_modules/lodash/test/package.json": '{"name": "not-installed"}',
    "google/__init__.py": "",
}


def zipped(path: Path, content: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)


@pytest.fixture(params=["folder", "archive"])
def place(request, write, tmp_path) -> tuple[Root, str]:
    if request.param == "folder":
        return write({f"built/{name}": text for name, text in CONTENT.items()}), "built"
    root = write({"x": ""})
    zipped(tmp_path / "app" / "built.zip", CONTENT)
    return root, "built.zip"


def test_the_same_in_a_folder_and_in_an_archive(place):
    found, problems = libraries(opened(*place))
    assert problems == []
    seen = {(one.name, one.version): one for one in found}
    assert set(seen) == {("pyyaml", "5.3"), ("lodash", "4.17.4"), ("@s/b", "1.0.0")}
    yaml = seen["pyyaml", "5.3"]
    assert yaml.modules == ("_yaml", "yaml")
    assert yaml.native
    assert yaml.needs == ("six",)
    assert yaml.file.endswith("PyYAML-5.3.dist-info/METADATA")
    assert seen["lodash", "4.17.4"].size == len(PACKAGE) + len('{"name": "not-installed"}')


def test_namespace_packages_are_told_apart(write):
    record = ["google/cloud/storage/__init__.py", "google/cloud/storage/x/__init__.py", "one.py"]
    folder = "a/google_cloud_storage-1.0.dist-info"
    files = {
        f"{folder}/METADATA": "Name: google-cloud-storage\nVersion: 1.0\n",
        f"{folder}/RECORD": "".join(f"{path},,\n" for path in record),
    }
    found, _ = libraries(opened(write(files), "a"))
    assert found[0].modules == ("google.cloud.storage", "one")


def test_a_metafile(write):
    meta = {
        "inputs": {},
        "outputs": {
            "index.js": {
                "inputs": {
                    "node_modules/lodash/lodash.js": {"bytesInOutput": 10},
                    "node_modules/.pnpm/@s+b@2.0.0/node_modules/@s/b/i.js": {"bytesInOutput": 5},
                    "node_modules/gone/index.js": {"bytesInOutput": 0},
                    "src/app.js": {"bytesInOutput": 3},
                }
            }
        },
    }
    root = write(
        {"a/meta.json": json.dumps(meta), "a/other-meta.json": "[", "a/metadata.json": "["}
    )
    found, problems = libraries(opened(root, "a"))
    assert {(one.name, one.version, one.size) for one in found} == {
        ("lodash", None, 10),
        ("@s/b", "2.0.0", 5),
    }
    assert [one.file for one in problems] == ["a/other-meta.json"]


def hostile(tmp_path: Path, entries: list[zipfile.ZipInfo]) -> tuple[Root, str]:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries:
            archive.writestr(entry, METADATA)
        archive.writestr("a-1.dist-info/METADATA", METADATA)
    return Root(tmp_path), "x.zip"


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        (zipfile.ZipInfo("../../evil-1.dist-info/METADATA"), "leads out"),
        (zipfile.ZipInfo("/etc/evil-1.dist-info/METADATA"), "leads out"),
        (zipfile.ZipInfo("C:/evil-1.dist-info/METADATA"), "leads out"),
        (zipfile.ZipInfo("a\\..\\..\\evil-1.dist-info/METADATA"), "leads out"),
        (link("evil-1.dist-info/METADATA"), "link"),
        (zipfile.ZipInfo("a-1.dist-info/METADATA"), "twice"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_is_not_read(tmp_path, entry, word):
    files = opened(*hostile(tmp_path, [entry]))
    assert len(files.problems) == 1
    assert word in files.problems[0].reason
    assert list(files.sizes) == ["a-1.dist-info/METADATA"]
    assert len(libraries(files)[0]) == 1


def test_a_name_in_no_known_encoding(tmp_path):
    root, place = hostile(tmp_path, [zipfile.ZipInfo("e-umlaut.txt")])
    data = (tmp_path / "x.zip").read_bytes().replace(b"e-umlaut", b"e\xfcumlaut")
    (tmp_path / "x.zip").write_bytes(data)
    assert "encoding" in opened(root, place).problems[0].reason


def test_a_member_that_swells(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MAX_MEMBER", 10_000)
    zipped(tmp_path / "x.zip", {"a-1.dist-info/METADATA": "Name: a\n" + " " * 5_000_000})
    found, problems = libraries(opened(Root(tmp_path), "x.zip"))
    assert found == []
    assert "unpacks to more than" in problems[0].reason


def test_an_archive_that_lies_about_its_sizes(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a-1.dist-info/METADATA", METADATA)
    data = bytearray(stream.getvalue())
    at = data.find(METADATA[:0].encode()) + 40
    data[at : at + 20] = b"\xff" * 20
    (tmp_path / "x.zip").write_bytes(bytes(data))
    try:
        found, problems = libraries(opened(Root(tmp_path), "x.zip"))
    except ReadProblem:
        return
    assert found == []
    assert problems


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"PK\x03\x04" + b"\x00" * 100, b"text"])
def test_what_is_no_archive(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(ReadProblem, match="no whole zip archive"):
        opened(Root(tmp_path), "x.zip")


def test_links_in_folders_are_not_followed(write, tmp_path):
    outside = tmp_path / "outside" / "evil-1.dist-info"
    outside.mkdir(parents=True)
    (outside / "METADATA").write_text(METADATA, encoding="utf-8")
    root = write({"a/app.py": ""})
    (tmp_path / "app" / "a" / "linked").symlink_to(tmp_path / "outside")
    (tmp_path / "app" / "a" / "loop").symlink_to(tmp_path / "app" / "a")
    assert libraries(opened(root, "a"))[0] == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": 3, "version": []}', '{"a":' * 50_000])
def test_an_installed_package_that_says_nothing(write, text):
    found, problems = libraries(opened(write({"a/node_modules/x/package.json": text}), "a"))
    assert [one.version for one in found] in ([], [None])
    assert found or problems


def test_libraries_in_a_jar(write, tmp_path):
    root = write({"x": ""})
    properties = "#comment\ngroupId=com.a\nartifactId=b\nversion=1.0\n"
    content = {
        "META-INF/maven/com.a/b/pom.properties": properties,
        "META-INF/maven/com.a/c/pom.properties": "version=1.0\n",
    }
    zipped(tmp_path / "app" / "app.jar", content)
    found, problems = libraries(opened(root, "app.jar"))
    assert [one.purl for one in found] == ["pkg:maven/com.a/b@1.0"]
    assert [one.file for one in problems] == ["app.jar!/META-INF/maven/com.a/c/pom.properties"]
