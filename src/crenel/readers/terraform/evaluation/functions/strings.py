"""Functions of text. Patterns run in RE2, which takes no exponential time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from crenel.model.value import (
    Absent,
    Known,
    List,
    Map,
    Ref,
    Scalar,
    Text,
    Unknown,
    Value,
    known,
    sequence,
)
from crenel.readers.terraform.allowance import MAX_ITEMS
from crenel.readers.terraform.evaluation.choices import spread
from crenel.readers.terraform.evaluation.functions.registry import Asked, function, scalars
from crenel.readers.terraform.evaluation.functions.sequences import as_list
from crenel.readers.terraform.evaluation.operators import number
from crenel.readers.terraform.evaluation.texts import MAX_TEXT, scalar_text, text_of
from crenel.readers.terraform.evaluation.values import is_open

_VERB = re.compile(r"%(?:\[(\d{1,4})\])?([-+# 0]*)(\d{0,4})(?:\.(\d{1,4}))?([a-zA-Z%])")
_GROUP = re.compile(r"\$(?:(\w+)|\{(\w+)\})")
_MAX_PATTERN = 2_000


def _text(value: Scalar) -> str:
    return scalar_text(value)


@scalars("upper", 1)
def upper(text: Scalar) -> Scalar:
    """In capitals."""
    return _text(text).upper()


@scalars("lower", 1)
def lower(text: Scalar) -> Scalar:
    """In small letters."""
    return _text(text).lower()


@scalars("title", 1)
def title(text: Scalar) -> Scalar:
    """Each word with a capital."""
    return re.sub(r"(?:^|(?<=\W))\w", lambda found: found[0].upper(), _text(text))


@scalars("trimspace", 1)
def trimspace(text: Scalar) -> Scalar:
    """Without blanks at both ends."""
    return _text(text).strip()


@scalars("chomp", 1)
def chomp(text: Scalar) -> Scalar:
    """Without line breaks at the end."""
    return _text(text).rstrip("\r\n")


@scalars("trim", 2)
def trim(text: Scalar, cut: Scalar) -> Scalar:
    """Without some characters at both ends."""
    return _text(text).strip(_text(cut))


@scalars("trimprefix", 2)
def trimprefix(text: Scalar, prefix: Scalar) -> Scalar:
    """Without a beginning."""
    return _text(text).removeprefix(_text(prefix))


@scalars("trimsuffix", 2)
def trimsuffix(text: Scalar, suffix: Scalar) -> Scalar:
    """Without an end."""
    return _text(text).removesuffix(_text(suffix))


@scalars("startswith", 2)
def startswith(text: Scalar, prefix: Scalar) -> Scalar:
    """Does it begin so?"""
    return _text(text).startswith(_text(prefix))


@scalars("endswith", 2)
def endswith(text: Scalar, suffix: Scalar) -> Scalar:
    """Does it end so?"""
    return _text(text).endswith(_text(suffix))


@scalars("strcontains", 2)
def strcontains(text: Scalar, part: Scalar) -> Scalar:
    """Does it hold a part?"""
    return _text(part) in _text(text)


@scalars("strrev", 1)
def strrev(text: Scalar) -> Scalar:
    """Backwards."""
    return _text(text)[::-1]


@scalars("indent", 2)
def indent(depth: Scalar, text: Scalar) -> Scalar:
    """Every line but the first moved to the right."""
    blanks = min(int(depth), 1_000)
    breaks = _text(text).count("\n")
    if blanks * breaks > MAX_TEXT:
        raise ValueError("the text would be too long")
    return _text(text).replace("\n", "\n" + " " * blanks)


@scalars("substr", 3)
def substr(text: Scalar, start: Scalar, size: Scalar) -> Scalar:
    """A stretch; a negative start counts from the end, a negative size takes all."""
    whole = _text(text)
    first = int(start) if int(start) >= 0 else max(len(whole) + int(start), 0)
    return whole[first:] if int(size) < 0 else whole[first : first + int(size)]


@scalars("replace", 3)
def replace(text: Scalar, wanted: Scalar, by: Scalar) -> Scalar:
    """With something replaced; ``/.../`` is a pattern."""
    whole, part, new = _text(text), _text(wanted), _text(by)
    longer = len(whole) + (whole.count(part) if part else len(whole)) * len(new)
    if len(part) > 1 and part[0] == part[-1] == "/":
        if len(whole) * max(len(new), 1) > MAX_TEXT:
            raise ValueError("the text would be too long")
        return str(_compiled(part[1:-1]).sub(lambda found: _replacement(found, new), whole))
    if longer > MAX_TEXT:
        raise ValueError("the text would be too long")
    return whole.replace(part, new)


def _replacement(found: Any, new: str) -> str:  # noqa: ANN401 - re2 has no types
    """``$1``, ``${name}`` in a replacement are what the groups hold."""
    groups = {**{str(i + 1): one for i, one in enumerate(found.groups())}, **found.groupdict()}
    groups["0"] = found.group()
    return _GROUP.sub(lambda hole: groups.get(hole[1] or hole[2]) or "", new)


def _compiled(pattern: str) -> Any:  # noqa: ANN401 - re2 has no types
    import re2  # noqa: PLC0415 - for those who match

    if len(pattern) > _MAX_PATTERN:
        raise ValueError("the pattern is too long")
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise ValueError(f"the pattern is not valid: {error}") from None


@function("regex", "regexall")
def regex(values: Sequence[Value], asked: Asked) -> Value:
    """What a pattern finds: a text, the groups, or all of them."""
    words = [one.text() for one in values if isinstance(one, Known)]
    if len(values) != 2:  # noqa: PLR2004 - a pattern and a text
        return asked.failed("a pattern and a text are wanted")
    if len(words) != 2:  # noqa: PLR2004 - both known
        return asked.unknown(*values)
    try:
        compiled = _compiled(words[0])
    except ValueError as error:
        return asked.failed(str(error))
    if asked.name == "regex":
        found = compiled.search(words[1])
        return asked.failed("nothing matches") if found is None else _groups(found, asked)
    matches = []
    for found in compiled.finditer(words[1]):
        matches.append(_groups(found, asked))
        if len(matches) > MAX_ITEMS:
            return asked.unknown(*values)
    return sequence(matches, asked.span)


def _groups(found: Any, asked: Asked) -> Value:  # noqa: ANN401 - re2 has no types
    named = found.groupdict()
    if named:
        entries = {key: _or_null(one) for key, one in named.items()}
        return Map(content=entries, span=asked.span)
    if found.groups():
        return sequence(map(_or_null, found.groups()), asked.span)
    return known(found.group(), asked.span)


def _or_null(text: str | None) -> Value:
    return Absent() if text is None else known(text)


@function("split")
def split(values: Sequence[Value], asked: Asked) -> Value:
    """The parts between a separator."""
    if len(values) != 2:  # noqa: PLR2004 - a separator and a text
        return asked.failed("a separator and a text are wanted")
    separator, text = values
    if not isinstance(separator, Known) or not isinstance(text, Known):
        return asked.unknown(*values)
    whole = text.text()
    parts = whole.split(separator.text()) if separator.text() else list(whole)
    if len(parts) > MAX_ITEMS:
        return asked.unknown(*values)
    return sequence((known(one, asked.span) for one in parts if whole or one), asked.span)


@function("join")
def join(values: Sequence[Value], asked: Asked) -> Value:
    """Texts with a separator between them."""
    lists = [as_list(value, asked) for value in values[1:]]
    if len(values) < 2 or None in lists:  # noqa: PLR2004 - a separator and lists
        return asked.failed("a separator and lists are wanted")
    elements = [item for one in lists if one is not None for item in one.elements]
    if any(is_open(one) for one in lists if one is not None):
        return asked.unknown(*values)

    def together(leaves: Sequence[Value]) -> Value:
        parts = [part for leaf in leaves for part in (values[0], leaf)][1:]
        return text_of(parts, asked.span)

    return spread([one for one in elements if not isinstance(one, Absent)], together, asked.span)


@function("format")
def format_(values: Sequence[Value], asked: Asked) -> Value:
    """Text by a pattern with verbs; unknown arguments become holes."""
    if not values or not isinstance(values[0], Known):
        return asked.unknown(*values)
    try:
        parts = _formatted(values[0].text(), list(values[1:]), asked)
    except ValueError as error:
        return asked.failed(str(error))
    return text_of(parts, asked.span)


@function("formatlist")
def formatlist(values: Sequence[Value], asked: Asked) -> Value:
    """``format`` for every element of some lists."""
    lists = [one for one in values[1:] if isinstance(one, List)]
    if not values or any(isinstance(one, Unknown | Ref) or is_open(one) for one in values[1:]):
        return asked.unknown(*values)
    size = max((len(one.elements) for one in lists), default=1)
    if any(len(one.elements) != size for one in lists):
        return asked.failed("the lists are not equally long")
    rows = (
        [one.elements[index] if isinstance(one, List) else one for one in values[1:]]
        for index in range(size)
    )
    made = (
        spread([values[0], *row], lambda leaves: format_(leaves, asked), asked.span) for row in rows
    )
    return sequence(made, asked.span)


def _formatted(pattern: str, arguments: list[Value], asked: Asked) -> list[Value]:
    parts: list[Value] = []
    position = used = 0
    for verb in _VERB.finditer(pattern):
        parts.append(known(pattern[position : verb.start()]))
        position = verb.end()
        if verb[5] == "%":
            parts.append(known("%"))
            continue
        index = int(verb[1]) - 1 if verb[1] else used
        used = index + 1
        if not 0 <= index < len(arguments):
            raise ValueError("there are not enough arguments")
        parts.append(_one(verb, arguments[index], asked))
    parts.append(known(pattern[position:]))
    return parts


def _one(verb: re.Match[str], value: Value, asked: Asked) -> Value:
    letter = verb[5]
    if not isinstance(value, Known):
        plain = letter in "svdq" and isinstance(value, Unknown | Ref | Text | List | Map)
        return value if plain else asked.unknown(value)
    if letter in "sv":
        return known(_padded(verb, scalar_text(value.value)), value.span, value.via)
    if letter == "q":
        return known('"' + value.text().replace("\\", "\\\\").replace('"', '\\"') + '"')
    if letter == "t":
        return known(scalar_text(value.value))
    found = number(value)
    if found is None or letter not in "dxXobeEfgG":
        raise ValueError(f"%{letter} does not take {value.text()!r}")
    width = f"{verb[2].replace('-', '<')}{verb[3]}"
    precision = f".{verb[4]}" if verb[4] else ""
    if letter in "dxXob":
        return known(format(int(found), width + letter))
    return known(format(float(found), width + precision + letter))


def _padded(verb: re.Match[str], text: str) -> str:
    width = int(verb[3] or 0)
    text = text[: int(verb[4])] if verb[4] else text
    return text.ljust(width) if "-" in verb[2] else text.rjust(width)
