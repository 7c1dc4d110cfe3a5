"""A released artifact with its attestations, to be turned into attacks."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crenel.supplychain.attest.artifact import Artifact, artifact_of
from crenel.supplychain.attest.bundle import Bundle, beside, read_bundles, write_bundle
from crenel.supplychain.attest.envelope import Envelope
from crenel.supplychain.attest.keys import PublicKey, SigningKey, new_key, public_key, signing_key
from crenel.supplychain.attest.sign import signed, statement
from crenel.supplychain.attest.terms import Terms, Trusted
from crenel.supplychain.attest.verify import Verification, verify

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
PROVENANCE = "https://slsa.dev/provenance/v1"
BOM = "https://cyclonedx.org/bom"
VULNS = "https://in-toto.io/attestation/vulns/v0.2"
VSA = "https://slsa.dev/verification_summary/v1"
OPEN = "not-a-secret-but-long-enough"


def no_passphrase() -> bytes:
    pytest.fail("asked for a passphrase")


class Pair:
    """Both halves of a key."""

    def __init__(self, folder: Path, name: str, kind: str = "ed25519") -> None:
        private, public = new_key(kind, None)
        self.private, self.public = folder / name, folder / f"{name}.pub"
        self.private.write_text(private, encoding="utf-8")
        self.public.write_text(public, encoding="utf-8")

    @property
    def signing(self) -> SigningKey:
        return signing_key(str(self.private), no_passphrase)

    @property
    def key(self) -> PublicKey:
        return public_key(self.public)

    def trusted(self, **more: Any) -> Trusted:
        return Trusted(who=self.key, **more)


MakePair = Callable[..., Pair]


@pytest.fixture
def pair(tmp_path: Path) -> MakePair:
    made: dict[str, Pair] = {}

    def make(name: str = "release", kind: str = "ed25519") -> Pair:
        if name not in made:
            made[name] = Pair(tmp_path, name, kind)
        return made[name]

    return make


def zipped(path: Path, files: dict[str, str], **how: Any) -> Path:
    with zipfile.ZipFile(path, "w", **how) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text, how.get("compression"))
    return path


FILES = {"app.py": "def handler(event, context):\n    return 1\n" * 20, "lib/x.py": "X = 1\n"}


def provenance(**changes: Any) -> dict[str, Any]:
    definition = {
        "buildType": "urn:crenel:build:1",
        "externalParameters": {
            "function": "template.yaml::Orders",
            "source": {"uri": "git+https://git.example/shop", "folder": "src"},
            "options": {"tree_shake": False},
        },
    }
    return {
        "buildDefinition": {**definition, **changes.pop("definition", {})},
        "runDetails": {
            "builder": {"id": changes.pop("builder", "https://ci.example/release")},
            "metadata": {"crenel_attestedOn": changes.pop("on", "2026-11-28T10:00:00Z")},
        },
    }


def bom(**changes: Any) -> dict[str, Any]:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [{"type": "library", "name": "jinja2", "version": "3.1.6"}],
        **changes,
    }


def vulns(**changes: Any) -> dict[str, Any]:
    day = changes.pop("day", "2026-11-28")
    return {
        "scanner": {
            "uri": "pkg:pypi/crenel",
            "db": {"lastUpdate": changes.pop("advisories", "2026-11-20T00:00:00Z")},
            "result": [
                {"id": id_, "severity": [{"method": "crenel", "score": score}]}
                for id_, score in changes.pop("found", {}).items()
            ],
        },
        "metadata": {"scanStartedOn": f"{day}T00:00:00Z", "scanFinishedOn": f"{day}T00:00:00Z"},
        "crenel_audit": {"complete": changes.pop("complete", True)},
        **changes,
    }


def decision(result: str = "PASSED") -> dict[str, Any]:
    return {
        "verifier": {"id": "urn:crenel:check"},
        "timeVerified": "2026-11-28T10:00:00Z",
        "verificationResult": result,
    }


class Release:
    """An artifact, and what is said of it."""

    def __init__(self, folder: Path, pair: MakePair) -> None:
        self.folder = folder
        self.pair = pair
        self.path = zipped(folder / "orders.zip", FILES, compression=zipfile.ZIP_DEFLATED)
        self.said: list[Envelope] = []

    @property
    def artifact(self) -> Artifact:
        return artifact_of(self.path)

    def say(self, type_: str, predicate: dict[str, Any], *keys: str) -> Envelope:
        signing = [self.pair(name).signing for name in keys or ("release",)]
        made = signed(statement(self.artifact, type_, predicate), signing)
        self.said.append(made)
        return made

    def write(self) -> Path:
        write_bundle(beside(self.path), self.said)
        return beside(self.path)

    def rows(self) -> list[dict[str, Any]]:
        lines = self.write().read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def rewrite(self, rows: list[dict[str, Any]]) -> None:
        text = "".join(json.dumps(row) + "\n" for row in rows)
        beside(self.path).write_text(text, encoding="utf-8")

    def read(self) -> Bundle:
        return read_bundles([beside(self.path)])

    def judged(self, *trusted: Trusted, now: datetime = NOW, **terms: Any) -> Verification:
        keys = trusted or (self.pair().trusted(),)
        if not beside(self.path).exists():
            self.write()
        return verify(self.artifact, self.read(), Terms(trusted=keys, **terms), now)


def codes(found: Verification) -> list[str]:
    return [one.code for one in found.refusals]


@pytest.fixture
def release(tmp_path: Path, pair: MakePair) -> Release:
    return Release(tmp_path, pair)
