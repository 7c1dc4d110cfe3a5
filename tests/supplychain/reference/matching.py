"""A second implementation of matching, written for the tests only: simple, slow and apart.

It reads the documents of the sets as they are and follows the text of the OSV schema's evaluation
algorithm step by step. It shares no code with the product.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from functools import cmp_to_key
from pathlib import Path
from typing import Any

import yaml
from packaging.version import InvalidVersion, Version

_WORDS = (
    "@angular/core axios bootstrap chart.js ckeditor5 d3 echarts handlebars highcharts jszip lodash"
    " markdown-it marked react react-dom react-is scheduler select2 svelte swiper ua-parser-js"
    " video.js vue zrender"
)
SAME_ON_NPM = frozenset(_WORDS.split())
"""Libraries of browsers that RetireJS gives no npm name, and that are called so there: by hand."""


def npm_name(key: str, library: Mapping[str, Any]) -> str:
    """What a library of RetireJS's second repository is called on npm; empty for nothing."""
    return library.get("npmname") or (key if key in SAME_ON_NPM else "")


def documents(paths: list[Path]) -> list[tuple[str, Any]]:
    found = []
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".yaml"):
                    loaded = yaml.load(archive.read(name), yaml.CBaseLoader)  # noqa: S506 - texts
                    found.append((name, loaded))
                elif name.endswith(".json"):
                    found.append((name, json.loads(archive.read(name))))
    return found


def affected(paths: list[Path], ecosystem: str, name: str, version: str) -> set[str]:
    """The ids (and RetireJS rows) of all that affects a version."""
    return {id_ for id_, test in about(documents(paths), ecosystem, name) if test(version)}


def about(loaded: list[tuple[str, Any]], ecosystem: str, name: str) -> list[tuple[str, Any]]:
    """Id and test of every advisory about a package."""
    found: list[tuple[str, Any]] = []
    for file, document in loaded:
        if (
            "vulnerabilities" in str(document)[:100_000] and file.endswith("repository.json")
        ) or file.startswith("jsrepository"):
            found.extend(_retire(document, ecosystem, name))
        elif "module_name" in document:
            if ecosystem == "npm" and document["module_name"] == name:
                found.append((f"NSWG-ECO-{document['id']}", _in_npm_range(document)))
        elif "affected" in document and not document.get("withdrawn"):
            for one in document["affected"]:
                package = one["package"]
                if package["ecosystem"] == ecosystem == "PyPI" and _pep503(package["name"]) == name:
                    found.append((document["id"], _osv(one)))
    return found


def _pep503(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _osv(one: dict[str, Any]) -> Any:
    def test(version: str) -> bool:
        here = Version(version)
        listed = one.get("versions", [])
        if version in listed or any(_same(here, other) for other in listed):
            return True
        ordered = [row for row in one.get("ranges", []) if row["type"] in ("ECOSYSTEM", "SEMVER")]
        return any(_in_range(here, row["events"]) for row in ordered)

    return test


def _in_range(here: Version, events: list[dict[str, str]]) -> bool:
    vulnerable = False
    for event in sorted(events, key=_event):
        ((kind, at),) = event.items()
        bound = Version("0.dev0") if at == "0" else Version(at)
        if kind == "introduced" and here >= bound:
            vulnerable = True
        if kind == "fixed" and here >= bound:
            vulnerable = False
        if kind == "last_affected" and here > bound:
            vulnerable = False
    return vulnerable


def _event(event: dict[str, str]) -> Version:
    (at,) = event.values()
    return Version("0.dev0") if at == "0" else Version(at)


def _same(here: Version, listed: str) -> bool:
    try:
        return here == Version(listed)
    except InvalidVersion:
        return False


# -- npm: comparing character by character, as semver.org tells it ----------------------------


def parsed(version: str) -> tuple[list[int], list[str]]:
    core, _, pre = version.strip().lstrip("v=").partition("+")[0].partition("-")
    if not pre:
        glued = re.fullmatch(r"(\d+(?:\.\d+)*)([A-Za-z].*)", core)
        if glued:
            core, pre = glued[1], glued[2]
    numbers = [int(part) for part in core.split(".")]
    if len(numbers) > 3:
        raise ValueError(f"{version} has four parts")
    return numbers + [0] * (3 - len(numbers)), pre.split(".") if pre else []


def compare(left: str, right: str) -> int:
    one, other = parsed(left), parsed(right)
    if one[0] != other[0]:
        return -1 if one[0] < other[0] else 1
    if not one[1] or not other[1]:
        return bool(other[1]) - bool(one[1])
    for a, b in zip(one[1], other[1], strict=False):
        if a == b:
            continue
        if a.isdigit() and b.isdigit():
            if int(a) != int(b):
                return -1 if int(a) < int(b) else 1
            continue
        if a.isdigit() != b.isdigit():
            return -1 if a.isdigit() else 1
        return -1 if a < b else 1
    return (len(one[1]) > len(other[1])) - (len(one[1]) < len(other[1]))


semver_key = cmp_to_key(compare)


def _retire(document: dict[str, Any], ecosystem: str, name: str) -> list[tuple[str, Any]]:
    if ecosystem != "npm":
        return []
    browser = any("npmname" in library for library in document.values())
    found = []
    for key, library in document.items():
        package = npm_name(key, library) if browser else key
        if package == name:
            for number, row in enumerate(library["vulnerabilities"]):
                found.append((f"{'js' if browser else 'npm'}:{key}:{number}", _between(row)))
    return found


def _between(row: dict[str, Any]) -> Any:
    def test(version: str) -> bool:
        if "atOrAbove" in row and compare(version, row["atOrAbove"]) < 0:
            return False
        return not ("below" in row and compare(version, row["below"]) >= 0)

    return test


def _in_npm_range(document: dict[str, Any]) -> Any:
    range_ = document["vulnerable_versions"] or "*"

    def test(version: str) -> bool:
        return any(_all(part, version) for part in range_.split("||"))

    return test


def _all(part: str, version: str) -> bool:
    words = re.findall(r"([<>]=?|\^|~|=)?\s*v?([\dxX*][^\s,]*)", part)
    return all(_one(operator, bound, version) for operator, bound in words)


def _one(operator: str, bound: str, version: str) -> bool:
    if bound in ("*", "x", "X"):
        return True
    if re.search(r"[xX*]", bound) or bound.count(".") < 2:
        prefix = [int(part) for part in re.split(r"\.?[xX*]", bound)[0].split(".")]
        start = parsed(version)[0][: len(prefix)]
        before, after = start < prefix, start > prefix
        return {"<": before, "<=": not after, ">": after, ">=": not before}.get(
            operator, not before and not after
        )
    order = compare(version, bound)
    if operator == "^":
        same = parsed(bound)[0][0] == parsed(version)[0][0]
        return order >= 0 and same
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}.get(
        operator, order == 0
    )
