"""Starts a control: ``family/name.py`` and ``family/name.md``, to be filled in.

python tools/new_control.py FAMILY NAME [--handle H] [--judges ENTITY] [--severity S]

Until it is filled in, ``tests/controls`` fails and says what is left to write.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]

from crenel.controls.catalogue import by_name, catalogue, text_path  # noqa: E402
from crenel.errors import CrenelError, UsageError  # noqa: E402
from crenel.model import entities  # noqa: E402
from crenel.model.verdict import Severity  # noqa: E402

CONTROLS = ROOT / "src/crenel/controls"

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_FAMILY = re.compile(r"[a-z]+(_[a-z]+)*")
_HANDLE = re.compile(r"[A-Z]{3}-\d{3}")
_MAX_NAME = 48


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted, checked."""

    family: str
    name: str
    handle: str
    judges: str
    severity: Severity
    about_family: str = ""
    """The docstring of a new family; empty for one that is there."""


def requested(args: argparse.Namespace, folder: Path) -> Request:
    """The request of a command line. Raises UsageError for what cannot be made."""
    family, name = _family(args, folder), _name(args.name)
    stem = name.replace("-", "_")
    if (folder / family / f"{stem}.py").exists() or (folder / family / f"{stem}.md").exists():
        raise UsageError(f"{family}/{stem} is there already", "Choose another name")
    return Request(
        family=family,
        name=name,
        handle=_handle(args.handle, family),
        judges=_judges(args.judges),
        severity=Severity(args.severity),
        about_family=args.new_family,
    )


def write(request: Request, folder: Path) -> list[Path]:
    """Writes the files and returns them."""
    here = folder / request.family
    stem = request.name.replace("-", "_")
    files = {here / f"{stem}.py": code(request), here / f"{stem}.md": prose()}
    if request.about_family:
        files[here / "__init__.py"] = f'"""{request.about_family}"""\n'
    here.mkdir(exist_ok=True)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return list(files)


def code(request: Request) -> str:
    """The module: everything but the check."""
    return f'''"""{request.handle}: TODO what it finds, in a few words."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity
from crenel.model.entities import {request.judges}

control = Control(
    name="{request.name}",
    handle="{request.handle}",
    title="TODO the bad state, a sentence without a full stop",
    severity=Severity.{request.severity.name},
    judges={request.judges},
    maps_to=("TODO",),
    practices=("TODO",),
    fix="TODO one sentence: what to do about it.",
)


@control.check
def check(subject: {request.judges}, _: Knowledge) -> Judged:
    """Fails where TODO."""
    raise NotImplementedError(f"the check of {request.name} is not written: {{subject.id}}")
'''


def prose() -> str:
    """The page: every heading, and the three kinds of example."""
    sections = (
        ("What", "TODO what the bad state is."),
        ("Why it matters", "TODO what an attacker, or a bad day, makes of it."),
        ("Fix", "TODO what to write instead."),
        ("Accept when", "TODO when a sensible person leaves it as it is."),
        ("Fails", _example("finds", "a template with the bad state")),
        ("Passes", _example("clean", "the same, mended")),
        ("Cannot tell", _example("unknown", "the same, with a parameter that has no default")),
        ("References", "- TODO public documentation, by title"),
    )
    body = "\n".join(f"## {heading}\n{text}\n" for heading, text in sections)
    title = "TODO the bad state, a sentence without a full stop"
    return f"# {title}\n\n{body}".rstrip("\n").replace("\n\n\n", "\n\n") + "\n"


def _example(expected: str, what: str) -> str:
    return f"```yaml\n# crenel: {expected}\n# TODO {what}\nResources: {{}}\n```"


def _family(args: argparse.Namespace, folder: Path) -> str:
    family: str = args.family
    known = sorted(path.parent.name for path in folder.glob("*/__init__.py"))
    if args.new_family:
        return _new_family(family, args.new_family, known)
    if family not in known:
        do = f'Known: {", ".join(known)}. For a new one add --new-family "What it is about."'
        raise UsageError(f"there is no family {family}", do)
    return family


def _new_family(family: str, about: str, known: list[str]) -> str:
    if family in known:
        raise UsageError(f"the family {family} is there already", "Leave --new-family out")
    if not _FAMILY.fullmatch(family):
        raise UsageError(f"{family!r} is no name for a family", "Write it like: entry")
    if not about.endswith(".") or set('"\\\n') & set(about):
        raise UsageError("the docstring of a family is one sentence", "End it with a full stop")
    return family


def _name(name: str) -> str:
    if not _NAME.fullmatch(name) or len(name) > _MAX_NAME:
        do = "Write two words or more in lower case, like public-function-url"
        raise UsageError(f"{name!r} is no name for a control", do)
    if name in by_name():
        raise UsageError(f"there is a control {name} already", "Choose another name")
    return name


def _handle(handle: str, family: str) -> str:
    if not handle:
        return _next_handle(family)
    if not _HANDLE.fullmatch(handle):
        raise UsageError(f"{handle!r} is no handle", "Write it like ENT-001")
    if handle.lower() in by_name():
        taken = by_name()[handle.lower()].name
        raise UsageError(f"the handle {handle} is that of {taken}", "Choose another one")
    return handle


def _next_handle(family: str) -> str:
    """One more than the highest handle of the family."""
    found = [one.handle for one in catalogue() if text_path(one).parent.name == family]
    if not found:
        raise UsageError(f"{family} has no control yet", "Give the first handle: --handle ABC-001")
    prefix, _, number = max(found).partition("-")
    return f"{prefix}-{int(number) + 1:03}"


def _judges(judges: str) -> str:
    known = [name for name in entities.__all__ if _is_entity(getattr(entities, name))]
    if judges not in known:
        raise UsageError(f"the model has no entity {judges}", f"It has: {', '.join(sorted(known))}")
    return judges


def _is_entity(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, entities.Entity)


def parser() -> argparse.ArgumentParser:
    """The flags."""
    made = argparse.ArgumentParser(description="Start a control.")
    made.add_argument("family", help="a folder of src/crenel/controls, such as entry")
    made.add_argument("name", help='reads well after "accept", such as public-function-url')
    made.add_argument("--handle", default="", help="default: one more than the family's highest")
    made.add_argument("--judges", default="Function", help="an entity (default: Function)")
    levels = [severity.value for severity in Severity]
    made.add_argument("--severity", choices=levels, default="medium", help="default: medium")
    made.add_argument("--new-family", default="", metavar="SENTENCE", help="make the family, too")
    return made


def main(argv: list[str] | None = None, folder: Path = CONTROLS) -> int:
    """Writes the two files and says what to do next."""
    try:
        request = requested(parser().parse_args(argv), folder)
    except CrenelError as error:
        print(f"new_control: {error}", file=sys.stderr)
        return error.exit_code
    for path in write(request, folder):
        print(f"written: {path.relative_to(folder.parents[2])}")
    print(
        f"\nFill in every TODO (see CONTRIBUTING.md), then: pytest tests/controls -k {request.name}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
