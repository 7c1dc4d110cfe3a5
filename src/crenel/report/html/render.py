"""The page as one text: templates with autoescape, a policy that allows nothing from outside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from crenel.report.html.links import Links
from crenel.report.html.page import Page
from crenel.report.html.prose import inline
from crenel.report.paths.page import other_ways
from crenel.report.paths.words import ENTERING

_TEMPLATES = Path(__file__).parent / "templates"


def html(page: Page, links: Links, policies: Mapping[str, str]) -> str:
    """The whole file."""
    style, script = asset("style.css"), asset("script.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    template = environment().get_template("report.html.j2")
    return template.render(
        **context(page, links, policies),
        to=anchor,
        policy=policy,
        style=Markup(style),  # noqa: S704 - a file of ours
        script=Markup(script),  # noqa: S704 - a file of ours
    )


def context(page: Page, links: Links, policies: Mapping[str, str]) -> dict[str, Any]:
    """What the template of every section asks for, beside where its links lead."""
    return {
        "page": page,
        "links": links,
        "policies": {name: lines(text) for name, text in policies.items()},
        "doing": ENTERING,
        "others": other_ways,
        "inline": inline,
    }


def anchor(section: str, place: str = "") -> str:
    """Where a link inside of the file leads: all sections stand in it."""
    return f"#{place or section}"


@cache
def environment() -> jinja2.Environment:
    """The templates: autoescape on, everything made visible, no name that is not there."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.finalize = _shown
    return made


def _shown(value: object) -> object:
    """Control characters and bidirectional tricks are spelled out here as everywhere."""
    from crenel.report.escape import visible

    return visible(value) if type(value) is str else value


def lines(text: str) -> Markup:
    """A text of several lines: each made visible, the breaks between them kept."""
    from crenel.report.escape import visible

    return Markup("\n").join(visible(one) for one in text.split("\n"))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@cache
def asset(name: str) -> str:
    """A file of ours beside the templates."""
    return (_TEMPLATES / name).read_text(encoding="utf-8").strip()
