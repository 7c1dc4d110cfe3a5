"""JSON with comments: comments become blanks, so that every place stays where it was."""

from __future__ import annotations

import re

from crenel.pattern import Pattern

# A string (kept), a comment to the end of the line, or a block comment; each alternative is linear:
# a string that does not end goes to the end of its line, so that its quotes are not tried again.
_TOKEN = Pattern(r'"(?:[^"\\\n]|\\.)*"?|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)')
_NOT_BREAK = Pattern(r"[^\r\n]")


def blank_comments(text: str) -> str:
    """The same text, as long, with every comment outside strings replaced by blanks."""
    return _TOKEN.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    token = found.group()
    return token if token.startswith('"') else _NOT_BREAK.sub(" ", token)
