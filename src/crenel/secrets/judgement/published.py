"""Values that documentation publishes, and that whoever tries it out copies.

They are told by the beginning of a SHA-256, so that no credential-looking text stands here.
"""

from __future__ import annotations

_LENGTH = 12
_KNOWN = frozenset(
    {
        # Stripe, API reference
        "2aebabfb53b3",
        "414b0f60b0b3",
        "5029ac078774",
        "60d840c17297",
        # AWS, Signature Version 4 and STS
        "4438315721a3",
        "9052d2aaf4ca",
        "b787f1ed4de1",
        # RFC 4122, RFC 9562, and their articles
        "203fa897acf2",
        "30a5154b77ab",
        "986c0dc956dc",
        "a3a9e1ed9732",
        "e5855ff48799",
        # RFC 6749, RFC 6750, RFC 7617
        "01eefb2a8612",
        "0f1a4cf6f786",
        "13e091b2098d",
        "1619478337f6",
        "28375b3f0b48",
        "686922a2a14c",
        "71784e6e8e92",
        "9fb80255482a",
        "f109d3ddccb2",
        # Twitter, authorizing a request
        "0d402b1348f4",
        "7e61e16800fa",
        "8f26a9955815",
        "9ed7976ace6d",
        "e1eab1c4d1ad",
    }
)


def is_published(value: str) -> bool:
    """Is it an example of a well-known document, in whatever case?"""
    from hashlib import sha256  # noqa: PLC0415 - loading it takes a while, and most scans find none

    return sha256(value.lower().encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH] in _KNOWN
