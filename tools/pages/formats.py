"""The output formats, in the words of the modules that make them."""

from __future__ import annotations

from importlib import import_module

from tools.pages import text

from crenel.report.render import find, format_names


def page() -> str:
    """One section for each format."""
    parts = [part for name in format_names() for part in (f"## {name}", _about(name))]
    return text.page(
        text.generated_from("the modules in src/crenel/report/formats"),
        "# Output formats",
        "`--format F` prints one format; the default is `text`. `--output F=FILE` writes one to a "
        "file and may be repeated, so one run makes several. A file is replaced whole or not at "
        "all. The exit code is the same whatever the format: see [exit-codes.md](exit-codes.md).",
        "`crenel map` has two formats of its own, `text` and `json` (schema `crenel.map/1`).",
        *parts,
    )


def _about(name: str) -> str:
    """The docstring of the module; its first word, the name, stands in the heading."""
    module = import_module(find(name).__name__)  # type: ignore[attr-defined]  # it is a module
    about = text.prose(module.__doc__).removeprefix(f"`{name}`: ")
    return about[:1].upper() + about[1:]
