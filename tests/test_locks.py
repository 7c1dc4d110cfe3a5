"""The pins in requirements/ fit pyproject.toml, are complete, and name no place to fetch from."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# The product's budget for what a user installs, itself not counted.
MAX_RUN_PACKAGES = 17  # seven of them are grammars and what loads them

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")

GROUPS = {
    "build.txt": ["build"],
    "run.txt": ["project"],
    "test.txt": ["project", "extras", "test", "lint"],
    "browser.txt": ["browser"],
}


def pins(path: Path) -> dict[str, list[Requirement]]:
    """Each package of a requirements file with its pins: one, or one per marker."""
    found: dict[str, list[Requirement]] = {}
    for entry in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if entry.startswith("#") or not entry.strip():
            continue
        assert HASH.search(entry), f"{path.name}: no hash: {entry}"
        pin = Requirement(entry.partition(" --hash")[0].strip())
        assert [one.operator for one in pin.specifier] == ["=="], entry
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def versions(path: Path) -> dict[str, set[str]]:
    """Each package with its versions; the markers differ, since another file wants it elsewhere."""
    return {name: {str(pin.specifier) for pin in found} for name, found in pins(path).items()}


def wanted(root: Path, names: list[str]) -> list[Requirement]:
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [one for extra in table["project"]["optional-dependencies"].values() for one in extra]
    groups = {"project": table["project"]["dependencies"], "extras": extras}
    groups.update(table["dependency-groups"])
    found = [Requirement(text) for name in names for text in groups[name]]
    return [one for one in found if one.name != "crenel"]


@pytest.mark.parametrize(("name", "groups"), GROUPS.items())
def test_pins_fit_what_pyproject_asks_for(root, name, groups):
    locked = pins(root / "requirements" / name)
    for requirement in wanted(root, groups):
        pinned = [
            next(iter(pin.specifier)).version
            for pin in locked.get(canonicalize_name(requirement.name), [])
        ]
        assert pinned, f"{name} lacks {requirement.name}: run `make lock`"
        assert all(requirement.specifier.contains(version) for version in pinned), (
            f"{name} pins {requirement.name} {pinned}, not {requirement.specifier}: `make lock`"
        )


@pytest.mark.parametrize("name", GROUPS)
def test_pins_name_no_place(root, name):
    text = (root / "requirements" / name).read_text(encoding="utf-8")
    assert not re.search(
        r"://|file:|^\s*(-e|-i|-f|--(extra-)?index|--find|\.|/)", text, re.MULTILINE
    )


def test_files_agree_on_shared_packages(root):
    build, run, test, _ = (versions(root / "requirements" / name) for name in GROUPS)
    assert run.items() <= test.items()
    assert {name: pin for name, pin in build.items() if test.get(name, pin) != pin} == {}


def test_the_core_stays_small(root):
    assert len(pins(root / "requirements" / "run.txt")) <= MAX_RUN_PACKAGES


def test_pins_are_what_uv_exports(root):
    """Where a developer has uv and its lock; reads both, fetches nothing."""
    if shutil.which("uv") is None or not (root / "uv.lock").exists():
        pytest.skip("no uv or no uv.lock here")
    options = ["--no-default-groups", "--no-annotate", "--no-header", "--no-emit-project"]
    exported = subprocess.run(
        ["uv", "export", "--quiet", "--offline", "--frozen", "--format=requirements.txt", *options],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    assert exported.stdout == (root / "requirements" / "run.txt").read_text(encoding="utf-8")
