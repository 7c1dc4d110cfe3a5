"""axe-core, the checker of accessibility, as the wheel of requirements/browser.txt brings it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.browser.chromium import Page

_PACKAGE = "axe_playwright_python"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


def script() -> Path | None:
    """The file; None where it is not installed (`make test` installs it)."""
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "axe.min.js"
    return path if path.exists() else None


def violations(page: Page, *, contrast: bool = True) -> list[str]:
    """What it finds against WCAG 2.2 AA and good practice: the rule, and the elements.

    ``contrast`` looks at every text there is, which takes long where there is much.
    """
    chosen = (
        f"{{runOnly: {_TAGS}, rules: {{'color-contrast': {{enabled: {str(contrast).lower()}}}}}}}"
    )
    path = script()
    assert path is not None
    page.ask(f"{path.read_text(encoding='utf-8')};true")
    found: list[dict[str, Any]] = page.ask(
        f"axe.run(document, {chosen}).then((all) => all.violations.map((one) => "
        "({id: one.id, nodes: one.nodes.map((node) => node.html.slice(0, 160))})))"
    )
    return [f"{one['id']}: {one['nodes'][:3]}" for one in found]
