"""YAML -> controls. Whatever is wrong is told with file and line, and nothing is loaded then.

::

    controls:
      - name: slow-payment-function
        title: a payment function may run for longer than a customer waits
        for: Function
        when: function.name.startsWith("payments-")
        fails: function.timeout > 10
        severity: medium
        fix: Set a Timeout of at most 10 seconds.

Examples:
          fails: |
            Resources: ...
          passes: |
            Resources: ...

"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import AnyControl
from crenel.controls.control import Control
from crenel.controls.custom.language.meaning import Expression, variable
from crenel.controls.custom.language.tokens import Mistake
from crenel.controls.custom.own import Own
from crenel.controls.examples import Example
from crenel.controls.judgement import Judged, fails_if
from crenel.errors import ReadProblem, UsageError
from crenel.model import entities
from crenel.model.entities import Entity
from crenel.model.source import Source
from crenel.model.truth import Truth
from crenel.model.verdict import Severity
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_TEXTS = ("name", "title", "for", "when", "fails", "message", "fix", "severity")
_LISTS = ("maps_to", "practices")
_NEEDED = ("name", "title", "for", "fails", "fix", "severity", "examples")
_EXPECTED = {"fails": "finds", "passes": "clean", "cannot_tell": "unknown"}


def customs(source: Source) -> tuple[Own, ...]:
    """The controls of a file. Raises UsageError."""
    found = tuple(_Maker(source, node).control() for node in _written(source))
    names = [one.control.name for one in found]
    twice = next((one for one in found if names.count(one.control.name) > 1), None)
    if twice is not None:
        what = f"{twice.where}: the control {twice.control.name} is there twice"
        raise UsageError(what, "Rename one")
    return found


def _written(source: Source) -> Iterator[MapNode]:
    try:
        documents = parse(source.text)
    except ReadProblem as problem:
        raise UsageError(f"{source.path}:{problem.line}: {problem.what}", problem.do) from None
    for document in documents:
        for sentence, offset in document.problems:
            raise _problem(source, offset, sentence)
        held = document.root.get("controls") if isinstance(document.root, MapNode) else None
        if not isinstance(held, ListNode):
            raise _problem(source, document.root.start, "a list `controls` is missing here")
        for node in held.items:
            if not isinstance(node, MapNode):
                raise _problem(source, node.start, "a control is a map")
            yield node


class _Maker:
    """Makes the control of one map."""

    def __init__(self, source: Source, node: MapNode) -> None:
        self._source = source
        self._node = node

    def control(self) -> Own:
        self._known((*_TEXTS, *_LISTS, "examples"), self._node)
        for key in _NEEDED:
            if key not in self._node.entries:
                raise _problem(self._source, self._node.start, f"`{key}` is missing")
        kind = self._kind()
        control: AnyControl = Control(
            name=self._name(),
            handle=self._name(),
            title=self._text("title"),
            severity=self._severity(),
            judges=kind,
            maps_to=self._list("maps_to"),
            practices=self._list("practices"),
            fix=self._text("fix"),
        )
        control.check(self._check(kind))
        where = self._where(self._value("name"))
        control.text = _page(control, self._text("message"), where)
        return Own(control=control, examples=tuple(self._examples()), where=where)

    def _check(self, kind: type[Entity]):  # type: ignore[no-untyped-def]  # noqa: ANN202
        when = self._expression("when", kind) if "when" in self._node.entries else None
        bad = self._expression("fails", kind)
        message = self._text("message")

        def asked(key: str, expression: Expression, subject: Entity) -> Truth:
            try:
                return expression.about(subject)
            except Mistake as mistake:
                raise self._mistaken(key, mistake) from None

        def check(subject: Entity, _: Knowledge) -> Judged:
            meant = asked("when", when, subject) if when is not None else None
            if meant is not None and meant.refuted:
                return None
            answer = asked("fails", bad, subject)
            return fails_if(
                answer if meant is None else meant & answer,
                at=bad.points_at(subject),
                message=message.replace("{label}", subject.label),
            )

        return check

    def _expression(self, key: str, kind: type[Entity]) -> Expression:
        try:
            return Expression(self._text(key), kind)
        except Mistake as mistake:
            raise self._mistaken(key, mistake) from None

    def _mistaken(self, key: str, mistake: Mistake) -> UsageError:
        what = f"`{key}` of {self._text('name')}: {mistake} (column {mistake.offset + 1} of it)"
        return _problem(self._source, self._value(key).start, what)

    def _kind(self) -> type[Entity]:
        name = self._text("for")
        found = getattr(entities, name, None)
        if isinstance(found, type) and issubclass(found, Entity) and found is not Entity:
            return found
        close = get_close_matches(name, entities.__all__, n=1)
        meant = f"Did you mean {close[0]}?" if close else "See docs/reference/control-language.md"
        raise _problem(self._source, self._value("for").start, f"there is no entity {name}", meant)

    def _name(self) -> str:
        name = self._text("name")
        if not _NAME.fullmatch(name):
            what = f"{name!r} is no name for a control: two words or more, joined by hyphens"
            raise _problem(self._source, self._value("name").start, what)
        return name

    def _severity(self) -> Severity:
        text = self._text("severity")
        try:
            return Severity(text)
        except ValueError:
            known = ", ".join(one.value for one in Severity)
            what = f"there is no severity {text!r}"
            raise _problem(self._source, self._value("severity").start, what, known) from None

    def _examples(self) -> Iterator[Example]:
        held = self._value("examples")
        if not isinstance(held, MapNode):
            raise _problem(self._source, held.start, "`examples` is a map")
        self._known(tuple(_EXPECTED), held)
        for key in ("fails", "passes"):
            if key not in held.entries:
                raise _problem(self._source, held.start, f"an example that {key} is missing")
        for key, (_, value) in held.entries.items():
            texts = value.items if isinstance(value, ListNode) else [value]
            for number, text in enumerate(texts, 1):
                written = self._scalar(text, "an example is a template, as text")
                yield Example(f"{key}-{number}", _EXPECTED[key], {"template.yaml": written})

    # -- reading -----------------------------------------------------------------------------

    def _value(self, key: str) -> Node:
        entry = self._node.entries.get(key)
        return self._node if entry is None else entry[1]

    def _text(self, key: str) -> str:
        if key not in self._node.entries:
            return ""
        return self._scalar(self._value(key), f"`{key}` is a text")

    def _list(self, key: str) -> tuple[str, ...]:
        if key not in self._node.entries:
            return ()
        held = self._value(key)
        if not isinstance(held, ListNode):
            raise _problem(self._source, held.start, f"`{key}` is a list")
        return tuple(self._scalar(one, f"`{key}` is a list of texts") for one in held.items)

    def _scalar(self, node: Node, otherwise: str) -> str:
        if not isinstance(node, ScalarNode) or node.tag:
            raise _problem(self._source, node.start, otherwise)
        return node.text

    def _known(self, keys: Sequence[str], node: MapNode) -> None:
        for key, (place, _) in node.entries.items():
            if key not in keys:
                close = get_close_matches(key, keys, n=1)
                meant = f"Did you mean {close[0]}?" if close else f"Known: {', '.join(keys)}"
                raise _problem(self._source, place.start, f"unknown key {key!r}", meant)

    def _where(self, node: Node) -> str:
        return f"{self._source.path}:{self._source.place(node.start)[0]}"


def _problem(source: Source, offset: int, what: str, do: str = "") -> UsageError:
    return UsageError(f"{source.path}:{source.place(offset)[0]}: {what}", do)


def _page(control: AnyControl, message: str, where: str) -> str:
    """What ``crenel explain`` and SARIF tell of it."""
    title = f"{control.title[:1].upper()}{control.title[1:]}"
    what = message.replace("{label}", f"a {variable(control.judges)}") or control.title
    return f"# {title}\n\n## What\n{what}\n\n## Fix\n{control.fix}\n\nWritten in {where}.\n"


def all_customs(sources: Iterable[Source]) -> tuple[Own, ...]:
    """The controls of several files. Raises UsageError where two have one name."""
    found: dict[str, Own] = {}
    for source in sources:
        for one in customs(source):
            if one.control.name in found:
                other = found[one.control.name].where
                what = f"{one.where}: {one.control.name} is at {other} already"
                raise UsageError(what, "Rename one")
            found[one.control.name] = one
    return tuple(found.values())
