"""One question to one provider: it ends in time, follows nothing, and never tells the value."""

from __future__ import annotations

import http.client
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from threading import Thread

from crenel.secrets.verification.answer import Answer, State
from crenel.secrets.verification.endpoint import Endpoint

TIMEOUT = 6.0
"""Seconds to connect, and between two pieces of an answer."""
DEADLINE = 15.0
"""Seconds for all of it: a server may send its answer letter by letter."""
_MOST = 64 * 1024
_AGENT = "crenel-secrets-verify"


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A credential goes where it was meant to go, and nowhere else."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """None: the answer itself is what is looked at."""


def ask(
    endpoint: Endpoint, value: str, beside: str = "", *, instead: Mapping[str, str] | None = None
) -> Answer:
    """What the provider says. ``instead``: host -> an address that answers in its place (tests)."""
    host = endpoint.host
    if not all(one.isascii() and one.isprintable() for one in (value, beside)):
        return Answer(State.UNKNOWN, host, "it cannot be sent in a header")
    base = (instead or {}).get(host)
    url = endpoint.url.replace(f"https://{host}", base, 1) if base else endpoint.url
    found: list[Answer] = []

    def work() -> None:
        try:
            status, body = _answered(url, endpoint, endpoint.headers(value, beside))
        except (OSError, http.client.HTTPException, ValueError) as error:
            # The words of an error may repeat a header: only its kind is told.
            found.append(Answer(State.UNKNOWN, host, f"no answer ({_kind(error)})"))
        else:
            found.append(_judged(endpoint, status, body))

    worker = Thread(target=work, daemon=True)
    worker.start()
    worker.join(DEADLINE)
    return found[0] if found else Answer(State.UNKNOWN, host, "no answer in time")


def _answered(url: str, endpoint: Endpoint, headers: Mapping[str, str]) -> tuple[int, bytes]:
    request = urllib.request.Request(  # noqa: S310 - addresses are written in detectors, all https
        url,
        data=endpoint.body or None,
        headers={"User-Agent": _AGENT, "Accept": "application/json", **headers},
        method=endpoint.method,
    )
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        with opener.open(request, timeout=TIMEOUT) as answer:
            return answer.status, answer.read(_MOST)
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, b""


def _judged(endpoint: Endpoint, status: int, body: bytes) -> Answer:
    host = endpoint.host
    if status in endpoint.accepted:
        said = endpoint.says(body) if endpoint.says else True
        if said is None:
            return Answer(State.UNKNOWN, host, "an answer that says neither")
        return Answer(State.VERIFIED if said else State.REFUSED, host)
    if status in endpoint.refused:
        return Answer(State.REFUSED, host)
    return Answer(State.UNKNOWN, host, f"status {status}")


def _kind(error: Exception) -> str:
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, socket.gaierror):
        return "its address is not known: is there a network?"
    return type(inner).__name__ if isinstance(inner, Exception) else type(error).__name__
