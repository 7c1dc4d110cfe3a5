"""The language that controls are written in, from the docstrings of its words."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from enum import Enum

import msgspec
from tools.pages import text

from crenel.analysis.knowledge import Knowledge
from crenel.controls import fails_if
from crenel.model import entities, truth, value
from crenel.model.truth import Truth
from crenel.model.value import Value
from crenel.model.value.root import UnknownKind

_KINDS = ("Known", "Unknown", "Absent", "Ref", "Text", "Choice", "List", "Map")
_REACHING = ("get", "at", "items", "entries", "cases", "or_default", "known", "text")
_MODULE = "the docstrings in src/crenel/model and src/crenel/analysis/knowledge.py"
_SHARED = ("id", "origin", "guard", "name")


def page() -> str:
    """Values, truths, what a check returns, what it may ask of the application, entities."""
    return text.page(
        text.generated_from(_MODULE),
        "# The language of controls",
        "A control asks a value of the model a question and gets a truth. It says when the state "
        "is *bad*; what is not known is carried by the truth, so a check handles no unknowns. "
        "Where these come from: [how a value walks through the house]"
        "(../explanation/the-walk-of-a-value.md).",
        "## Values",
        text.table(("Kind", "What it is"), _kinds()),
        "A value has `span` (where it was written) and `via` (how it came to be, step by step).",
        "Why a value may be unknown:",
        text.table(("Kind of unknown",), ((f"`{one.value}`",) for one in UnknownKind)),
        "### Reaching inside",
        _methods(Value, _REACHING),
        "### Asking",
        "Each answers with a truth.",
        _methods(Value, _answering_truths(Value)),
        "## Truths",
        text.prose(Truth.__doc__) + " Join them with `&`, `|` and `~`; `bool()` of one is refused.",
        _properties(Truth),
        text.table(("Function", "What it does"), map(_row, (truth.all_of, truth.any_of))),
        "## What a check returns",
        f"`NOT_JUDGED` where there is nothing to judge, one judgement, or several: one for each "
        f"place inside the subject. `fails_if` makes a judgement. {text.prose(fails_if.__doc__)}",
        f"```python\n{_signature(fails_if, one_line=False)}\n```",
        "## What it may ask of the application",
        _methods(Knowledge, _public(Knowledge)),
        "## Entities",
        "What a control may judge. Beside these fields each has `id`, `origin` (file, logical id, "
        "type, place), `guard` (when it exists) and `name`.",
        text.table(("Entity", "What it is", "Fields"), _entities()),
    )


def _kinds() -> Iterator[tuple[str, str]]:
    for name in _KINDS:
        yield f"`{name}`", text.prose(getattr(value, name).__doc__)


def _methods(kind: type, names: Iterable[str]) -> str:
    functions = (getattr(kind, name) for name in names)
    return text.table(("Method", "What it does"), map(_row, functions))


def _properties(kind: type) -> str:
    found = (
        (f"`.{name}`", text.prose(one.__doc__))
        for name, one in vars(kind).items()
        if isinstance(one, property)
    )
    return text.table(("Property", "What it tells"), found)


def _row(function: Callable[..., object]) -> tuple[str, str]:
    about = text.prose(function.__doc__).partition("\n\n")[0]
    return f"`{_signature(function)}`", about


def _signature(function: Callable[..., object], *, one_line: bool = True) -> str:
    """The name and the parameters without ``self``, as written in the source."""
    signature = inspect.signature(function)
    kept = [one for name, one in signature.parameters.items() if name != "self"]
    joined = ", ".join(dict.fromkeys(_parameters(kept)))
    wrapped = joined if one_line else "\n    " + joined.replace(", ", ",\n    ") + ",\n"
    returns = "" if one_line else f" -> {signature.return_annotation}"
    return f"{function.__name__}({wrapped}){returns}"


def _parameters(parameters: Iterable[inspect.Parameter]) -> Iterator[str]:
    starred = False
    for one in parameters:
        if one.kind is inspect.Parameter.KEYWORD_ONLY and not starred:
            yield "*"
        starred = starred or one.kind in (
            inspect.Parameter.KEYWORD_ONLY,
            inspect.Parameter.VAR_POSITIONAL,
        )
        yield _parameter(one)


def _parameter(one: inspect.Parameter) -> str:
    star = "*" if one.kind is inspect.Parameter.VAR_POSITIONAL else ""
    if one.default is inspect.Parameter.empty:
        return f"{star}{one.name}"
    shown = str(one.default) if isinstance(one.default, Enum) else repr(one.default)
    return f"{one.name}={shown}"


def _public(kind: type) -> list[str]:
    return [
        name
        for name, one in vars(kind).items()
        if inspect.isfunction(one) and not name.startswith("_")
    ]


def _answering_truths(kind: type) -> list[str]:
    names = _public(kind)
    return [name for name in names if getattr(kind, name).__annotations__["return"] == "Truth"]


def _entities() -> Iterator[tuple[str, str, str]]:
    for name in sorted(set(entities.__all__) - {"Entity"}):
        kind = getattr(entities, name)
        if isinstance(kind, type) and issubclass(kind, entities.Entity):
            yield f"`{name}`", text.prose(kind.__doc__).partition("\n")[0], _fields(kind)


def _fields(kind: type[msgspec.Struct]) -> str:
    own = [name for name in kind.__struct_fields__ if name not in _SHARED]
    return ", ".join(f"`{name}`" for name in own)
