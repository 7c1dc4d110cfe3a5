"""The Markdown of controls as HTML: headings, paragraphs, lists, code; nothing else passes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

_CODE = re.compile(r"`([^`]+)`")
_BLOCKS = re.compile(
    r"^```[^\n]*\n(.*?)^```[ ]*$|((?:^(?!```)[^\n]*(?:\n|\Z))+)", re.MULTILINE | re.DOTALL
)


def prose(markdown: str, *, top: int = 4) -> Markup:
    """HTML of a text of ours; ``top`` is the level of its ``##`` headings."""
    return Markup("").join(_blocks(markdown, top))


def _blocks(markdown: str, top: int) -> Iterator[Markup]:
    for found in _BLOCKS.finditer(markdown.replace("\r\n", "\n")):
        if found[1] is not None:
            yield Markup('<pre tabindex="0"><code>{}</code></pre>').format(found[1].rstrip("\n"))
        else:
            for part in re.split(r"\n\s*\n", found[2]):
                yield from _part(part.strip("\n"), top)


def _part(part: str, top: int) -> Iterator[Markup]:
    lines = part.split("\n")
    while lines and lines[0].startswith("#"):
        head = lines.pop(0)
        if head.startswith("## "):
            yield Markup("<h{0}>{1}</h{0}>").format(top, inline(head.removeprefix("## ")))
    if not lines or not "".join(lines).strip():
        return
    if all(line.startswith(("- ", "  ")) for line in lines):
        items = "\n".join(lines).split("\n- ")
        made = (Markup("<li>{}</li>").format(inline(one.removeprefix("- "))) for one in items)
        yield Markup("<ul>{}</ul>").format(Markup("").join(made))
    else:
        yield Markup("<p>{}</p>").format(inline(" ".join(lines)))


def inline(text: str) -> Markup:
    """One line: what stands between backticks is code."""
    parts = _CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(one) if place % 2 else escape(one)
        for place, one in enumerate(parts)
    )
