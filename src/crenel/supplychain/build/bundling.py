"""What a SAM template says of bundling: ``Metadata`` with ``BuildMethod: esbuild``.

Source: AWS SAM Developer Guide, "Building Node.js Lambda functions with esbuild in AWS SAM": the
properties, and what holds where one is not given. What is not understood is refused: it would be
another artifact than the one that ``sam build`` makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from crenel.model.entities import Function
from crenel.model.source import Span
from crenel.model.value import Value
from crenel.supplychain.build.refusal import Refused

METHOD = "esbuild"
_ENTRIES = "EntryPoints"
_IGNORED = frozenset({"LogLevel", "UseNpmCi"})
"""They change how it is built, and nothing of what comes out."""


class Bundling(msgspec.Struct, frozen=True, kw_only=True):
    """How code is to be bundled."""

    asked: bool = False
    """Does the template name the bundler?"""
    entries: tuple[str, ...] = ()
    """Files to start from, relative to the code folder; empty for the handler's."""
    flags: tuple[str, ...] = ()
    """Of esbuild."""
    format: str = ""
    """``esm`` or ``cjs``; empty for what the handler's file is written in."""
    has_banner: bool = False
    mapped: bool = False
    """Is a source map made?"""


def bundling_of(function: Function) -> Bundling:
    """What the template says of a function. Raises Refused for what is not understood."""
    package = function.package
    if package.build.text().lower() != METHOD:
        return Bundling()
    return _Reading(package.build_settings, function.origin.span).bundling()


class _Reading:
    def __init__(self, settings: Value, span: Span) -> None:
        self._settings = settings
        self._span = span

    def bundling(self) -> Bundling:
        given: dict[str, Value] = {name: value for _, name, value in self._settings.entries()}
        for name, value in given.items():
            if name not in _IGNORED and name not in _FLAGS and name != _ENTRIES:
                what = f"BuildProperties.{name} is not one that crenel knows"
                do = "Build it with sam, or give --no-bundle"
                raise self._refused(value, what, do)
        told = {name: self._texts(value, name) for name, value in given.items()}
        if told.get("Platform", ["node"]) != ["node"]:
            what = f"BuildProperties.Platform is {told['Platform']}, and AWS Lambda is node"
            raise self._refused(given["Platform"], what, "Leave it out")
        defaults = {"Minify": ["true"], "Target": ["es2020"], "MainFields": ["main,module"]}
        every = {**defaults, **told}
        return Bundling(
            asked=True,
            entries=tuple(told.get(_ENTRIES, ())),
            flags=tuple(flag for name in sorted(every) for flag in self._flags(name, every[name])),
            format=next(iter(told.get("Format", ())), ""),
            has_banner="Banner" in told,
            mapped=_is_true(told.get("Sourcemap", [])),
        )

    def _flags(self, name: str, values: list[str]) -> Iterator[str]:
        make = _FLAGS.get(name)
        if make is not None:
            yield from make(values)

    def _texts(self, value: Value, name: str) -> list[str]:
        """One text or several. Raises Refused where one is not known."""
        found = [item for _, item in value.items()]
        texts = [self._text(one) for one in found]
        if None in texts:
            what = f"BuildProperties.{name} is not known"
            raise self._refused(value, what, "Give --param or --env")
        return [one for one in texts if one is not None]

    @staticmethod
    def _text(value: Value) -> str | None:
        known = value.known()
        if isinstance(known, bool):
            return str(known).lower()
        return str(known) if isinstance(known, str | int) else None

    def _refused(self, value: Value, what: str, do: str) -> Refused:
        span = value.span or self._span
        return Refused(what, do, file=span.file, line=span.line)


def _is_true(values: list[str]) -> bool:
    return values[:1] == ["true"]


def _switch(flag: str) -> Callable[[list[str]], list[str]]:
    return lambda values: [flag] if _is_true(values) else []


def _one(flag: str) -> Callable[[list[str]], list[str]]:
    return lambda values: [f"{flag}={','.join(values)}"]


def _each(flag: str) -> Callable[[list[str]], list[str]]:
    return lambda values: [f"{flag}:{one}" for one in values]


_FLAGS: dict[str, Callable[[list[str]], list[str]]] = {
    "Alias": _each("--alias"),
    "Banner": _each("--banner"),
    "Conditions": _one("--conditions"),
    "Define": _each("--define"),
    "External": _each("--external"),
    "Footer": _each("--footer"),
    "Format": lambda _: [],
    "KeepNames": _switch("--keep-names"),
    "Loader": _each("--loader"),
    "MainFields": _one("--main-fields"),
    "Minify": _switch("--minify"),
    "MinifyIdentifiers": _switch("--minify-identifiers"),
    "MinifySyntax": _switch("--minify-syntax"),
    "MinifyWhitespace": _switch("--minify-whitespace"),
    "OutExtension": _each("--out-extension"),
    "Platform": lambda _: [],
    "Sourcemap": _switch("--sourcemap"),
    "SourcesContent": lambda values: [f"--sources-content={values[0]}"] if values else [],
    "Target": _one("--target"),
    "TreeShaking": lambda values: [f"--tree-shaking={values[0]}"] if values else [],
}
"""Property -> the flags of esbuild that say it."""
