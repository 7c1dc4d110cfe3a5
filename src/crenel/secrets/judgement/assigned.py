"""Judging a value by the name that holds it."""

from __future__ import annotations

from math import exp

from crenel.secrets.judgement.kinds import no_secret
from crenel.secrets.judgement.names import Holds, holds
from crenel.secrets.judgement.traits import traits
from crenel.secrets.judgement.weights import SAID, WEIGHTS
from crenel.secrets.text import Candidate, Judged

_LEAST = {Holds.PASSWORD: 4, Holds.SECRET: 6, Holds.TOKEN: 8, Holds.KEY: 8, Holds.CREDENTIAL: 8}
_REASONS = 4
_SAYS = 0.3


def judge(one: Candidate) -> Judged | None:
    """How sure; None where it is a kind of text that no secret is."""
    if len(one.value) < _LEAST[holds(one.name)] or no_secret(one.value):
        return None
    return weighed(one)


def weighed(one: Candidate) -> Judged:
    """The weights of what is measured, as a confidence with its strongest reasons."""
    parts = {name: WEIGHTS.get(name, 0.0) * amount for name, amount in traits(one).items()}
    sure = 1 / (1 + exp(-sum(parts.values())))
    strongest = sorted(parts, key=lambda name: (-parts[name], name))
    why = [SAID[name] for name in strongest if name in SAID and parts[name] > _SAYS][:_REASONS]
    return Judged(round(sure, 2), (f"the name {one.name}", *why))
