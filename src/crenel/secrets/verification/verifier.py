"""Which findings are asked about, each value once, within a budget; who is asked is remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from crenel.secrets.catalogue import detector, slots
from crenel.secrets.engine.scanner import Hit
from crenel.secrets.verification.answer import Answer, State
from crenel.secrets.verification.ask import ask
from crenel.secrets.verification.endpoint import Endpoint

MOST = 200
"""Questions of one run."""


class Verifier:
    """Asks; ``hosts`` are those that may be asked (none: all that detectors name)."""

    def __init__(
        self,
        hosts: Collection[str] = (),
        *,
        most: int = MOST,
        instead: Mapping[str, str] | None = None,
    ) -> None:
        self.asked: dict[str, int] = {}
        """Host -> how often it was asked."""
        self._hosts = frozenset(hosts)
        self._most = most
        self._instead = instead
        self._answers: dict[tuple[str, str, str], Answer] = {}

    def answer(self, hit: Hit, among: Iterable[Hit]) -> Answer | None:
        """What the provider says of a finding; None where there is nobody to ask."""
        endpoint = detector(hit.detector).verify
        if endpoint is None or (endpoint.only and not hit.value.startswith(endpoint.only)):
            return None
        if self._hosts and endpoint.host not in self._hosts:
            return Answer(State.UNKNOWN, endpoint.host, "the host was not named")
        beside = _nearest(endpoint.needs, hit, among) if endpoint.needs else ""
        if endpoint.needs and not beside:
            return Answer(State.UNKNOWN, endpoint.host, f"no {endpoint.needs} beside it")
        key = (hit.detector, hit.value, beside)
        if key not in self._answers:
            self._answers[key] = self._asked(endpoint, hit.value, beside)
        return self._answers[key]

    def _asked(self, endpoint: Endpoint, value: str, beside: str) -> Answer:
        if sum(self.asked.values()) >= self._most:
            return Answer(State.UNKNOWN, endpoint.host, f"more than {self._most} questions")
        self.asked[endpoint.host] = self.asked.get(endpoint.host, 0) + 1
        return ask(endpoint, value, beside, instead=self._instead)


def _nearest(name: str, hit: Hit, among: Iterable[Hit]) -> str:
    """The value of another detector that stands nearest in the same text."""
    found = [one for one in among if one.detector == name]
    return min(found, key=lambda one: abs(one.start - hit.start)).value if found else ""


def hosts() -> dict[str, list[str]]:
    """Every host that a detector would ask, and the detectors."""
    found: dict[str, list[str]] = {}
    for slot in slots().values():
        endpoint = slot.load().verify
        if endpoint is not None:
            found.setdefault(endpoint.host, []).append(slot.name)
    return dict(sorted(found.items()))
