"""The TOML texts of the package, parsed beforehand: a short run reads sixty of them.

``_packed.json`` keeps what each text says under the text's own digest. So it cannot be out of step
with a table: a text that was changed is not found there, and is parsed as any other. ``make docs``
writes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

_PACKED = Path(__file__).parent / "_packed.json"
_BYTES = 8
_Texts = dict[str, msgspec.Raw]


def toml(text: str) -> dict[str, Any]:
    """What a TOML text of the package says. Raises tomllib.TOMLDecodeError."""
    found = _texts().get(_digest(text))
    if found is not None:
        return msgspec.json.decode(found, type=dict[str, Any])
    import tomllib  # noqa: PLC0415 - its patterns take longer to load than most texts to parse

    return tomllib.loads(text)


def packed(texts: Iterable[str]) -> str:
    """The file for these texts; one whose values JSON does not have (dates) is left out."""
    import tomllib  # noqa: PLC0415 - as above

    said = {_digest(text): tomllib.loads(text) for text in texts}
    kept = {one: held for one, held in sorted(said.items()) if _survives(held)}
    return "{\n" + ",\n".join(f'"{one}":{_json(held)}' for one, held in kept.items()) + "\n}\n"


@cache
def _texts() -> _Texts:
    return msgspec.json.decode(_PACKED.read_bytes(), type=_Texts) if _PACKED.exists() else {}


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_BYTES).hexdigest()


def _survives(held: dict[str, Any]) -> bool:
    return bool(msgspec.json.decode(_json(held)) == held)


def _json(held: dict[str, Any]) -> str:
    return msgspec.json.encode(held).decode()
