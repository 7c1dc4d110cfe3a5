"""A path in one sentence."""

from __future__ import annotations

from crenel.analysis.paths.nodes import ELSEWHERE, Edge, Label, Node, State

_MAY = {"reads": "read", "decrypts": "decrypt with", "writes": "change", "deletes": "delete"}
_ENTERS = {
    "invokes": "call",
    "authorises-with": "send tokens to",
    "sends": "send messages to",
    "writes": "write to",
    "reads": "read",
    "assumes": "take on",
}
_HOLD_MANY = frozenset({"table", "bucket", "queue", "stream", "database"})
_OWN_CODE = "run code of their own in"

Hop = tuple[Node, Edge]


def sentence(label: Label, start: Node, end_kind: str) -> str:
    """Who gets what, through what."""
    hops = label.edges()
    if start.state is not State.OUTSIDE:
        return _of_principal(start, hops, end_kind)
    entered, rest = hops[0][1], hops[1:]
    words = [f"{_capital(start.label)} can {_entering(entered, end_kind, alone=not rest)}"]
    taken = _taken(rest)
    words.append(_up_to_code(rest[: taken + 1]) if taken >= 0 else "")
    words.append(_onwards(rest[taken + 1 :], end_kind, in_hand=taken >= 0 or _is_hold(entered)))
    return "".join(words)


def _of_principal(start: Node, hops: list[Hop], end_kind: str) -> str:
    names = [edge.to.label for _, edge in hops[:-1]]
    through = f" through {', then '.join(names)}" if names else ""
    end = hops[-1][1].to
    what = "the whole account" if end.state is State.ACCOUNT else _powers_of(end, end_kind)
    return f"Whoever acts as {start.label} can get {what}{through}"


def _powers_of(end: Node, kind: str) -> str:
    if end.address == ELSEWHERE.address:
        return f"the powers of {end.label}"
    return f"the powers of the {kind} {end.label}"


def _entering(edge: Edge, kind: str, *, alone: bool) -> str:
    verb = _ENTERS.get(edge.verb, edge.verb)
    return f"{verb} the {kind} {edge.to.label}" if alone and kind else f"{verb} {edge.to.label}"


def _is_hold(edge: Edge) -> bool:
    return edge.to.state is State.HOLDS


def _taken(rest: list[Hop]) -> int:
    """The place of the step by which code of the attacker's own runs; -1 for none."""
    places = [place for place, (_, edge) in enumerate(rest) if edge.verb == "runs-code"]
    return places[0] if places else -1


def _up_to_code(hops: list[Hop]) -> str:
    relays = [edge.to.label for _, edge in hops[:-1] if edge.to.state is State.FEEDS]
    where = hops[-1][1].to.label
    if len(hops) == 1:
        return f" and {_OWN_CODE} it"
    through = f", through {', then '.join(relays)}," if relays else ""
    return f" and{through} {_OWN_CODE} {where}"


def _onwards(hops: list[Hop], kind: str, *, in_hand: bool) -> str:
    """What follows; ``in_hand``: the attacker acts, not a function of the application."""
    words: list[str] = []
    relays: list[str] = []
    for _, edge in hops:
        if edge.to.state is State.FEEDS:
            relays.append(edge.to.label)
            continue
        through = f" through {', then '.join(relays)}" if relays else ""
        relays = []
        lets = ", which lets them" if in_hand else ", which"
        words.append(_hop(edge, kind, lets, through, in_hand=in_hand))
        in_hand = _is_hold(edge)
    return "".join(words)


def _hop(edge: Edge, kind: str, lets: str, through: str, *, in_hand: bool) -> str:
    state, name = edge.to.state, edge.to.label
    if state is State.CALLS:
        return f"{lets} set off {name}{through}" if in_hand else f"{lets}{through} sets off {name}"
    if edge.verb == "queries":
        return f" and put SQL of their own before the database {name}"
    if state is State.ACCOUNT:
        return f"{lets} take over the account" if in_hand else " whose role may do everything"
    if state is State.HOLDS:
        return f"{lets} take over {name}"
    if in_hand:
        return f"{lets} {_deeds(edge, kind)} the {kind} {name}"
    return f", which {'can' if edge.code else 'may'} {_deeds(edge, kind)} the {kind} {name}"


def _deeds(edge: Edge, kind: str) -> str:
    words = [_MAY.get(verb, verb) for verb in edge.verbs or (edge.verb,)]
    if words[-1] == "delete" and kind in _HOLD_MANY:
        words[-1] = "delete from"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
