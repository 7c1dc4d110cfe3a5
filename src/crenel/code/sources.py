"""Where languages whose imports name packages, not files, have their files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from crenel.code.dialect import LANGUAGES
from crenel.code.syntax import Import, Module
from crenel.code.tree import Tree

_FRAMEWORKS = (
    *("com.amazonaws.serverless.proxy.", "io.micronaut.", "io.quarkus.", "jakarta.ws.rs."),
    *("javax.ws.rs.", "org.springframework."),
)
"""They call, or inject, whatever annotations mark."""
_DATA = (
    "com.amazonaws.serverless.proxy.model.",
    "io.micronaut.core.annotation.",
    "io.quarkus.runtime.annotations.",
)


def framework(module: str) -> str:
    """The framework that a package of Java's is of, if it calls code by itself."""
    name = f"{module}."
    found = name.startswith(_FRAMEWORKS) and not name.startswith(_DATA)
    return ".".join(module.split(".")[:2]) if found else ""


class Files(Protocol):
    """The files of one language in a tree, looked for once for all functions."""

    def leads_to(self, module: Module) -> Iterator[str]:
        """The files that a file may need."""

    def path(self, module: Module, name: str) -> str | None:
        """A file of what an import names; None where it is not the application's."""

    def missing(self, module: Module, step: Import) -> bool:
        """Should the application have this, and does not?"""


class Sources:
    """The files of each such language, found when one of them is read."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[str, Files] = {}

    def reads(self, module: Module) -> bool:
        """Is it a module of such a language?"""
        return module.language in LANGUAGES

    def leads_to(self, module: Module) -> Iterator[str]:
        """The files that a file may need; for other languages the imports tell."""
        if self.reads(module):
            yield from self._of(module.language).leads_to(module)

    def path(self, module: Module, name: str) -> str | None:
        """A file of what an import names; None where it is not the application's."""
        return self._of(module.language).path(module, name)

    def missing(self, module: Module, step: Import) -> bool:
        """Should the application have this, and does not?"""
        return self._of(module.language).missing(module, step)

    def _of(self, language: str) -> Files:
        if language not in self._known:
            self._known[language] = self._loaded(language)
        return self._known[language]

    def _loaded(self, language: str) -> Files:
        if language == "java":
            from crenel.code.java.resolve import Sources as OfJava  # noqa: PLC0415 - when read

            return OfJava(self._tree)
        from crenel.code.go.resolve import Sources as OfGo  # noqa: PLC0415 - when read

        return OfGo(self._tree)
