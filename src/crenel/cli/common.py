"""Flags that the analysing verbs share, and what they mean."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from crenel.cli.customs import add_plugins
from crenel.cli.start import columns
from crenel.errors import UsageError

LEVELS = ("critical", "high", "medium", "low", "none")
"""What ``--fail-on`` takes."""
_JSON, _TOML = ".json", ".toml"
_TFVARS = (".tfvars", ".tfvars.json")
Flags = argparse._ArgumentGroup | argparse.ArgumentParser  # noqa: SLF001 - the only name it has
"""What flags are added to."""
_FORCING = ("FORCE_COLOR", "CLICOLOR_FORCE")


def add_reading(parser: argparse.ArgumentParser) -> None:
    """PATH and the flags that say which deployment is meant."""
    parser.add_argument(
        "path", nargs="*", type=Path, default=[Path()], help="a folder, or templates (default: .)"
    )
    group = parser.add_argument_group("which deployment")
    group.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="the value of a template parameter (repeatable)",
    )
    group.add_argument(
        "--var-file", type=Path, metavar="FILE", help="parameters: JSON, TOML or tfvars"
    )
    group.add_argument(
        "--env",
        default="",
        metavar="NAME",
        help="an environment of samconfig.toml, a stage, or NAME.tfvars",
    )
    add_today(group)
    config = parser.add_argument_group("configuration")
    config.add_argument("--config", type=Path, metavar="FILE", help="use this file")
    config.add_argument("--no-config", action="store_true", help="use no configuration file")
    add_plugins(config)


def add_showing(parser: argparse.ArgumentParser) -> None:
    """How results are shown."""
    group = parser.add_argument_group("output")
    group.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="default: auto"
    )
    group.add_argument("-q", "--quiet", action="count", default=0, help="no progress")
    group.add_argument("-v", "--verbose", action="count", default=0, help="say more")


def add_today(group: Flags) -> None:
    """The day that ages are judged by."""
    group.add_argument("--today", type=day, default=None, metavar="YYYY-MM-DD", help="judge as of")


def add_paths(group: Flags, flag: str, help_: str, metavar: str = "FILE_OR_FOLDER") -> None:
    """A flag that takes one path or several, and may be given again."""
    group.add_argument(
        flag, nargs="+", action="extend", type=Path, default=[], metavar=metavar, help=help_
    )


def add_gate(
    parser: argparse.ArgumentParser, *, baseline: str = "gate only on what is new", done: str
) -> Flags:
    """What decides on the exit code. ``done``: what was not done to all where it is 3."""
    gate = parser.add_argument_group("the gate")
    gate.add_argument("--baseline", type=Path, metavar="FILE", help=baseline)
    gate.add_argument("--fail-on", choices=LEVELS, help="exit 1 at or above (default: medium)")
    gate.add_argument(
        "--strict", action="store_true", help=f"exit 3, not 1, where anything was not {done}"
    )
    return gate


def day(text: str) -> date:
    """A date as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a date like 2026-11-24"
        raise argparse.ArgumentTypeError(message) from None


def parameters(args: argparse.Namespace) -> dict[str, str]:
    """What ``--var-file`` and ``--param`` give; the latter wins."""
    given = _from_file(args.var_file) if args.var_file else {}
    for pair in args.param:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"--param {pair} has no value", "Write --param NAME=VALUE")
        given[name] = value
    return given


def _from_file(path: Path) -> dict[str, str]:
    import json
    import tomllib

    try:
        text = path.read_text(encoding="utf-8")
        if path.name.endswith(_TFVARS):
            return _from_tfvars(path, text)
        loaded = json.loads(text) if path.suffix == _JSON else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path} cannot be read: {error}", "It takes JSON, TOML or .tfvars"
        ) from None
    return dict(_flat(loaded, path))


def _from_tfvars(path: Path, text: str) -> dict[str, str]:
    """Terraform's own form: each value as the text of its expression."""
    from crenel.errors import ReadProblem
    from crenel.model.source import Source
    from crenel.readers.terraform.modules.inputs import texts_of

    try:
        return texts_of(Source(path.name, text))
    except ReadProblem as problem:
        message = f"{path}:{problem.line} cannot be read: {problem.what}"
        raise UsageError(message, "Correct it") from None


def _flat(loaded: object, path: Path) -> list[tuple[str, str]]:
    """A map, or CloudFormation's list of ParameterKey and ParameterValue."""
    if isinstance(loaded, dict):
        inner = loaded.get("Parameters", loaded)
        return [(str(name), _word(value)) for name, value in inner.items()]
    if isinstance(loaded, list):
        return [(str(one["ParameterKey"]), _word(one["ParameterValue"])) for one in loaded]
    raise UsageError(f"{path} holds no parameters", "Write NAME = VALUE lines, or a JSON map")


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def wants_color(choice: str, stream: object = None) -> bool:
    """``--color``, then FORCE_COLOR and NO_COLOR, then whether a person is watching."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in _FORCING):
        return True
    watched = sys.stdout if stream is None else stream
    return bool(getattr(watched, "isatty", lambda: False)()) and os.environ.get("TERM") != "dumb"


_WIDE = 100


def width() -> int:
    """Columns of the terminal, or 100 where there is none."""
    return columns(_WIDE)
