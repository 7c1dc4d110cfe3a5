"""What methods of Java's own library answer, and calls that may be the SDK's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crenel.code import binding, members
from crenel.code.java import builders
from crenel.code.java.vocabulary import (
    CLEAN,
    CLEANING,
    LISTS,
    MAPS,
    NEW_LISTS,
    PASSING,
    SAME,
    SDK,
)
from crenel.code.sdk.arguments import note_guess
from crenel.code.sdk.java.version1 import SERVICES
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
_ADDING = frozenset({"add", "addAll", "addFirst", "addLast", "offer", "push"})
_SERVICES = ("software.amazon.awssdk.services.", "com.amazonaws.services.")


Answer = Callable[["Run", Step, Site], Value | None]


def answer(run: Run, step: Step, callee: Path, site: Site) -> Value | None:
    """What a foreign function or constructor answers."""
    for names, answered in _ANSWERS:
        if callee.name in names:
            found = answered(run, step, site)
            if found is not None:
                return found
    return builders.started(callee.name, site)


def _environment(run: Run, step: Step, site: Site) -> Value | None:
    if not site.positional:
        return None  # all of them, as a map
    key = literal(site.positional[0])
    return members.environment(run, key if isinstance(key, str) else None, step)


def _list(_run: Run, _step: Step, site: Site) -> Value:
    return items(site.positional)


def _new_list(_run: Run, _step: Step, site: Site) -> Value:
    """Empty, or a copy of another one; a number is only its size."""
    first = site.positional[0] if site.positional else None
    return items(()) if first is None or isinstance(first, Known) else first


def _new_map(_run: Run, _step: Step, site: Site) -> Value:
    return _map(site)


def _clean(_run: Run, _step: Step, _site: Site) -> Value:
    return HARMLESS


def _first(_run: Run, _step: Step, site: Site) -> Value | None:
    return site.positional[0] if site.positional else None


def _formatted(_run: Run, _step: Step, site: Site) -> Value | None:
    return _format(site.positional[0], site.positional[1:]) if site.positional else None


def _joined(_run: Run, _step: Step, site: Site) -> Value:
    return mixed(site.positional[1:])


_ANSWERS: tuple[tuple[frozenset[str], Answer], ...] = (
    (frozenset({_ENVIRONMENT}), _environment),
    (LISTS, _list),
    (NEW_LISTS, _new_list),
    (MAPS, _new_map),
    (CLEANING, _clean),
    (PASSING, _first),
    (frozenset({"String.format"}), _formatted),
    (frozenset({"String.join"}), _joined),
)


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
    if name in CLEAN:
        return HARMLESS
    return _with(run, step, base, name, site) if site.positional else _of(run, step, base, name)


def _with(run: Run, step: Call, base: Value, name: str, site: Site) -> Value | None:
    """A method that is given something."""
    if isinstance(base, Record) and name in {"put", "putIfAbsent"}:
        return _put(run, step, base, site)
    if isinstance(base, Items) and name in _ADDING:
        return _added(run, step, base, site)
    if name == "orElse":
        return with_default(base, site.positional[0])
    return _format(base, site.positional) if name == "formatted" else None


def _of(run: Run, step: Call, base: Value, name: str) -> Value | None:
    """A getter, or the same in another form."""
    if isinstance(base, Given) and name not in SAME:
        bare = name[3:4].lower() + name[4:] if name.startswith("get") else name
        return members.member(run, base, bare, step)
    if name in SAME and isinstance(base, _DATA):
        return base
    if isinstance(base, Items) and name in {"getFirst", "getLast"}:
        return members.each(run, base, step)
    return None


def _added(run: Run, step: Call, base: Items, site: Site) -> Value:
    """A list that is added to, in a variable or a field."""
    target = step.callee.base if isinstance(step.callee, Attribute) else None
    if isinstance(target, Name | Attribute):
        grown = items([*base.elements, *site.positional[-1:]])
        binding.assign(run, target, grown, declares=False)
    return HARMLESS


def _put(run: Run, step: Call, base: Record, site: Site) -> Value:
    """A map that is added to."""
    grown = _map(Site(site.positional), base)
    target = step.callee.base if isinstance(step.callee, Attribute) else None
    if isinstance(target, Name | Attribute):
        binding.assign(run, target, grown, declares=False)
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


def requested(run: Run, step: Call, name: str, site: Site) -> bool:
    """Is a request of the SDK given to an object that is not known as a client? It may be one."""
    first = site.positional[0] if site.positional else None
    kind = first.kind if isinstance(first, Built) else ""
    if not (kind.startswith(SDK) and _MODEL in kind and kind.endswith("Request")):
        return False
    service = kind.partition(_MODEL)[0].rpartition(".")[2]
    note_guess(run, step, (SERVICES.get(service, service),), name, site)
    return True


def guessed(run: Run, step: Call, name: str, site: Site) -> None:
    """A call on an unknown object is perhaps one of a client that the application imports."""
    if requested(run, step, name, site):
        return
    modules = run.program.graph.modules.values()
    found = {one for module in modules for step in module.imports for one in _service(step.module)}
    if found:
        note_guess(run, step, tuple(sorted(found)), name, site)


def _service(package: str) -> tuple[str, ...]:
    """The service whose client a class of this name may be."""
    for start in _SERVICES:
        rest = package.removeprefix(start)
        if rest != package and "." in rest and not rest.startswith("lambda.runtime"):
            name = rest.partition(".")[0]
            return (SERVICES.get(name, name),)
    return ()
