"""What languages with declared types add to the evaluation: one object for each program.

Python and JavaScript have none; for them nothing here is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.code.values import UNKNOWN

if TYPE_CHECKING:
    from crenel.code.program import Program, Scope
    from crenel.code.run import Run
    from crenel.code.syntax import Call, Module, Step, Unit
    from crenel.code.values import Code, Path, Site, Value

LANGUAGES = frozenset({"java", "go"})
"""Those that have one. Of their classes only the methods that are called are reached."""


class Dialect:
    """How one language finds names, calls its own methods, and what foreign ones answer."""

    def named(self, run: Run, name: str, value: Value) -> Value:
        """The value of a name, made more exact by its declared type."""
        unit: Unit | None = run.unit
        while unit is not None:
            kind = unit.types.get(name)
            if kind is not None:
                return self.refined(unit.module, kind, value)
            unit = unit.outer
        return value

    def refined(self, module: Module, kind: str, value: Value) -> Value:
        """A value of which little is known, as the type that the text of a file declares."""
        raise NotImplementedError

    def outside(self, _run: Run, _name: str) -> Value | None:
        """A name that no unit around binds; None for a foreign one of that name."""
        return None

    def cast(self, _run: Run, _kind: str, value: Value) -> Value:
        """A value that is said to be of a type."""
        return value

    def answered(self, _unit: Unit, value: Value) -> Value:
        """What a function of the application answers, made more exact by its declared type."""
        return value

    def field(self, run: Run, unit: Unit, name: str) -> Value:
        """A field of an object of this class."""
        raise NotImplementedError

    def method(self, _run: Run, _step: Call, _base: Value, _name: str, _site: Site) -> Value | None:
        """The answer of ``base.name(...)``; None where nothing is particular about it."""
        return None

    def made(self, run: Run, callee: Code, site: Site) -> Value:
        """A new object of a class of the application."""
        raise NotImplementedError

    def answer(self, _run: Run, _step: Step, _callee: Path, _site: Site) -> Value | None:
        """What a foreign function answers; None where that is not known."""
        return None

    def part(self, _run: Run, _step: Step, value: Value, _place: int) -> Value:
        """One of the several values that a call answers."""
        return value

    def shown(self, _run: Run, _module: Module, _name: str) -> Value:
        """A member of a package of the application; not known where packages are no values."""
        return UNKNOWN

    def owner(self, _run: Run, _name: str) -> Scope | None:
        """The unit elsewhere that declares a variable which is written here."""
        return None

    def entries(self, _module: Module, _symbol: str) -> tuple[list[tuple[Unit, int]], str]:
        """The functions that the platform calls, each with the position of its event.

        The text says what is not known about that; empty where all is.
        """
        raise NotImplementedError


def dialect_of(language: str, program: Program) -> Dialect | None:
    """The dialect of a language, for one program; loaded when a file of it is evaluated."""
    from crenel.code.hooks import load_for  # noqa: PLC0415 - only where it is read

    load_for(language)
    if language == "java":
        from crenel.code.java.dialect import Java  # noqa: PLC0415 - only where it is read

        return Java(program)
    if language == "go":
        from crenel.code.go.dialect import Go  # noqa: PLC0415 - only where it is read

        return Go(program)
    return None
