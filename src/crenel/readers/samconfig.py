"""samconfig.toml: the parameter values that ``sam deploy`` would give, per environment.

Source: the SAM CLI's configuration file reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.errors import ReadProblem, UsageError
from crenel.readers.root import Root, join
from crenel.readers.text.decode import decode
from crenel.readers.text.toml import MAX_TOML, toml

_FILES = ("samconfig.toml",)
_DEFAULT = "default"


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


def names(root: Root, folder: str) -> list[str]:
    """The environments that give parameters; none without a file, or where it cannot be read."""
    try:
        document = _document(root, folder) or {}
    except ReadProblem:
        return []  # told where the default one is read
    return [name for name, table in document.items() if _parameters(table)]


def _document(root: Root, folder: str) -> dict[str, object] | None:
    for name in _FILES:
        path = join(folder, name)
        if root.names(path):
            return toml(decode(root.read_bytes(path, MAX_TOML)))
    return None


def _parameters(table: object) -> object:
    """``parameter_overrides`` of the deploy command, or of all commands."""
    for command in ("deploy", "global"):
        inner = table.get(command) if isinstance(table, dict) else None
        parameters = inner.get("parameters") if isinstance(inner, dict) else None
        if isinstance(parameters, dict) and "parameter_overrides" in parameters:
            return parameters["parameter_overrides"]
    return ()


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
