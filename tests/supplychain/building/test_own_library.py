"""Python libraries of the project's own: copied as they lie there, or refused with the reason."""

from __future__ import annotations

import shutil
import zipfile

import pytest
from tests.supplychain.building.projects import HEAD, function, put, wheel

APP = "import shop\n\ndef handler(event, context):\n    return shop.NAME\n"
PROJECT = '[project]\nname = "Acme.Shop"\nversion = "0.3"\ndependencies = ["second>=1"]\n'
SHOP = {"libs/shop/src/acme_shop/__init__.py": "NAME = 'shop'\n"}


@pytest.fixture
def app(tmp_path, wheels):
    files = {
        "template.yaml": HEAD + function(),
        "src/app.py": APP,
        "src/requirements.txt": f"-e ../libs/shop\n{wheel(wheels, 'second')}",
        "libs/shop/pyproject.toml": PROJECT,
        "libs/shop/src/acme_shop/__pycache__/x.pyc": "",
        "libs/shop/tests/test_shop.py": "",
        **SHOP,
    }
    return put(tmp_path / "app", files)


def names(outcome):
    with zipfile.ZipFile(outcome.zip()) as archive:
        return [name for name in archive.namelist() if "second" not in name]


def test_it_is_taken_as_it_lies_there(app, build, tmp_path):
    outcome = build(app)
    assert outcome.code == 0, outcome.out
    assert names(outcome) == [
        "acme_shop-0.3.dist-info/METADATA",
        "acme_shop-0.3.dist-info/RECORD",
        "acme_shop/__init__.py",
        "app.py",
        "requirements.txt",
    ]
    libraries = [one["uri"] for one in outcome.record()["inputs"] if one["kind"] == "library"]
    assert libraries == ["pkg:pypi/acme-shop@0.3", "pkg:pypi/second@1.0"]
    elsewhere = tmp_path / "quite" / "elsewhere"
    shutil.copytree(app, elsewhere)
    again = build(elsewhere, output="out2")
    assert again.zip().read_bytes() == outcome.zip().read_bytes()


UV = """version = 1
requires-python = ">=3.11"
[[package]]
name = "app"
version = "0.1.0"
source = {{ virtual = "." }}
dependencies = [{{ name = "acme-shop" }}]
[[package]]
name = "acme-shop"
version = "0.3"
source = {{ editable = "../libs/shop" }}
dependencies = [{{ name = "second" }}]
[[package]]
name = "second"
version = "1.0"
source = {{ registry = "x" }}
wheels = [{{ url = "x", hash = "{digest}" }}]
"""


def test_as_uv_locks_it(app, build, wheels):
    digest = wheel(wheels, "second").partition("--hash=")[2].strip()
    (app / "src/requirements.txt").unlink()
    put(app, {"src/uv.lock": UV.format(digest=digest)})
    outcome = build(app)
    assert outcome.code == 0, outcome.out
    assert "acme_shop/__init__.py" in names(outcome)


HATCH = '[tool.hatch.build.targets.wheel]\npackages = ["code/store"]'
UV_BUILD = '[tool.uv.build-backend]\nmodule-name = "store"\nmodule-root = "lib"'


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        ("libs/shop/code/store/__init__.py", HATCH),
        ("libs/shop/lib/store/__init__.py", UV_BUILD),
        ("libs/shop/src/store/__init__.py", ""),
        ("libs/shop/acme_shop.py", ""),
    ],
)
def test_where_its_files_lie(app, build, layout, told):
    shutil.rmtree(app / "libs/shop/src")
    put(app, {layout: "", "libs/shop/pyproject.toml": f"{PROJECT}{told}\n"})
    outcome = build(app)
    assert outcome.code == 0, outcome.out
    name = layout.removesuffix("/__init__.py").rpartition("/")[2]
    assert any(one.startswith(name) for one in names(outcome))


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"src/acme_shop/fast.pyx": ""}, "fast.pyx has to be compiled"),
        ({"setup.py": ""}, "is built by a program of its own"),
        (
            {"pyproject.toml": f'{PROJECT}[build-system]\nbuild-backend = "maturin"\n'},
            "is built by a program of its own",
        ),
        (
            {"pyproject.toml": PROJECT.replace("second>=1", "third")},
            "third has no version",
        ),
        (
            {"pyproject.toml": PROJECT.replace("second>=1", "second>=2")},
            "acme-shop asks for second>=2, and src/requirements.txt says 1.0",
        ),
        ({"pyproject.toml": PROJECT.replace("Acme.Shop", "other")}, ""),
    ],
)
def test_what_cannot_be_done_is_refused(app, build, files, says):
    put(app / "libs/shop", files)
    if not says:
        shutil.rmtree(app / "libs/shop/src")
        says = "nothing tells which files of libs/shop are the library other"
    outcome = build(app)
    assert outcome.code == 3
    assert says in outcome.reasons[0]["what"]
    assert outcome.reasons[0]["file"]
    assert outcome.written == []
