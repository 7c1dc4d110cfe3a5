"""The examples of a control's Markdown: fenced blocks that say what the control must find.

A block's first lines are directives in comments::

    # crenel: finds            (or: clean, unknown)
    # file: app.py             (optional: the name it is written under)

Without a name, what is fenced as ``hcl`` is ``main.tf``, what begins with ``service:`` is
``serverless.yml``, and everything else ``template.yaml``.

Blocks under the same ``finds``/``clean``/``unknown`` directive that follow with only a ``file:``
directive belong to the example before them: its handler, its state machine.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTS = re.compile(r"^(?:#|//) crenel: (finds|clean|unknown)\s*$", re.MULTILINE)
_FILE = re.compile(r"^(?:#|//) file: (\S+)\s*$", re.MULTILINE)
_SERVICE = re.compile(r"^service:", re.MULTILINE)


class Example(msgspec.Struct):
    """One example: what is expected, and its files by name."""

    title: str
    expected: str
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Writes its files below a folder."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def examples_of(path: Path) -> list[Example]:
    """The examples of a control's Markdown file, in order; none where there is no file."""
    if not path.exists():
        return []
    examples: list[Example] = []
    for language, body in _FENCE.findall(path.read_text(encoding="utf-8")):
        expects, name = _EXPECTS.search(body), _FILE.search(body)
        if expects:
            title = f"{expects[1]}-{len(examples)}"
            examples.append(Example(title, expects[1], {_name(name, language, body): body}))
        elif name and examples:
            examples[-1].files[name[1]] = body
    return examples


def _name(found: re.Match[str] | None, language: str, body: str) -> str:
    if found:
        return found[1]
    if language == "hcl":
        return "main.tf"
    return "serverless.yml" if _SERVICE.search(body) else "template.yaml"
