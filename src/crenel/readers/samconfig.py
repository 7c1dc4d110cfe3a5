"""samconfig.toml: what ``sam deploy`` would be told, per environment.

Source: the SAM CLI's configuration file reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.errors import ReadProblem, UsageError
from crenel.model.entities import DeploymentSettings, StackSettings
from crenel.model.resource import Origin
from crenel.model.source import Source, Span
from crenel.model.value import NOTHING, Value, known, mapping, sequence
from crenel.pattern import Pattern
from crenel.readers.root import Root, folder_of, join
from crenel.readers.text.decode import decode
from crenel.readers.text.toml import MAX_TOML, toml

_FILES = ("samconfig.toml",)
_DEFAULT = "default"
_ROLLBACK = Pattern(r"disable_rollback\s*=\s*\S+")
_TEMPLATES = ("template.yaml", "template.yml", "template.json")
_COMMANDS = ("deploy", "global")
"""The command that deploys first, then what holds for all."""


def overrides(root: Root, folder: str, environment: str) -> dict[str, str]:
    """The overrides of one environment (``default`` where none is named); none without a file."""
    document = _document(root, folder)
    if document is None:
        return {}
    table = document.get(environment or _DEFAULT)
    if table is None:
        if environment not in ("", _DEFAULT):
            known = ", ".join(sorted(name for name in document if name != "version"))
            raise UsageError(f"samconfig.toml has no environment {environment}", f"It has: {known}")
        return {}
    return dict(_pairs(_parameters(table)))


def stack_settings(root: Root, folder: str, environment: str) -> Iterator[StackSettings]:
    """What ``sam deploy`` is told about the stack; none without a file, or where it is broken."""
    try:
        table = (_document(root, folder) or {}).get(environment or _DEFAULT)
        given = _parameter(table, "disable_rollback")
        if given is None:
            return
        source = root.read(join(folder, _FILES[0]))
    except ReadProblem:
        return  # told where the overrides are read
    name = environment or _DEFAULT
    span = _place(source, name)
    yield StackSettings(
        id="samconfig#settings",
        origin=Origin(source.path, name, "SAM::Environment", span),
        rollback_off=known(str(given).lower(), span),
    )


def _place(source: Source, environment: str) -> Span:
    """Where the option stands: behind the heading of its environment, or anywhere."""
    heading = re.search(rf"^\[{re.escape(environment)}\.", source.text, re.MULTILINE)
    found = _ROLLBACK.search(source.text, heading.start() if heading else 0)
    return Span(source, *found.span()) if found else Span(source, 0, 1)


def names(root: Root, folder: str) -> list[str]:
    """The environments that give parameters; none without a file, or where it cannot be read."""
    try:
        document = _document(root, folder) or {}
    except ReadProblem:
        return []  # told where the default one is read
    return [name for name, table in document.items() if _parameters(table)]


def settings(root: Root, template: str) -> Iterator[DeploymentSettings]:
    """What the file beside a template says of its deployment, for each environment."""
    folder, name = folder_of(template), template.rpartition("/")[2]
    path = join(folder, _FILES[0])
    try:
        document = _document(root, folder) or {}
        source = root.read(path) if document else Source(path, "")
    except ReadProblem:
        return  # told where the default one is read
    for environment, table in document.items():
        meant = _parameter(table, "template_file") or _parameter(table, "template")
        if isinstance(table, dict) and (str(meant) == name if meant else name in _TEMPLATES):
            yield _settings(source, environment, table)


def _settings(source: Source, environment: str, table: dict[str, object]) -> DeploymentSettings:
    span = _found(source, f"[{environment}.")
    values = {
        name: known(value, _found(source, f"{name}={value}", name))
        for name, value in _pairs(_parameter(table, "parameter_overrides") or ())
    }
    return DeploymentSettings(
        id=f"samconfig.{environment}",
        origin=Origin(source.path, environment, "samconfig", span),
        values=mapping(values, span),
        confirmed=_value(table, "confirm_changeset", source),
        capabilities=_value(table, "capabilities", source),
    )


def _value(table: object, name: str, source: Source) -> Value:
    """A setting as a value; nothing where it is not written."""
    written, span = _parameter(table, name), _found(source, name)
    if isinstance(written, list):
        return sequence((known(str(one), span) for one in written), span)
    return known(written, span) if isinstance(written, bool | str) else NOTHING


def _found(source: Source, *texts: str) -> Span:
    """Where the first of some texts stands; the beginning where none of them does."""
    for text in texts:
        start = source.text.find(text)
        if start >= 0:
            return Span(source, start, start + len(text))
    return Span(source, 0, min(1, len(source.text)))


def _document(root: Root, folder: str) -> dict[str, object] | None:
    for name in _FILES:
        path = join(folder, name)
        if root.names(path):
            return toml(decode(root.read_bytes(path, MAX_TOML)))
    return None


def _parameters(table: object) -> object:
    """``parameter_overrides``; none where there are none."""
    return _parameter(table, "parameter_overrides") or ()


def _parameter(table: object, name: str) -> object:
    """A setting of the deploy command, or of all commands; None where it is not written."""
    for command in _COMMANDS:
        inner = table.get(command) if isinstance(table, dict) else None
        parameters = inner.get("parameters") if isinstance(inner, dict) else None
        if isinstance(parameters, dict) and name in parameters:
            return parameters[name]
    return None


def _pairs(written: object) -> Iterator[tuple[str, str]]:
    """One text of NAME=VALUE words, a list of such, or ParameterKey=..,ParameterValue=.. pairs."""
    words = written if isinstance(written, list) else _words(str(written or ""))
    for word in map(str, words):
        name, _, value = word.partition("=")
        if name == "ParameterKey":
            name, _, rest = value.partition(",")
            value = rest.partition("=")[2]
        if name:
            yield name, value


def _words(text: str) -> list[str]:
    from shlex import split  # noqa: PLC0415 - few write their overrides as one text

    try:
        return split(text)
    except ValueError:
        return text.split()
