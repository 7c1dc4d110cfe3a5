"""What the controls of routes share."""

from __future__ import annotations

from crenel.model.entities import EntryPoint


def called(entry: EntryPoint) -> str:
    """What people call a route: ``GET /orders``."""
    method, path = entry.method.text(), entry.path.text()
    return f"{method} {path}".strip() or entry.label


def preflight(entry: EntryPoint) -> bool:
    """Is it a preflight or a canned answer? Browsers send no credentials with the former."""
    options = entry.method.equals("OPTIONS").certain or entry.path.startswith("OPTIONS ").certain
    return options or entry.function.equals("MOCK").certain
