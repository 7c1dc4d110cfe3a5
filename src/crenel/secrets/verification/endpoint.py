"""Where a provider tells whether a credential is valid, and how it is asked.

One line in a detector says it. Only documented addresses that read something small belong here: a
question must change nothing, whatever the credential may do.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping

import msgspec

Headers = Callable[[str, str], Mapping[str, str]]
"""The credential, and the one that belongs to it (or nothing) -> the headers of a request."""
Says = Callable[[bytes], bool | None]
"""What the body of an answer with an accepted status says; None where it says neither."""

_NO = frozenset({401})


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One address that is asked; the credential travels in a header, never in the address."""

    url: str
    headers: Headers
    method: str = "GET"
    body: bytes = b""
    needs: str = ""
    """The detector of what belongs to it: an access key id, an account."""
    accepted: frozenset[int] = frozenset({200})
    refused: frozenset[int] = _NO
    """Statuses that mean: no such credential. None where another server may know it."""
    says: Says | None = None
    only: tuple[str, ...] = ()
    """How credentials begin that the address knows; none: all of the detector's."""

    @property
    def host(self) -> str:
        """Who is asked."""
        return self.url.partition("://")[2].partition("/")[0]


def bearer(
    url: str,
    *,
    method: str = "GET",
    more: Mapping[str, str] | None = None,
    accepted: frozenset[int] = frozenset({200}),
    refused: frozenset[int] = _NO,
    says: Says | None = None,
    only: tuple[str, ...] = (),
) -> Endpoint:
    """A token in ``Authorization: Bearer`` (RFC 6750)."""
    return Endpoint(
        url=url,
        headers=lambda value, _: {"Authorization": f"Bearer {value}", **(more or {})},
        method=method,
        accepted=accepted,
        refused=refused,
        says=says,
        only=only,
    )


def header(
    url: str,
    name: str,
    *,
    more: Mapping[str, str] | None = None,
    refused: frozenset[int] = _NO,
    only: tuple[str, ...] = (),
) -> Endpoint:
    """A key in a header of the provider's own."""
    return Endpoint(
        url=url, headers=lambda value, _: {name: value, **(more or {})}, refused=refused, only=only
    )


def basic(
    url: str,
    *,
    user: str = "",
    needs: str = "",
    accepted: frozenset[int] = frozenset({200}),
    refused: frozenset[int] = _NO,
) -> Endpoint:
    """A password in ``Authorization: Basic`` (RFC 7617).

    The user is a fixed one or what belongs to it; without both, the key itself is the user.
    """

    def headers(value: str, beside: str) -> Mapping[str, str]:
        login = f"{user or beside}:{value}" if user or needs else f"{value}:"
        return {"Authorization": f"Basic {b64encode(login.encode()).decode()}"}

    return Endpoint(url=url, headers=headers, needs=needs, accepted=accepted, refused=refused)
