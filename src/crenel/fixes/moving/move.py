"""Moving secrets out of the files below a root, proved by reading and scanning them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from crenel.errors import ReadProblem
from crenel.fixes.editing.edit import Edit, Refused
from crenel.fixes.moving.literals import Left, Literal, edits, on, shared
from crenel.fixes.moving.permission import allowing
from crenel.model.verdict import Outcome, Verdict
from crenel.readers.root import Root
from crenel.secrets.engine.scanner import Scanner
from crenel.secrets.text import Text

Judge = Callable[[Mapping[str, str]], tuple[Iterable[Verdict], Iterable[Literal | Left]]]
"""File -> its text instead of what is on the disk: the verdicts, and the secrets, then."""
_BAD = (Outcome.FAILS, Outcome.MAY_FAIL, Outcome.UNDECIDED)
_AWAITED = "unused-permission"
"""New until the code reads the secret, which is the step that is told next."""
_ROUNDS = 4


class Moved(msgspec.Struct, frozen=True):
    """What is moved, the texts that it gives, and what stays."""

    literals: tuple[Literal, ...]
    texts: Mapping[str, str]
    left: tuple[Left, ...]
    allowed: frozenset[str] = frozenset()
    """Addresses of functions whose permission is part of the change."""


def moved(
    found: Iterable[Literal | Left], root: Root, before: Iterable[Verdict], judge: Judge
) -> Moved:
    """The moves after which the secrets are gone and nothing else is new.

    With the permissions; without, where those would bring a finding.
    """
    found = list(found)
    literals = shared([one for one in found if isinstance(one, Literal)])
    left = [one for one in found if isinstance(one, Left)]
    known = {_key(one) for one in before if one.outcome in _BAD}
    tried = _holding(literals, root, known, judge, with_permissions=True)
    if len(tried.literals) < len(literals):
        tried = _holding(literals, root, known, judge, with_permissions=False)
    return Moved(tried.literals, tried.texts, (*left, *tried.left), tried.allowed)


def _holding(
    kept: list[Literal],
    root: Root,
    known: set[tuple[str, str]],
    judge: Judge,
    *,
    with_permissions: bool,
) -> Moved:
    left: list[Left] = []
    for _ in range(_ROUNDS):
        kept, texts, allowed, refused = _texts(kept, root, with_permissions=with_permissions)
        left.extend(refused)
        spoiled = _spoiled(kept, texts, known, judge) if kept else []
        if not spoiled:
            return Moved(tuple(kept), texts, tuple(left), allowed)
        left.extend(spoiled)
        gone = {(one.address, one.name) for one in spoiled}
        kept = [one for one in kept if (one.address, one.name) not in gone]
    left.extend(Left(one.address, one.name, "it was not proved to help") for one in kept)
    return Moved((), {}, tuple(left))


def _texts(
    literals: list[Literal], root: Root, *, with_permissions: bool
) -> tuple[list[Literal], dict[str, str], frozenset[str], list[Left]]:
    kept: list[Literal] = []
    left: list[Left] = []
    changes: dict[str, list[Edit]] = {}
    for one in literals:
        try:
            changes.setdefault(one.place.file, []).extend(edits(one))
            kept.append(one)
        except (Refused, ReadProblem) as problem:
            left.append(Left(one.address, one.name, str(problem)))
    texts: dict[str, str] = {}
    for file, made in ((file, made) for file, made in changes.items() if made):
        try:
            texts[file] = on(root.read(file), made)
        except Refused as problem:
            here = [one for one in kept if one.place.file == file]
            left.extend(Left(one.address, one.name, str(problem)) for one in here)
            kept = [one for one in kept if one.place.file != file]
    allowed: frozenset[str] = frozenset()
    for file in texts if with_permissions else ():
        here = [one for one in kept if one.address.partition("::")[0] == file]
        texts[file], more = allowing(texts[file], here)
        allowed |= more
    return kept, texts, allowed, left


def _spoiled(
    kept: list[Literal], texts: Mapping[str, str], known: set[tuple[str, str]], judge: Judge
) -> list[Left]:
    """Moves that do not hold: the secret is still told, or something else is."""
    verdicts, found = judge(texts)
    still = {(one.address, one.name) for one in found}
    bad = [one for one in verdicts if one.outcome in _BAD and one.control != _AWAITED]
    new = [one for one in bad if _key(one) not in known]
    spoiled: list[Left] = []
    for one in kept:
        worse = next((each for each in new if each.address == one.address), None)
        if (one.address, one.name) in still or _stands(one, texts):
            spoiled.append(Left(one.address, one.name, "the secret would still stand there"))
        elif worse is not None:
            spoiled.append(Left(one.address, one.name, f"it would bring {worse.control}"))
    if new and not spoiled:
        reason = f"it would bring {new[0].control} at {new[0].address}"
        spoiled.extend(Left(one.address, one.name, reason) for one in kept)
    return spoiled


def _stands(literal: Literal, texts: Mapping[str, str]) -> bool:
    """Does the scan of leaked credentials still find its text where it was?"""
    text = texts.get(literal.place.file, "")
    hits = Scanner().hits(Text(literal.place.file, text.encode("utf-8", "replace")), 0.5)
    return any(hit.value == literal.value and hit.name == literal.name for hit in hits)


def _key(verdict: Verdict) -> tuple[str, str]:
    return verdict.control, verdict.address


def hidden(file: str, texts: Iterable[str], literals: Iterable[Literal]) -> list[str]:
    """Texts to show: what was moved, and what else the scan finds in them, struck out."""
    values = {one.value for one in literals}
    scanner, shown = Scanner(), list(texts)
    for text in shown:
        hits = scanner.hits(Text(file, text.encode("utf-8", "replace")), 0.3)
        values.update(line for hit in hits for line in hit.value.splitlines() if line.strip())
    for value in sorted(values, key=len, reverse=True):
        shown = [text.replace(value, "********") for text in shown]
    return shown
