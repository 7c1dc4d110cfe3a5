"""Controls in Python that are not crenel's: a folder of them, or a package that is installed.

Both look as crenel's own families do: ``name.py`` holds ``control``, ``name.md`` beside it is its
page with the examples that prove it. The stem is the control's name, so that a name can be known
without running anything.

Loading runs the code. Who calls this has asked first whether that is wanted.
"""

from __future__ import annotations

import hashlib
import sys
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import AnyControl
from crenel.controls.control import Control
from crenel.controls.custom.own import Own
from crenel.controls.examples import Example, examples_of
from crenel.controls.judgement import Judged, Judgement
from crenel.errors import CrenelError, DataError
from crenel.model.entities import Entity
from crenel.model.verdict import Severity

_NEEDED = {"finds": "must fail", "clean": "must pass"}
_LIKE = "See docs/how-to/write-your-own-controls.md"


def stems(folder: Path) -> list[Path]:
    """The files of a folder that hold controls."""
    return [path for path in sorted(folder.glob("*.py")) if not path.name.startswith("_")]


def name_of(path: Path) -> str:
    """The name of the control that a file holds."""
    return path.stem.replace("_", "-")


def unrun(folder: Path) -> Iterator[AnyControl]:
    """Controls of a folder by their names and pages alone, for those who judge nothing."""
    for path in stems(folder):
        name, page = name_of(path), path.with_suffix(".md")
        text = page.read_text(encoding="utf-8") if page.is_file() else f"# {name}\n"
        control: AnyControl = Control(
            name=name,
            handle=name,
            title=text.partition("\n")[0].removeprefix("# "),
            severity=Severity.INFO,
            judges=Entity,
            maps_to=(),
            practices=(),
            fix="",
        )
        control.text = text
        yield control


def in_folder(folder: Path, shown: str) -> Iterator[Own]:
    """Runs the files of a folder and gives their controls. Raises DataError with file and line."""
    package = ModuleType(f"crenel_plugins_{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}")
    package.__path__ = [str(folder)]
    sys.modules[package.__name__] = package
    for path in stems(folder):
        yield _loaded(f"{package.__name__}.{path.stem}", path, f"{shown}/{path.name}")


def in_package(package: ModuleType, shown: str) -> Iterator[Own]:
    """The controls of a package that is installed. Raises DataError with file and line."""
    for place in map(Path, getattr(package, "__path__", ())):
        for path in stems(place):
            yield _loaded(f"{package.__name__}.{path.stem}", path, f"{shown}: {path.name}")


def _loaded(module: str, path: Path, shown: str) -> Own:
    control = getattr(_imported(module, path, shown), "control", None)
    if not isinstance(control, Control):
        raise DataError(f"{shown}:1: it holds no `control`", _LIKE)
    _check(control, path, shown)
    page = path.with_suffix(".md")
    control.text = _text(page, shown)
    control.guard(lambda check: _told(check, control, path, shown))
    return Own(control=control, examples=_examples(page, shown), where=f"{shown}:1")


def _imported(module: str, path: Path, shown: str) -> ModuleType:
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        return import_module(module)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever foreign code does is told
        line = _line(error, path)
        raise DataError(f"{shown}:{line}: it cannot be loaded: {_said(error)}", _LIKE) from None
    finally:
        sys.dont_write_bytecode = before


def _check(control: AnyControl, path: Path, shown: str) -> None:
    if control.name != name_of(path):
        what = f"{shown}:1: the control is called {control.name!r}, the file says {name_of(path)!r}"
        raise DataError(what, "Give both one name")
    severity: object = control.severity
    if not isinstance(severity, Severity):
        raise DataError(f"{shown}:1: `severity` is no Severity", "Write Severity.HIGH or the like")
    judged: object = control.judges
    if not (isinstance(judged, type) and issubclass(judged, Entity)):
        raise DataError(f"{shown}:1: `judges` is no entity of crenel.model.entities", _LIKE)
    if not control.has_check:
        raise DataError(f"{shown}:1: nothing is marked with @control.check", _LIKE)


def _text(page: Path, shown: str) -> str:
    try:
        return page.read_text(encoding="utf-8")
    except (OSError, ValueError):
        what = f"{shown}:1: its page {page.name} cannot be read beside it"
        raise DataError(what, "A control needs one, with examples") from None


def _examples(page: Path, shown: str) -> tuple[Example, ...]:
    found = tuple(examples_of(page))
    for expected, said in _NEEDED.items():
        if not any(one.expected == expected for one in found):
            what = f"{shown}:1: {page.name} has no example that {said}"
            raise DataError(what, f"Add a block with `# crenel: {expected}`")
    return found


_Check = Callable[[Entity, Knowledge], Judged]


def _told(check: _Check, control: AnyControl, path: Path, shown: str) -> _Check:
    """A check whose failures are told with their place: they are no pass."""

    def judged(subject: Entity, app: Knowledge) -> Judged:
        try:
            found = check(subject, app)
            if found is None or isinstance(found, Judgement):
                return found
            return [_judgement(one) for one in found]
        except CrenelError:
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001 - foreign code may do anything
            about = f"{control.name} failed on {subject.label}"
            place = f"{shown}:{_line(error, path)}"
            raise DataError(f"{place}: {about}: {_said(error)}", "Correct the control") from None

    return judged


def _judgement(found: object) -> Judgement:
    if not isinstance(found, Judgement):
        raise TypeError(f"the check gave {type(found).__name__}, not what fails_if gives")
    return found


def _line(error: BaseException, path: Path) -> int:
    """The line of the file at which it happened; 1 where it is elsewhere."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 1
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    return (lines[-1] if lines else None) or 1


def _said(error: BaseException) -> str:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {text.splitlines()[0]}" if text else type(error).__name__
