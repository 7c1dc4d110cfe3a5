"""The comparison as a page of the documentation: from one run, the same text for the same run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.compare.apart import CRASH, NONE, Apart, Finding, Rules
from benchmarks.compare.cases import Weakness

from crenel.controls.catalogue import by_name

FORMATS = {
    "template.yaml": "CloudFormation, SAM",
    "main.tf": "Terraform",
    "serverless.yml": "serverless.yml",
}
OTHER_VERBS = {26: "crenel paths", 34: "crenel secrets scan", 44: "crenel audit"}
"""Weaknesses that another verb than `check` names."""
_INTRO = Path(__file__).parent / "intro.md"


@dataclass(frozen=True)
class Peer:
    """What one run of a peer gave."""

    name: str
    version: str
    apart: Mapping[tuple[str, str], Apart]
    named: Mapping[int, Rules]
    findings: Sequence[Finding]
    mended: Sequence[Finding]
    webshop: Sequence[Finding]
    noted: Mapping[str, str]
    """Rule -> why it tells none of our controls apart, where somebody looked."""


@dataclass(frozen=True)
class Ours:
    """What one run of crenel gave."""

    version: str
    named: Mapping[int, Rules]
    mended: Mapping[str, int]
    """View -> findings on the mended webshop."""


def page(
    controls: Sequence[str],
    labels: Sequence[Weakness],
    ours: Ours,
    peers: Sequence[Peer],
    left_out: Sequence[str] = (),
) -> str:
    """The whole page; ``left_out`` names peers that the run did not include."""
    versions = ", ".join(f"{one.name} {one.version}" for one in peers)
    parts = [
        _INTRO.read_text(encoding="utf-8").format(
            versions=f"Crenel {ours.version}, {versions}", count=len(labels)
        ),
        *(f"Left out of this run: {name}.\n" for name in left_out),
        *_summary(controls, labels, ours, peers),
        *_webshop(labels, ours, peers),
        *_others(peers),
        *_examples(controls, peers),
    ]
    return "\n".join(parts) + "\n"


def _summary(
    controls: Sequence[str], labels: Sequence[Weakness], ours: Ours, peers: Sequence[Peer]
) -> Iterator[str]:
    names = [one.name for one in peers]
    yield "## In short\n"
    yield _row("", "Crenel", *names)
    yield _row("---", "--:", *("--:" for _ in names))
    found = sum(bool(rules) for rules in ours.named.values())
    theirs = [_named(one) for one in peers]
    yield _row(f"Weaknesses of the webshop named, of {len(labels)}", str(found), *theirs)
    for format_, title in FORMATS.items():
        there = _there(controls, format_, peers)
        told = [str(sum(bool(_of(one, c, format_).rules) for c in there)) for one in peers]
        yield _row(f"Controls told apart, {title}, of {len(there)}", "by construction", *told)
    quiet = ", ".join(f"{count} ({view})" for view, count in ours.mended.items())
    rest = [_counted(one.mended) for one in peers]
    yield _row("Findings on the mended webshop", quiet, *rest)
    fell = [str(sum(f.rule == CRASH for f in one.findings)) for one in peers]
    yield _row("Examples on which it ended with an exception", "0", *fell)
    yield ""


def _webshop(labels: Sequence[Weakness], ours: Ours, peers: Sequence[Peer]) -> Iterator[str]:
    missed = [one for one in labels if not ours.named[one.number]]
    yield "## What Crenel misses in the webshop\n"
    yield _row("#", "Label", "Where", "Named by", "Otherwise")
    yield _row("--:", "---", "---", "---", "---")
    for one in missed:
        others = [f"{p.name} {_rules(p.named[one.number])}" for p in peers if p.named[one.number]]
        verb = OTHER_VERBS.get(one.number)
        otherwise = f"`{verb}` names it" if verb else "missed, or left undecided"
        where = f"{one.logical}, {one.place}"
        yield _row(str(one.number), one.kind, where, ", ".join(others) or "none", otherwise)
    yield "\n## The webshop, weakness by weakness\n"
    yield _row("#", "Label", "Where", "Crenel", *(one.name for one in peers))
    yield _row("--:", *("---" for _ in range(3 + len(peers))))
    for one in labels:
        cells = [_rules(p.named[one.number]) for p in peers]
        own = ", ".join(f"`{name}`" for name in sorted(ours.named[one.number])) or "-"
        yield _row(str(one.number), one.kind, f"{one.logical}, {one.place}", own, *cells)
    yield ""


def _others(peers: Sequence[Peer]) -> Iterator[str]:
    yield "## What the others say of the webshop and Crenel does not\n"
    yield (
        "Rules that speak about `examples/webshop` and tell none of our controls apart. Each is "
        "a miss of Crenel's, a matter that it leaves to others, or one that it judges otherwise; "
        "where somebody has looked, the last column says which.\n"
    )
    yield _row("Tool", "Rule", "What it says", "Webshop", "Mended", "Crenel")
    yield _row("---", "---", "---", "--:", "--:", "---")
    for one in peers:
        known = frozenset().union(*(told.rules for told in one.apart.values()))
        titles = {f.rule: f.title for f in one.webshop if f.rule not in {*known, CRASH}}
        for rule in sorted(titles):
            counts = [_resources(found, rule) for found in (one.webshop, one.mended)]
            note = one.noted.get(rule, "not looked at yet")
            yield _row(one.name, f"`{rule}`", titles[rule], *map(str, counts), note)
    yield ""


def _examples(controls: Sequence[str], peers: Sequence[Peer]) -> Iterator[str]:
    yield "## Control by control\n"
    yield (
        "Which rules tell the examples of a control apart; a dash for none, a tilde where the rule "
        "speaks about a clean example as well.\n"
    )
    columns = [(one, format_) for one in peers for format_ in FORMATS if _speaks(one, format_)]
    yield _row("Control", *(f"{one.name}, {FORMATS[format_]}" for one, format_ in columns))
    yield _row("---", *("---" for _ in columns))
    for control in controls:
        cells = [_told(_of(one, control, format_)) for one, format_ in columns]
        handle = by_name()[control].handle
        yield _row(f"[{handle} {control}](controls/{control}.md)", *cells)


def _there(controls: Sequence[str], format_: str, peers: Sequence[Peer]) -> list[str]:
    """The controls that have weak examples in a format."""
    return [one for one in controls if (one, format_) in peers[0].apart]


def _speaks(peer: Peer, format_: str) -> bool:
    return any(told.rules for (_, one), told in peer.apart.items() if one == format_)


def _of(peer: Peer, control: str, format_: str) -> Apart:
    return peer.apart.get((control, format_), NONE)


def _named(peer: Peer) -> str:
    if any(one.rule == CRASH for one in peer.webshop):
        return "ended with an exception"
    return str(sum(bool(rules) for rules in peer.named.values()))


def _counted(found: Sequence[Finding]) -> str:
    if any(one.rule == CRASH for one in found):
        return "ended with an exception"
    return str(len({(one.rule, one.resource) for one in found}))


def _told(apart: Apart) -> str:
    said = (f"`{one}`{'~' * (one in apart.doubtful)}" for one in sorted(apart.rules))
    return ", ".join(said) or "-"


def _resources(found: Iterable[Finding], rule: str) -> int:
    return len({one.resource for one in found if one.rule == rule})


def _rules(rules: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in sorted(rules)) or "-"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
