"""Bundles of Sigstore's: whom they prove, and every way in which they must not.

The instance is the tests' own; what verifies is the real library.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.supplychain.attest.conftest import NOW, PROVENANCE, Release, codes, provenance
from tests.supplychain.attest.instance import (
    ISSUER,
    PIPELINE,
    SIGNED,
    SOURCE,
    Instance,
    b64,
)

import crenel.report
from crenel.errors import UsageError
from crenel.supplychain.attest.bundle import beside
from crenel.supplychain.attest.sign import statement
from crenel.supplychain.attest.sigstore.identity import Identity
from crenel.supplychain.attest.sigstore.root import Root, root
from crenel.supplychain.attest.terms import Trusted
from crenel.supplychain.attest.verify import Verification
from crenel.triage.verification import verification

SCHEMAS = Path(crenel.report.__file__).parent / "schemas"
MAIN = "refs/heads/main"


@pytest.fixture(scope="module")
def instance() -> Instance:
    return Instance()


@pytest.fixture(scope="module")
def trusted(instance, tmp_path_factory) -> Root:
    path = tmp_path_factory.mktemp("root") / "trusted_root.json"
    path.write_text(json.dumps(instance.trusted_root()), encoding="utf-8")
    return root(path)


class Shop:
    """A release that a pipeline signed without a key."""

    def __init__(self, release: Release, instance: Instance, trusted: Root) -> None:
        self.release = release
        self.instance = instance
        self.root = trusted
        self.rows: list[dict[str, Any]] = []
        self.payload = statement(release.artifact, PROVENANCE, provenance()).payload()

    def bundle(self, **how: Any) -> dict[str, Any]:
        return self.instance.bundle(how.pop("payload", self.payload), **how)

    def signed(self, **how: Any) -> Shop:
        self.rows.append(self.bundle(**how))
        return self

    def judged(self, *who: Trusted, now: datetime = NOW, **terms: Any) -> Verification:
        self.release.rewrite(self.rows)
        named = who or (someone(),)
        return self.release.judged(*named, now=now, root=self.root, **terms)

    def reason(self, *who: Trusted, **terms: Any) -> str:
        found = self.judged(*who, **terms)
        assert not found.held
        return "; ".join(f"{one.code}: {one.reason}" for one in found.refusals)


@pytest.fixture
def shop(release, instance, trusted) -> Shop:
    return Shop(release, instance, trusted)


def someone(**changes: Any) -> Trusted:
    how = {key: changes.pop(key) for key in ("since", "until", "predicates") if key in changes}
    who = {"name": "pipeline", "subject": PIPELINE, "issuer": ISSUER, **changes}
    return Trusted(who=Identity(**who), **how)


def test_a_statement_by_an_identity_holds(shop):
    found = shop.signed(source=SOURCE, ref=MAIN).judged(required=("provenance",))
    assert codes(found) == []
    held = found.held[0]
    assert (held.kind, held.signers, held.signed) == ("provenance", ("pipeline",), 1)
    told = held.certified[0]
    assert (told.subject, told.issuer, told.when) == (PIPELINE, ISSUER, SIGNED)
    assert (told.source, told.ref) == (SOURCE, MAIN)


@pytest.mark.parametrize("subject", ["mara@shop.example", "robot[bot]@shop.example"])
def test_people_are_identities_too(shop, subject):
    assert codes(shop.signed(subject=subject).judged(someone(subject=subject))) == []


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ({"subject": "https://git.example/other*"}, "unknown-identity: .*not trusted here"),
        ({"subject": PIPELINE.upper()}, "unknown-identity"),
        ({"issuer": "https://other.example"}, f"unknown-identity: .*{ISSUER} vouches for it"),
        ({"issuer": "https://*"}, "unknown-identity"),
        ({"source": "https://git.example/other"}, "its repository is https://git.example/shop"),
        ({"ref": "refs/tags/*"}, "its branch or tag is refs/heads/main, and must be refs/tags"),
        ({"until": "2026-11-27"}, "identity-expired: the identity pipeline was trusted until"),
        ({"since": "2026-11-29"}, "identity-not-yet: .* is trusted from 2026-11-29 on only"),
        ({"predicates": ("sbom",)}, "key-not-for-this: pipeline is not trusted to state"),
    ],
)
def test_somebody_else(shop, who, says):
    assert re.search(says, shop.signed(source=SOURCE, ref=MAIN).reason(someone(**who)))


def test_a_pipeline_that_does_not_tell_its_repository(shop):
    assert "its repository is not told" in shop.signed().reason(someone(source=SOURCE))


def test_what_lapsed_counts_for_the_day_of_signing(shop):
    """A log tells when it was signed, so a statement outlives the trust of its signer."""
    later = NOW + timedelta(days=200)
    shop.signed()
    assert codes(shop.judged(someone(until="2026-12-31"), now=later)) == []
    assert codes(shop.judged(someone(until="2026-12-31"), now=later, max_age=90)) == ["expired"]


def test_an_identity_where_none_is_trusted(shop, pair):
    shop.signed()
    assert "no identity is trusted here" in shop.reason(pair().trusted())
    found = shop.judged(pair().trusted(), others=True)
    assert [one.code for one in found.passed_over] == ["unknown-identity"]
    assert codes(found) == ["missing"]


def test_a_key_and_an_identity_are_two(shop, pair):
    """They stand in two envelopes around one statement."""
    made = shop.release.say(PROVENANCE, provenance(), "release")
    assert made.payload == shop.payload
    shop.rows = shop.release.rows()
    shop.signed()
    found = shop.judged(pair().trusted(), someone(), threshold=2)
    assert codes(found) == []
    assert [(one.signers, one.signed) for one in found.held] == [(("pipeline", "release.pub"), 2)]


def test_an_identity_counts_once(shop):
    """However often it signs, and by however many entries of a policy it is meant."""
    shop.signed().signed()
    entries = (someone(), someone(name="any", subject="https://git.example/shop/*"))
    found = shop.judged(*entries, threshold=2)
    assert codes(found) == ["threshold"]
    assert (
        codes(
            shop.signed(subject="mara@shop.example").judged(
                *entries, someone(subject="mara@shop.example"), threshold=2
            )
        )
        == []
    )


def lie(change):
    """A bundle with something changed."""

    def told(bundle: dict[str, Any]) -> None:
        change(bundle, bundle["verificationMaterial"]["tlogEntries"][0])

    return told


def _other_payload(bundle, _):
    payload = b64(b'{"_type":"https://in-toto.io/Statement/v1"}')
    bundle["dsseEnvelope"]["payload"] = payload


def _no_entry(bundle, _):
    bundle["verificationMaterial"]["tlogEntries"] = []


def _other_hash(_, entry):
    entry["inclusionProof"]["hashes"][0] = b64(b"\1" * 32)


def _other_head(_, entry):
    entry["inclusionProof"]["rootHash"] = b64(b"\1" * 32)


def _other_checkpoint(_, entry):
    entry["inclusionProof"]["checkpoint"]["envelope"] = Instance().log.checkpoint()


def _no_promise(_, entry):
    del entry["inclusionPromise"]


def _other_time(_, entry):
    entry["integratedTime"] = str(int(entry["integratedTime"]) + 60)


def _other_certificate(bundle, _):
    theirs = Instance().bundle(b"{}")["verificationMaterial"]["certificate"]
    bundle["verificationMaterial"]["certificate"] = theirs


def _no_certificate(bundle, _):
    del bundle["verificationMaterial"]["certificate"]


def _two_readers(bundle, _):
    bundle["dsse_envelope"] = {**bundle["dsseEnvelope"], "payload": b64(b"{}")}


def _only_bytes(bundle, _):
    signature = bundle.pop("dsseEnvelope")["signatures"][0]["sig"]
    bundle["messageSignature"] = {"signature": signature}


def _other_version(bundle, _):
    bundle["mediaType"] = "application/vnd.dev.sigstore.bundle.v9+json"


def _nothing(bundle, _):
    bundle["verificationMaterial"] = None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_other_payload, "bad-signature"),
        (_no_entry, "not-logged"),
        (_other_hash, "not-logged"),
        (_other_head, "not-logged"),
        (_other_checkpoint, "not-logged"),
        (_no_promise, "not-logged"),
        (_other_time, "not-logged"),
        (_other_certificate, "not-certified"),
        (_no_certificate, "malformed"),
        (_only_bytes, "malformed"),
        (_other_version, "malformed"),
        (_nothing, "malformed"),
    ],
)
def test_a_bundle_that_was_changed(shop, change, code):
    bundle = shop.bundle()
    lie(change)(bundle)
    shop.rows.append(bundle)
    found = shop.judged()
    assert (codes(found), found.held) == ([code], ())
    assert len(found.refusals[0].reason) < 300


def test_two_names_of_one_field(shop):
    """The library knows the envelope by two names: what it verified is what counts."""
    bundle = shop.bundle()
    lie(_two_readers)(bundle)
    shop.rows.append(bundle)
    found = shop.judged()
    assert (codes(found), found.held[0].statement.predicate) == ([], provenance())


def test_two_readers_must_not_read_two_things(shop):
    class Otherwise:
        def __init__(self, library: Any) -> None:
            self._library = library

        def __getattr__(self, name: str) -> Any:
            return getattr(self._library, name)

        def verify_dsse(self, bundle: Any, policy: Any) -> tuple[str, bytes]:
            type_, payload = self._library.verify_dsse(bundle, policy)
            return type_, payload + b" "

    shop.root = Root(place="", verifier=Otherwise(shop.root.verifier))
    assert shop.signed().reason() == "malformed: two readers read two statements in it"


def test_a_statement_with_another_signature_from_the_log(shop):
    """An entry that is in the log, and is about something else."""
    bundle, other = shop.bundle(), shop.bundle(payload=b'{"other": 1}')
    entries = other["verificationMaterial"]["tlogEntries"]
    bundle["verificationMaterial"]["tlogEntries"] = entries
    shop.rows.append(bundle)
    assert shop.reason().startswith("not-logged: the log's entry is about another statement")


def test_a_certificate_that_had_expired(shop):
    shop.signed(certified=SIGNED - timedelta(minutes=30))
    reason = shop.reason()
    assert reason == (
        "not-certified: the log tells that it was signed on 2026-11-28 10:00 UTC, and its"
        " certificate was valid from 2026-11-28 09:30 UTC to 2026-11-28 09:40 UTC"
    )


def test_a_time_that_is_still_to_come(shop):
    at = NOW + timedelta(days=2)
    assert "from-the-future: its time in the log is 2026-11-30" in shop.signed(at=at).reason()


@pytest.mark.parametrize("part", ["tlogs", "ctlogs", "certificateAuthorities"])
def test_another_instance(shop, tmp_path, part):
    """Each part of the root is needed: with that of another instance nothing holds."""
    mine, other = shop.instance.trusted_root(), Instance().trusted_root()
    path = tmp_path / "root.json"
    path.write_text(json.dumps({**mine, part: other[part]}), encoding="utf-8")
    shop.root = root(path)
    code = "not-logged" if part == "tlogs" else "not-certified"
    assert shop.signed().reason().startswith(code)


def test_the_public_instance_certified_none_of_this(shop):
    shop.root = root()
    assert shop.signed().reason().startswith("not-certified: no authority that is trusted")


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ({"more": ["https://git.example/second"]}, "its certificate names 2 identities, not one"),
        ({"extensions": {"1": b"https://other.example"}}, "names two identity providers"),
        ({"extensions": {"8": b"\x01"}}, "holds a text that is none"),
    ],
)
def test_a_certificate_that_says_two_things(shop, who, says):
    assert says in shop.signed(**who).reason()


def test_a_bundle_by_a_key_that_somebody_keeps(shop, pair):
    """Its signature is judged as any other's: by the keys that are trusted."""
    shop.release.say(PROVENANCE, provenance(), "release")
    envelope = shop.release.rows()[0]
    shop.rows.append(
        {
            "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
            "verificationMaterial": {"publicKey": {"hint": "release"}},
            "dsseEnvelope": envelope,
        }
    )
    assert codes(shop.judged(pair().trusted())) == []
    assert codes(shop.judged()) == ["unknown-key"]


POLICY = f"""
[sigstore]
trusted_root = "trusted_root.json"

[[identity]]
name = "pipeline"
identity = "https://git.example/shop/.workflows/*"
issuer = "{ISSUER}"
source = "{SOURCE}"
ref = "refs/heads/*"
until = 2027-01-01
predicates = ["provenance"]

[[build]]
builder = "https://ci.example/*"
keys = ["pipeline"]
level = 3
"""


@pytest.fixture
def policy(instance, tmp_path):
    (tmp_path / "trusted_root.json").write_text(json.dumps(instance.trusted_root()))

    def written(text: str) -> Path:
        path = tmp_path / "policy.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_policy_names_identities(policy):
    terms = verification(policy(POLICY))
    one = terms.trusted[0]
    assert isinstance(one.who, Identity)
    assert (one.kind, one.who.name, one.who.ref, one.until) == (
        "identity",
        "pipeline",
        "refs/heads/*",
        "2027-01-01",
    )
    assert terms.root is not None
    assert terms.root.place.endswith("trusted_root.json")


WHO = f'[[identity]]\nidentity = "a@b.example"\nissuer = "{ISSUER}"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[identity]]\n", "policy.toml:1: this identity is not told"),
        ('[[identity]]\nidentity = "a"\n', "policy.toml:1: this identity names no issuer"),
        (f"{WHO}key = 1\n", "policy.toml:4: unknown key 'key'"),
        (f'{WHO}[sigstore]\ntrusted_root = "gone"\n', "policy.toml:5: the trusted root .*gone"),
        (f'{WHO}[sigstore]\ntrusted_root = "policy.toml"\n', "policy.toml:5: .* no trusted root"),
        (f'{WHO}[sigstore]\nroot = "x"\n', "policy.toml:5: unknown key 'root'"),
        (f"threshold = 2\n{WHO}", "policy.toml:1: 2 keys must sign, and the policy has 1"),
        (f"threshold = 2\n{WHO}{WHO}", "policy.toml:1: 2 keys must sign, and the policy has 1"),
    ],
)
def test_mistakes_in_a_policy_have_a_place(policy, text, says):
    with pytest.raises(UsageError, match=says):
        verification(policy(text))


def test_a_pattern_may_be_several(policy):
    some = WHO.replace("a@b", "*@b")
    assert verification(policy(f"threshold = 2\n{some}")).threshold == 2


@pytest.mark.parametrize("logs", ["tlogs", "certificateAuthorities"])
def test_a_root_without_logs_is_none(instance, tmp_path, logs):
    path = tmp_path / "root.json"
    path.write_text(json.dumps({**instance.trusted_root(), logs: []}), encoding="utf-8")
    with pytest.raises(UsageError, match="is no trusted root"):
        root(path)


class Commands:
    """The command line beside a release."""

    def __init__(self, shop: Shop, policy, crenel) -> None:
        self.shop, self.crenel = shop, crenel
        self.policy = policy(POLICY)
        shop.signed(source=SOURCE, ref=MAIN)
        shop.release.rewrite(shop.rows)
        self.root = self.policy.with_name("trusted_root.json")

    def verify(self, *flags: object):
        return self.crenel("verify", self.shop.release.path, "--today", "2026-11-28", *flags)

    def by(self, who: str = PIPELINE, issuer: str = ISSUER, *flags: object):
        return self.verify("--identity", who, "--issuer", issuer, *flags)


@pytest.fixture
def commands(shop, policy, crenel) -> Commands:
    return Commands(shop, policy, crenel)


def test_verified_on_the_command_line(commands):
    done = commands.by(PIPELINE, ISSUER, "--trusted-root", commands.root)
    assert done.code == 0
    assert f"signed by {PIPELINE}" in done.out
    told = f"by the word of {ISSUER}, for {SOURCE} at {MAIN}; in the log: 2026-11-28 10:00 UTC"
    assert told in " ".join(done.out.split())


def test_verified_by_a_policy(commands):
    done = commands.verify("--policy", commands.policy, "--format", "json")
    assert done.code == 0
    found = json.loads(done.out)
    jsonschema.validate(found, json.loads((SCHEMAS / "verification-1.json").read_text("utf-8")))
    assert found["statements"][0]["identities"] == [
        {
            "identity": PIPELINE,
            "issuer": ISSUER,
            "source": SOURCE,
            "ref": MAIN,
            "signed": "2026-11-28T10:00:00Z",
        }
    ]


def test_refused_on_the_command_line(commands):
    done = commands.by("mara@shop.example", ISSUER, "--trusted-root", commands.root)
    assert done.code == 1
    assert "unknown-identity" in done.out
    assert commands.by().code == 1  # the public instance certified nothing here


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--identity", "a@b.example"], "by the word of an --issuer"),
        (["--issuer", ISSUER], "nobody is trusted"),
        (["--key", "k", "--issuer", ISSUER], "by the word of an --issuer"),
        (["--key", "k", "--trusted-root", "x"], "--trusted-root is for identities"),
        (["--policy", "p", "--identity", "a"], "--policy says all that"),
    ],
)
def test_flags_that_make_no_sense(commands, flags, says):
    done = commands.verify(*flags)
    assert (done.code, says in done.err) == (2, True)


def test_a_bundle_in_a_whole_file(commands, tmp_path):
    """As cosign and sigstore-python write it, laid out for people."""
    path = tmp_path / "orders.sigstore.json"
    path.write_text(json.dumps(commands.shop.rows[0], indent=2), encoding="utf-8")
    beside(commands.shop.release.path).unlink()
    done = commands.by(PIPELINE, ISSUER, "--trusted-root", commands.root, "--attestations", path)
    assert done.code == 0


def test_without_the_extra(commands, monkeypatch):
    monkeypatch.setitem(sys.modules, "sigstore.verify", None)
    done = commands.by(PIPELINE, ISSUER, "--trusted-root", commands.root)
    assert (done.code, "Install crenel[sigstore]" in done.err) == (2, True)
