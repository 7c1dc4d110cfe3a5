"""What methods of Java's own library answer, and calls that may be the SDK's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.code import members
from crenel.code.java import builders
from crenel.code.java.vocabulary import (
    CLEAN,
    CLEANING,
    EMPTY_MAPS,
    LISTS,
    MAPS,
    PASSING,
    SAME,
    SDK,
)
from crenel.code.sdk.arguments import note_guess
from crenel.code.syntax import Attribute, Call, Name, Step
from crenel.code.values import (
    CLEAN as HARMLESS,
)
from crenel.code.values import (
    COMPUTED,
    Built,
    Environment,
    Failure,
    Given,
    Items,
    Known,
    Mixed,
    Path,
    Record,
    Site,
    Value,
    derived,
    items,
    literal,
    mixed,
    record,
    with_default,
)

if TYPE_CHECKING:
    from crenel.code.run import Run

_ENVIRONMENT = "System.getenv"
_DATA = Given | Environment | Mixed | Items | Record | Known
_TRACES = frozenset({"getStackTrace", "printStackTrace"})
_MODEL = ".model."


def answer(run: Run, step: Step, callee: Path, site: Site) -> Value | None:
    """What a foreign function or constructor answers."""
    name = callee.name
    if name == _ENVIRONMENT and site.positional:
        key = literal(site.positional[0])
        return members.environment(run, key if isinstance(key, str) else None, step)
    if name in LISTS:
        return items(site.positional)
    if name in MAPS and site.positional:
        return _map(site)
    if name in CLEANING:
        return HARMLESS
    if name in PASSING and site.positional:
        return site.positional[0]
    if name == "String.format" and site.positional:
        return _format(site.positional[0], site.positional[1:])
    if name == "String.join":
        return mixed(site.positional[1:])
    if name in EMPTY_MAPS and not site.positional:
        return record(())
    return builders.started(name, site)


def of_path(run: Run, step: Call, base: Path, name: str, site: Site) -> Value | None:
    """``System.getenv().get("X")``, ``SdkSystemSetting.AWS_REGION.environmentVariable()``."""
    if name == "environmentVariable" and ".SdkSystemSetting." in base.name:
        return Known(base.name.rpartition(".")[2])
    if base.name == f"{_ENVIRONMENT}()" and name in {"get", "getOrDefault"}:
        key = literal(site.argument(0))
        found = members.environment(run, key if isinstance(key, str) else None, step)
        default = site.argument(1)
        return found if default is None else with_default(found, default)
    return None


def method(run: Run, step: Call, base: Value, name: str, site: Site) -> Value | None:
    """A method of a text, a list, a map or the event; None for what all languages share."""
    if isinstance(base, Failure):
        form = "trace" if name in _TRACES else "text" if name in {"getMessage", "toString"} else ""
        return Failure(base.origin, form) if form else None
    if isinstance(base, Record) and name in {"put", "putIfAbsent"}:
        return _put(run, step, base, site)
    if name in CLEAN:
        return HARMLESS
    if name == "orElse" and site.positional:
        return with_default(base, site.positional[0])
    if name == "formatted":
        return _format(base, site.positional)
    if isinstance(base, Given) and not site.positional and name not in SAME:
        bare = name[3:4].lower() + name[4:] if name.startswith("get") else name
        return members.member(run, base, bare, step)
    if name in SAME and not site.positional and isinstance(base, _DATA):
        return base
    if isinstance(base, Items) and name in {"getFirst", "getLast"}:
        return members.each(run, base, step)
    return None


def _put(run: Run, step: Call, base: Record, site: Site) -> Value:
    """A map that is added to."""
    grown = _map(Site(site.positional), base)
    target = step.callee.base if isinstance(step.callee, Attribute) else None
    if isinstance(target, Name):
        run.names.set(target.id, grown)
    return HARMLESS


def _map(site: Site, start: Record | None = None) -> Value:
    """``Map.of(k, v, ...)``: a record; keys that are no constants are kept beside it."""
    entries = list(start.entries) if start is not None else []
    keys = list(start.keys) if start is not None else []
    for key, value in zip(site.positional[::2], site.positional[1::2], strict=False):
        name = literal(key)
        entries.append((name if isinstance(name, str) else COMPUTED, value))
        if not isinstance(name, str):
            keys.append(key)
    return record(entries, tuple(keys))


def _format(template: Value, given: tuple[Value, ...]) -> Value:
    """``String.format("a-%s", x)``: the pieces in their places."""
    text = literal(template)
    if not isinstance(text, str) or text.count("%") != text.count("%s") + text.count("%d"):
        return derived(template, *given)
    stretches = text.replace("%d", "%s").split("%s")
    if len(stretches) - 1 > len(given):
        return derived(template, *given)
    found: list[Value] = [Known(stretches[0])]
    for value, stretch in zip(given, stretches[1:], strict=False):
        found.extend((value, Known(stretch)))
    return mixed(found)


def guessed(run: Run, step: Call, name: str, site: Site) -> None:
    """A call on an unknown object that is a client's if its argument is a request of the SDK.

    Else it is one perhaps: of a service whose client the application imports.
    """
    first = site.positional[0] if site.positional else None
    kind = first.kind if isinstance(first, Built) else ""
    if kind.startswith(SDK) and _MODEL in kind and kind.endswith("Request"):
        service = kind.partition(_MODEL)[0].rpartition(".")[2]
        note_guess(run, step, (service,), name, site)
        return
    found = {
        one.module.split(".")[4 if one.module.startswith("software.") else 3]
        for module in run.program.graph.modules.values()
        for one in module.imports
        if one.module.startswith(("software.amazon.awssdk.services.", "com.amazonaws.services."))
        and one.module.count(".") >= 4  # noqa: PLR2004 - a package inside that one, and a class
        and not one.module.startswith("com.amazonaws.services.lambda.runtime.")
    }
    if found:
        note_guess(run, step, tuple(sorted(found)), name, site)
