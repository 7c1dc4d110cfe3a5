"""Measures signing and verifying one statement, in CPU time. Prints; a slow machine is no error.

python benchmarks/attest.py

The budget is a millisecond for each. Beside it stands what securesystemslib's own envelope takes
for the same bytes: what is more is reading the statement, and judging it.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

BUDGET = 1e-3
"""Seconds."""
ROUNDS = 400
COMPONENTS = 50


def main() -> int:
    """Prints a row for each kind of key; always 0."""
    try:
        import securesystemslib.signer  # noqa: F401, PLC0415 - an extra
    except ImportError:
        print("signing is not measured: install crenel[attest]")
        return 0
    print(f"{'median CPU, milliseconds':<44}{'sign':>8}{'verify':>8}{'budget':>8}")
    with tempfile.TemporaryDirectory(prefix="crenel-bench-") as folder:
        for kind in ("ed25519", "ecdsa-p256"):
            for name, said in (("provenance", _provenance()), ("bill", _bill())):
                _row(f"{kind}, {name}", *_measured(Path(folder), kind, *said))
            _row(f"{kind}, securesystemslib alone", *_library(kind))
    return 0


def _row(title: str, sign: float, verify: float) -> None:
    print(f"{title:<44}{sign * 1e3:>8.2f}{verify * 1e3:>8.2f}{BUDGET * 1e3:>8.2f}")


def _provenance() -> tuple[str, dict[str, object]]:
    built = {"buildType": "urn:crenel:build:1", "externalParameters": {"source": {"uri": "git+x:"}}}
    run = {
        "builder": {"id": "https://ci.example/release"},
        "metadata": {"crenel_attestedOn": "2026-11-28T10:00:00Z"},
    }
    return "https://slsa.dev/provenance/v1", {"buildDefinition": built, "runDetails": run}


def _bill() -> tuple[str, dict[str, object]]:
    rows = [
        {"type": "library", "name": f"lib{n}", "version": "1.0", "purl": f"pkg:pypi/lib{n}@1.0"}
        for n in range(COMPONENTS)
    ]
    bill: dict[str, object] = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": rows}
    return "https://cyclonedx.org/bom", bill


def _measured(
    folder: Path, kind: str, type_: str, predicate: dict[str, object]
) -> tuple[float, float]:
    """Statement to line, and line to verdict; the key is loaded before."""
    from crenel.supplychain.attest import envelope  # noqa: PLC0415 - an extra
    from crenel.supplychain.attest.artifact import Artifact  # noqa: PLC0415 - an extra
    from crenel.supplychain.attest.bundle import Bundle  # noqa: PLC0415 - an extra
    from crenel.supplychain.attest.keys import (  # noqa: PLC0415 - an extra
        new_key,
        public_key,
        signing_key,
    )
    from crenel.supplychain.attest.sign import signed, statement  # noqa: PLC0415 - an extra
    from crenel.supplychain.attest.terms import Terms, Trusted  # noqa: PLC0415 - an extra
    from crenel.supplychain.attest.verify import verify  # noqa: PLC0415 - an extra

    private, public = new_key(kind, None)
    (folder / "key").write_text(private, encoding="utf-8")
    (folder / "pub").write_text(public, encoding="utf-8")
    key = signing_key(str(folder / "key"), bytes)
    artifact = Artifact(name="orders.zip", sha256="0" * 64)
    said = statement(artifact, type_, predicate)
    terms = Terms(trusted=(Trusted(who=public_key(folder / "pub")),))
    now = datetime(2026, 11, 28, 12, tzinfo=UTC)

    def make() -> str:
        return envelope.written(signed(said, [key]))

    line = make()

    def judge() -> None:
        found = verify(artifact, Bundle(envelopes=[envelope.read(line, "x:1")]), terms, now)
        assert found.trusted, found.refusals  # noqa: S101 - a benchmark of the wrong thing is none

    return _median(make), _median(judge)


def _library(kind: str) -> tuple[float, float]:
    from securesystemslib.dsse import Envelope  # noqa: PLC0415 - an extra
    from securesystemslib.signer import CryptoSigner  # noqa: PLC0415 - an extra

    signer = CryptoSigner.generate_ed25519() if kind == "ed25519" else CryptoSigner.generate_ecdsa()
    payload = json.dumps(_provenance()[1]).encode()
    made = Envelope(payload, "application/vnd.in-toto+json", {})
    made.sign(signer)
    return _median(lambda: made.sign(signer)), _median(lambda: made.verify([signer.public_key], 1))


def _median(do: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        do()
        times.append(time.process_time() - start)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
