"""Making text that strangers wrote safe to print: what cannot be seen is spelled out."""

from __future__ import annotations

import re
import unicodedata

from crenel.pattern import Pattern

_PLAIN = Pattern(r"[ -~]*")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
LOG_COMMAND = Pattern(r"##(?=\w*\[)")
"""How CI runners start a command anywhere in a line of their log: ``##[``, ``##vso[``."""
HARMLESS = r"#\x23"
_NONCHARACTERS = frozenset("\ufffe\uffff")
_SURROGATE = Pattern("[\ud800-\udfff]")
_BYTE, _PLANE = 0x100, 0x10000

_MARKDOWN = Pattern(r"^[-=]|[\\`*_{}\[\]<>#+!|~$&@]|(?<=:)//|(?<=\bwww)\.", re.IGNORECASE)
_BREAK = "&#8203;"
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": f"@{_BREAK}", "#": f"\\#{_BREAK}"}


def visible(text: str) -> str:
    r"""One line that no terminal, log or page obeys: ``\x1b``, ``\n``, ``\u202e`` are spelled."""
    shown = text if _PLAIN.fullmatch(text) else "".join(map(_spelled, text))
    return LOG_COMMAND.sub(lambda _: HARMLESS, shown) if "##" in shown else shown


def utf8(text: str) -> str:
    """The same text; lone surrogates, which no encoding takes, are spelled."""
    return _SURROGATE.sub(lambda found: _code(found.group()), text)


def markdown(text: str) -> str:
    """Text for the body or a table cell of Markdown: no markup, links, mentions or HTML."""
    return _MARKDOWN.sub(_markdown_piece, visible(text))


def code_span(text: str) -> str:
    """Text as a code span that holds in a table cell, whatever backticks and pipes it has."""
    shown = visible(text).strip() or " "
    runs = [len(run) for run in re.findall("`+", shown)]
    fence = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    pad = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{pad}{_cell(shown)}{pad}{fence}"


def _cell(shown: str) -> str:
    r"""Pipes escaped; a backslash before one would undo that, so it stands apart."""
    return shown.replace("\\|", "\\ |").replace("|", "\\|")


def _spelled(char: str) -> str:
    if char == "\n":
        return "\\n"
    if char == "\t":
        return " "
    if unicodedata.category(char) in _UNSEEN or char in _NONCHARACTERS:
        return _code(char)
    return char


def _code(char: str) -> str:
    point = ord(char)
    if point < _BYTE:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < _PLANE else f"\\U{point:08x}"


def _markdown_piece(found: re.Match[str]) -> str:
    piece = found.group()
    if piece in ("//", "."):
        return _BREAK + piece
    return _ENTITIES.get(piece, f"\\{piece}")
