"""Risks accepted in comments.

``# crenel: accept[public-function-url] until=2027-03-01 by=@payments reason="a health probe"``
speaks of its own line or, alone on a line, of the next one that is neither blank nor a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crenel.model.application import Application
from crenel.model.source import Source, Span
from crenel.pattern import Pattern
from crenel.triage.claim import Claim, Found, OfLine, warning
from crenel.triage.comments import Comment, comments
from crenel.triage.names import meant, quoted
from crenel.triage.terms import KEYS, Refused, Terms, terms

_LONGEST = 2000
_MOST = 500
"""Acceptances in one file: whoever has more of them wants a configuration file."""
_VERB = Pattern(r"(?:#+|//+)[ \t]*crenel:[ \t]*(?:(?P<verb>\w+)[ \t]*\[|accept\b)")
_NAMES = Pattern(r"[ \t]*(?P<names>[^\]]*)\]")
_PAIR = Pattern(
    r"[ \t]+(?P<key>[A-Za-z_-]+)="
    r"(?:\"(?P<text>(?:[^\"\\]|\\.)*)\"|'(?P<raw>[^']*)'|(?P<word>[^\s\"']+))"
)
_FORM = 'Write accept[NAME] until=YYYY-MM-DD by=WHO reason="WHY"'


def claims_in(application: Application, code: Iterable[Source] = ()) -> Found:
    """What the comments of an application's templates, and of its code, accept."""
    names = ((one.origin.address, one.origin.span) for one in application.entities)
    return inline((*application.sources.values(), *code), names)


def inline(sources: Iterable[Source], names: Iterable[tuple[str, Span]]) -> Found:
    """What comments accept; ``names`` are the addresses of resources, and where their names are."""
    written = [(source, *one) for source in sources for one in _few(source)]
    found = Found()
    if not written:
        return found
    named: dict[tuple[str, int], set[str]] = {}
    for address, span in names:
        named.setdefault((span.file, span.line), set()).add(address)
    for source, comment, too_many in written:
        here = named.get((source.path, comment.line), ())
        target = OfLine(source.path, comment.line, frozenset(here))
        found += _too_many(comment) if too_many else _read(comment, target)
    return found


def _few(source: Source) -> Iterator[tuple[Comment, bool]]:
    """The comments of a source, and whether there are too many before each."""
    for count, comment in enumerate(comments(source)):
        yield comment, count == _MOST
        if count == _MOST:
            return


def _too_many(comment: Comment) -> Found:
    message = f"there are more than {_MOST} crenel comments in this file: from here on none counts"
    return Found(warnings=(warning(message, comment.span),))


def _read(comment: Comment, target: OfLine) -> Found:
    try:
        given = _given(comment.span.text)
    except Refused as problem:
        message = f"this accepts nothing: {problem}"
        return Found(warnings=(warning(message, comment.span),))
    if given is None:
        return Found()
    names, agreed = given
    return Found(
        tuple(
            Claim(control=name, target=target, terms=agreed, place=comment.span) for name in names
        )
    )


def _given(text: str) -> tuple[tuple[str, ...], Terms] | None:
    """The controls and the terms; None for a comment that does not try to accept."""
    verb = _VERB.match(text)
    if verb is None:
        return None
    if len(text) > _LONGEST:
        raise Refused("", f"the comment has more than {_LONGEST:,} characters")
    if verb["verb"] is None:
        raise Refused("", f"it names no control. {_FORM}")
    if verb["verb"] != "accept":
        hint = meant(verb["verb"], ("accept",)) or _FORM
        raise Refused("", f"crenel knows no {quoted(verb['verb'])}. {hint}")
    names = _NAMES.match(text, verb.end())
    if names is None:
        raise Refused("", f"the bracket is not closed. {_FORM}")
    return _names(names["names"]), terms(_pairs(text, names.end()))


def _names(written: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in written.split(",")))
    if not all(names):
        raise Refused("", f"it names no control. {_FORM}")
    return names


def _pairs(text: str, position: int) -> dict[str, str]:
    given: dict[str, str] = {}
    while found := _PAIR.match(text, position):
        key = found["key"]
        if key not in KEYS:
            hint = meant(key, KEYS) or f"It takes {', '.join(KEYS)}"
            raise Refused(key, f"it has an unknown word {quoted(key)}. {hint}")
        if key in given:
            raise Refused(key, f"it says {key} twice")
        given[key] = _value(found)
        position = found.end()
    rest = text[position:].strip()
    if rest:
        raise Refused("", f"{quoted(rest)} is not understood. {_FORM}")
    return given


def _value(found: re.Match[str]) -> str:
    if found["text"] is not None:
        return re.sub(r"\\(.)", r"\1", found["text"])
    return found["raw"] if found["raw"] is not None else found["word"]
