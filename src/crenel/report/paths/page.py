"""Paths for a person: one sentence, the way with its places, what to do; then who holds what."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.paths.path import Path, Step
from crenel.analysis.paths.pruned import Pruned
from crenel.analysis.paths.radius import Radius
from crenel.model.verdict import Certainty
from crenel.report.escape import visible
from crenel.report.frame.cells import UNLIMITED, wrap
from crenel.report.frame.palette import Palette
from crenel.report.paths.found import Found
from crenel.report.paths.words import ENTERING
from crenel.report.settings import Settings
from crenel.report.summary import plural

MOST_PATHS = 10
MOST_RADII = 12
MOST_NAMED = 6
MOST_COUNTED = 100


def paths_text(found: Found, settings: Settings, *, everything: bool) -> str:
    """The worst paths, the rest as numbers, the widest blast radii."""
    return "".join(f"{line}\n" for line in _lines(found, settings, everything=everything))


def _lines(found: Found, settings: Settings, *, everything: bool) -> Iterator[str]:
    pairs = found.per_pair()
    shown = pairs if everything else [one for one in pairs if _matters(one[0])]
    most = len(shown) if everything else MOST_PATHS
    for path, others in shown[:most]:
        yield from path_lines(path, others, settings)
        yield ""
    yield from _left(found, pairs, len(shown[:most]), settings)
    yield from _radii(found, settings, everything=everything)


def _matters(path: Path) -> bool:
    return path.certainty is not Certainty.POSSIBLE


def path_lines(path: Path, others: int, settings: Settings) -> Iterator[str]:
    """One path: sentence, steps, what decides, what closes it."""
    palette, room = Palette(settings.color), settings.width or UNLIMITED
    word = path.severity.value
    word = word if _matters(path) else f"possible {word}"
    tag = f"{word}[{path.kind.value}]:"
    first, *more = wrap(path.sentence, room, lead=len(tag) + 1)
    yield f"{palette.severity(tag, path.severity)} {palette.strong(first)}".rstrip()
    yield from (f"  {palette.strong(line)}" for line in more)
    for number, step in enumerate(path.steps, start=1):
        yield from _step(number, step, settings)
    yield from _note("certainty", _certainty(path), settings)
    if path.when:
        yield from _note("when", path.when, settings)
    if path.needs:
        yield from _note("decided by", "; ".join(path.needs), settings)
    if path.cut:
        yield from _note("close it", path.cut, settings)
    if others:
        yield from _note("also", f"{other_ways(others)} between the two", settings)


def other_ways(number: int) -> str:
    """How many more there are; beyond a hundred nobody counts."""
    return plural(number, "other way") if number <= MOST_COUNTED else f"more than {MOST_COUNTED}"


def _step(number: int, step: Step, settings: Settings) -> Iterator[str]:
    palette, room = Palette(settings.color), settings.width or UNLIMITED
    target = step.to_label or step.to
    head = f"  {number} {ENTERING.get(step.edge, step.edge)} {visible(target)}"
    place = step.place
    where = "" if place is None else f"{visible(settings.path(place.file))}:{place.line}"
    yield f"{head}  {palette.gutter(where)}".rstrip()
    yield from (f"      {line}" for line in wrap(step.why, room - 6))


def _note(name: str, text: str, settings: Settings) -> Iterator[str]:
    room = settings.width or UNLIMITED
    lead = f"  = {name}: "
    first, *more = wrap(text, room - len(lead))
    yield f"{lead}{first}"
    yield from (" " * len(lead) + line for line in more)


def _certainty(path: Path) -> str:
    return {
        Certainty.CERTAIN: "certain, proved from what is written",
        Certainty.LIKELY: "likely, it rests on a default, or on a reading of code",
        Certainty.POSSIBLE: "possible, it holds in some deployments",
    }[path.certainty]


def _left(
    found: Found, pairs: list[tuple[Path, int]], shown: int, settings: Settings
) -> Iterator[str]:
    room = settings.width or UNLIMITED
    if not pairs:
        yield "no attack path was found"
    possible = sum(not _matters(one) for one, _ in pairs)
    surer = len(pairs) - possible
    more = "more path" if shown else "path"
    left = [plural(surer - shown, more)] if surer > shown else []
    also = "possible one" if surer else "possible path"
    left += [plural(possible, also)] if possible else []
    if left and shown < len(pairs):
        lead = "and " if shown else "no path is more than possible; " if not surer else ""
        yield from wrap(f"{lead}{' and '.join(left)} (--all shows them, --format json too)", room)
        yield ""
    if found.cut_off:
        who = ", ".join(map(visible, found.cut_off))
        yield from wrap(f"not all ways were followed from {who}: there are too many", room)


def _radii(found: Found, settings: Settings, *, everything: bool) -> Iterator[str]:
    """Whoever gets at anything, the widest first; then what pruning would change."""
    widest = sorted(found.radii, key=lambda one: (-one.size, one.address))
    widest = [one for one in widest if (one.size or one.unknown) and not one.runs]
    if not widest:
        return
    yield Palette(settings.color).strong("what a breach of each would reach")
    most = len(widest) if everything else MOST_RADII
    for one in widest[:most]:
        yield from _radius(one, settings)
    if widest[most:]:
        yield f"  and {len(widest) - most} more (--all)"
    told = pruning(found)
    if told:
        yield from wrap(told, settings.width or UNLIMITED)


def pruning(found: Found) -> str:
    """What narrowing roles to what the code uses would take away; empty where that is nothing."""
    known = [(one, one.pruned) for one in found.radii if one.pruned is not None]
    gone = sum(len(one.things - left.things) for one, left in known)
    whole = sum(bool(one.escalates) and not left.escalates for one, left in known)
    if not gone and not whole:
        return ""
    before = sum(len(one.things) for one, _ in known)
    reaches = [f"{gone} of their {before} reaches"] if gone else []
    ways = [f"the escalation of {plural(whole, 'function')}"] if whole else []
    return (
        f"narrowing the roles of {plural(len(known), 'function')} to what their code uses takes "
        f"{' and '.join([*reaches, *ways])} away: `crenel permissions` writes the policies"
    )


def _radius(radius: Radius, settings: Settings) -> Iterator[str]:
    room = settings.width or UNLIMITED
    words = _reached(radius)
    if radius.unknown:
        words.append(f"unknown: {_named(radius.unknown)}")
    text = f"{radius.label}: {'; '.join(words)}"
    first, *more = wrap(text, room - 2)
    yield f"  {first}"
    yield from (f"    {line}" for line in more)
    left = radius.pruned
    if left is not None and (left.things, left.escalates) != (radius.things, radius.escalates):
        kept = "; ".join(_reached(left)) or "nothing"
        yield from (f"    {line}" for line in wrap(f"its code alone uses: {kept}", room - 4))


def _reached(radius: Radius | Pruned) -> list[str]:
    if "account" in radius.escalates:
        return ["the whole account"]
    rows = (
        ("reads", radius.reads),
        ("changes", radius.writes),
        ("decrypts with", radius.decrypts),
        ("sets off", radius.invokes),
        ("takes over", radius.escalates),
    )
    return [f"{verb} {_named(names)}" for verb, names in rows if names]


def _named(addresses: tuple[str, ...]) -> str:
    names = [one.rpartition("::")[2] for one in addresses[:MOST_NAMED]]
    left = len(addresses) - MOST_NAMED
    return ", ".join(names) + (f" and {left} more" if left > 0 else "")


def chokes_text(found: Found, settings: Settings) -> str:
    """The changes that close most paths."""
    return "".join(f"{line}\n" for line in _chokes(found, settings))


def _chokes(found: Found, settings: Settings) -> Iterator[str]:
    room, palette = settings.width or UNLIMITED, Palette(settings.color)
    chokes = found.chokes()
    total = len(found.paths)
    if not total:
        yield "no attack path was found"
        return
    for number, one in enumerate(chokes, start=1):
        first, *more = wrap(one.change, room - 4)
        yield f"{number:>2}  {palette.strong(first)}"
        yield from (f"    {line}" for line in more)
        place = one.step.place
        where = "" if place is None else f"{visible(settings.path(place.file))}:{place.line}, "
        yield f"    {where}closes {plural(len(one.paths), 'path')}, {one.left} of {total} left"
    more_ways = sum(one.others for one in found.paths)
    if more_ways:
        yield from wrap(
            f"{plural(more_ways, 'further way')} between the same ends is not in it", room
        )
