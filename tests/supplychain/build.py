"""Advisories made for one test."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def osv(id_: str, package: str, *, ecosystem: str = "PyPI", **fields: Any) -> dict[str, Any]:
    """An advisory in the OSV schema."""
    affected: dict[str, Any] = {"package": {"ecosystem": ecosystem, "name": package}}
    if "events" in fields:
        affected["ranges"] = [{"type": "ECOSYSTEM", "events": fields.pop("events")}]
    if "versions" in fields:
        affected["versions"] = fields.pop("versions")
    return {"id": id_, "modified": "2026-11-20T00:00:00Z", "affected": [affected], **fields}


def put(path: Path, advisories: Iterable[dict[str, Any]]) -> Path:
    """Writes each advisory into a folder."""
    path.mkdir(parents=True, exist_ok=True)
    for one in advisories:
        (path / f"{one['id']}.json").write_text(json.dumps(one), encoding="utf-8")
    return path
