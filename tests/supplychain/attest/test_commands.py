"""``crenel keys``, ``crenel sign`` and ``crenel verify``, as people use them."""

from __future__ import annotations

import base64
import io
import json
import stat
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from google.protobuf.json_format import ParseDict
from in_toto_attestation.predicates.provenance.v1.provenance_pb2 import Provenance
from in_toto_attestation.predicates.vsa.v1.vsa_pb2 import VerificationSummary
from tests.supplychain.attest.conftest import FILES, OPEN, bom, zipped

import crenel.report
from crenel.supplychain.attest import deployed as deploying
from crenel.supplychain.attest.artifact import artifact_of
from crenel.supplychain.attest.deployed import Deployed

SCHEMAS = Path(crenel.report.__file__).parent / "schemas"
REPORT = {
    "schema": "crenel.report/1",
    "coverage": {"unread": [], "resources": 3},
    "verdicts": [{"verdict": "fails", "severity": "medium"}],
}
AUDIT: dict[str, Any] = {
    "schema": "crenel.audit/1",
    "crenel": "0.1.0",
    "today": "2026-11-28",
    "complete": False,
    "coverage": {"functions": 2},
    "advisories": {
        "ecosystems": [{"name": "PyPI", "newest": "2026-11-20"}],
        "stale": False,
        "problems": [],
    },
    "unread": [],
    "not_inventoried": [{"functions": ["template.yaml::Other"]}],
    "components": [
        {"state": "audited", "ecosystem": "PyPI", "functions": ["template.yaml::Orders"]},
        {"state": "unknown", "ecosystem": "npm", "functions": ["template.yaml::Other"]},
    ],
    "findings": [
        {
            "purl": "pkg:pypi/jinja2@2.0",
            "ids": ["PYSEC-1", "CVE-1"],
            "severity": "high",
            "reachable": "yes",
            "functions": ["template.yaml::Orders"],
        }
    ],
}


class Shop:
    """A folder as a pipeline leaves it: an artifact, its record, its bill, keys."""

    def __init__(self, folder, crenel):
        self.folder = folder
        self.crenel = crenel
        self.artifact = zipped(folder / "orders.zip", FILES)
        self.bundle = folder / "orders.zip.intoto.jsonl"
        self.word = folder / "word"
        self.word.write_text(f"{OPEN}\n", encoding="utf-8")
        self.keys("release")
        self.put("bill.json", bom())

    def put(self, name, content):
        (self.folder / name).write_text(json.dumps(content), encoding="utf-8")
        return self.folder / name

    def keys(self, name, *flags):
        path = self.folder / f"{name}.key"
        return self.crenel("keys", "new", path, "--passphrase-file", self.word, *flags)

    def record(self, **changes):
        data = self.artifact.read_bytes()
        bill = (self.folder / "bill.json").read_bytes()
        record = {
            "schema": "crenel.build/1",
            "crenel": "0.1.0",
            "function": {"address": "template.yaml::Orders", "name": "Orders", "handler": "a.b"},
            "target": {"runtime": "python3.13", "architecture": "arm64", "platforms": ["any"]},
            "source": {"folder": "src", "revision": "1" * 40, "digest": {"sha256": "2" * 64}},
            "lock": None,
            "options": {
                "tree_shake": False,
                "bundle": True,
                "bundling": [],
                "compression": "deflate",
                "allow_unlocked": False,
                "allow_source": [],
                "exclude": [],
            },
            "inputs": [
                {"kind": "source", "uri": "file:src/app.py", "digest": {"sha256": "3" * 64}}
            ],
            "tools": [{"name": "uv", "version": "0.9"}],
            "outputs": [
                output("orders.zip", "application/zip", data),
                output("bill.json", "application/vnd.cyclonedx+json", bill),
            ],
            "code_sha256": base64.b64encode(sha256(data).digest()).decode(),
            "content_digest": f"sha256:{artifact_of(self.artifact).content}",
            "reproducible": True,
            "size": {
                "files": 2,
                "zipped": len(data),
                "unzipped": 1,
                "limit_direct_upload": 1,
                "limit_unzipped": 1,
                "largest": [],
            },
            "credentials": {"files": 2, "published": 0, "accepted": [], "not_scanned": []},
            "left_out": [],
            "notes": [],
            **changes,
        }
        jsonschema.validate(record, json.loads((SCHEMAS / "build-1.json").read_text()))
        return self.put("build.json", record)

    def sign(self, *flags, key="release.key"):
        where = ("--key", self.folder / key, "--passphrase-file", self.word)
        return self.crenel("sign", self.artifact, *where, *flags)

    def verify(self, *flags, key="release.key.pub"):
        trusted = ("--key", self.folder / key) if key else ()
        return self.crenel("verify", self.artifact, *trusted, *flags)

    def verified(self, *flags, **more):
        ran = self.verify(*flags, "--format", "json", **more)
        jsonschema.validate(ran.json, json.loads((SCHEMAS / "verification-1.json").read_text()))
        return ran

    def statements(self):
        rows = map(json.loads, self.bundle.read_text(encoding="utf-8").splitlines())
        return [json.loads(base64.b64decode(row["payload"])) for row in rows]


def output(name, media_type, data):
    digest = {"sha256": sha256(data).hexdigest()}
    return {"name": name, "media_type": media_type, "size": len(data), "digest": digest}


@pytest.fixture
def shop(tmp_path, crenel):
    return Shop(tmp_path, crenel)


def codes(ran):
    return [one["code"] for one in ran.json["refusals"]]


# --- keys ---------------------------------------------------------------------------------------


def test_a_new_key_is_encrypted_and_its_own_only(shop):
    private = shop.folder / "release.key"
    assert "ENCRYPTED" in private.read_text(encoding="utf-8").splitlines()[0]
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    shown = shop.crenel("keys", "show", private, "--passphrase-file", shop.word)
    public = shop.crenel("keys", "show", f"{private}.pub")
    assert shown.out.splitlines()[1:] == public.out.splitlines()[1:]


def test_a_key_is_never_replaced(shop):
    before = (shop.folder / "release.key").read_bytes()
    ran = shop.keys("release")
    assert (ran.code, "is there already" in ran.err) == (2, True)
    assert (shop.folder / "release.key").read_bytes() == before
    (shop.folder / "lone.key.pub").write_text("mine", encoding="utf-8")
    assert shop.keys("lone").code == 2
    assert not (shop.folder / "lone.key").exists()


@pytest.mark.parametrize(
    ("word", "says"), [("", "is empty"), ("short", "fewer than 20"), ("x" * 5_000, "more than")]
)
def test_passphrases_that_protect_nothing(shop, word, says):
    shop.word.write_text(word, encoding="utf-8")
    ran = shop.keys("weak")
    assert (ran.code, says in ran.err) == (2, True)
    assert not (shop.folder / "weak.key").exists()


def test_a_wrong_passphrase_signs_nothing(shop):
    shop.word.write_text("another one, and a wrong one", encoding="utf-8")
    ran = shop.sign("--sbom", shop.folder / "bill.json")
    assert (ran.code, "Is the passphrase right?" in ran.err) == (2, True)
    assert not shop.bundle.exists()


def test_nobody_to_ask_is_told(shop, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    ran = shop.crenel(
        "sign", shop.artifact, "--key", shop.folder / "release.key", "--sbom",
        shop.folder / "bill.json",
    )  # fmt: skip
    assert (ran.code, "--passphrase-file" in ran.err) == (2, True)


def test_the_public_half_of_any_key_can_be_written(shop):
    written = shop.folder / "again.pub"
    shop.crenel(
        "keys", "show", shop.folder / "release.key", "--passphrase-file", shop.word, "--output",
        written,
    )  # fmt: skip
    assert written.read_bytes() == (shop.folder / "release.key.pub").read_bytes()


def test_an_unencrypted_key_signs_with_a_warning(shop):
    shop.crenel("keys", "new", shop.folder / "open.key", "--unencrypted")
    ran = shop.sign("--sbom", shop.folder / "bill.json", key="open.key")
    assert (ran.code, "is not encrypted" in ran.err) == (0, True)


# --- sign and verify ----------------------------------------------------------------------------


def test_a_release_from_build_to_verification(shop):
    shop.record()
    ran = shop.sign(
        "--audit", shop.put("audit.json", AUDIT), "--report", shop.put("report.json", REPORT),
        "--fail-on", "high", "--builder", "https://ci.example/release",
        "--source", "git+https://git.example/shop",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    ran = shop.verified("--sbom", shop.folder / "bill.json")
    assert (ran.code, codes(ran)) == (0, [])
    assert [(one["kind"], one["match"]) for one in ran.json["statements"]] == [
        ("provenance", "bytes"),
        ("sbom", "bytes"),
        ("audit", "bytes"),
        ("decision", "bytes"),
    ]
    assert (
        ran.json["artifact"]["code_sha256"]
        == base64.b64encode(sha256(shop.artifact.read_bytes()).digest()).decode()
    )
    told = {one["kind"]: one["says"] for one in ran.json["statements"]}
    assert told["provenance"] == (
        "built by https://ci.example/release from git+https://git.example/shop (SLSA build level 1)"
    )
    assert told["audit"] == (
        "audited on 2026-11-28, complete; 1 open findings, 1 at or above medium"
    )


def test_predicates_are_what_the_specifications_say(shop):
    shop.record()
    shop.sign("--audit", shop.put("audit.json", AUDIT), "--report", shop.put("report.json", REPORT))
    provenance, bill, audit, decision = (one["predicate"] for one in shop.statements())
    ParseDict(provenance, Provenance(), ignore_unknown_fields=True)
    # The library's message has one level where the specification, from 1.0 on, has a list.
    told = {name: value for name, value in decision.items() if name != "verifiedLevels"}
    ParseDict(told, VerificationSummary(), ignore_unknown_fields=True)
    assert isinstance(decision["verifiedLevels"], list)
    assert bill == bom()
    definition = provenance["buildDefinition"]
    assert definition["externalParameters"]["options"]["allow_unlocked"] is False
    assert definition["resolvedDependencies"] == [
        {"uri": "file:src/app.py", "digest": {"sha256": "3" * 64}}
    ]
    assert provenance["runDetails"]["builder"]["id"] == "urn:crenel:builder:local"
    assert audit["crenel_audit"]["audited"] == 1
    assert [one["id"] for one in audit["scanner"]["result"]] == ["PYSEC-1"]
    assert decision["verificationResult"] == "FAILED"
    assert codes(shop.verified()) == ["decision-against"]


@pytest.mark.parametrize(
    ("report", "fail_on", "result"),
    [
        ({}, "medium", "FAILED"),
        ({}, "high", "PASSED"),
        ({}, "none", "PASSED"),
        ({"coverage": {"unread": [1], "resources": 3}}, "none", "FAILED"),
        ({"coverage": {"unread": [], "resources": 0}, "verdicts": []}, "none", "FAILED"),
        ({"verdicts": [{"verdict": "accepted", "severity": "high"}]}, "low", "PASSED"),
    ],
)
def test_what_was_not_read_is_no_decision_for_it(shop, report, fail_on, result):
    shop.sign("--report", shop.put("report.json", {**REPORT, **report}), "--fail-on", fail_on)
    assert shop.statements()[0]["predicate"]["verificationResult"] == result


def test_each_of_artifact_bill_attestation_and_key_is_refused_when_changed(shop):
    """The four of the issue."""
    shop.sign("--sbom", shop.folder / "bill.json")
    good = shop.artifact.read_bytes(), shop.bundle.read_text(encoding="utf-8")
    with zipfile.ZipFile(shop.artifact, "a") as archive:
        archive.writestr("more.py", "1")
    assert codes(shop.verified()) == ["artifact-differs"]
    shop.artifact.write_bytes(good[0])
    changed = shop.put("changed.json", bom(components=[]))
    assert codes(shop.verified("--sbom", changed)) == ["sbom-differs"]
    row = json.loads(good[1])
    payload = base64.b64decode(row["payload"]).replace(b"jinja2", b"jinja3")
    row["payload"] = base64.b64encode(payload).decode()
    shop.put("orders.zip.intoto.jsonl", row)
    assert codes(shop.verified()) == ["bad-signature"]
    shop.bundle.write_text(good[1], encoding="utf-8")
    shop.keys("other")
    assert codes(shop.verified(key="other.key.pub")) == ["unknown-key"]
    ran = shop.verify(key="other.key.pub")
    assert ran.code == 1
    assert ran.out.startswith("refused: orders.zip\n  - unknown-key: it is signed by ")
    pem = (shop.folder / "other.key.pub").read_text(encoding="utf-8")
    (shop.folder / "broken.pub").write_text(pem.replace("MC", "MX"), encoding="utf-8")
    assert shop.verify(key="broken.pub").code == 2
    assert shop.verified().code == 0


def test_what_people_see(shop):
    """The whole pages, but for digests and times."""
    shop.sign("--sbom", shop.folder / "bill.json")
    own = artifact_of(shop.artifact)
    assert shop.verify().out == (
        "verified: orders.zip\n"
        f"  sha256   {own.sha256}\n"
        f"  content  {own.content}\n"
        "  sbom: CycloneDX 1.6, 1 component\n"
        "    signed by release.key.pub\n"
        "not judged: who built it; vulnerabilities; how old the statements are (a --policy does)\n"
    )
    policy = shop.folder / "policy.toml"
    policy.write_text(
        'required = ["provenance", "sbom"]\n[[key]]\nfile = "release.key.pub"\n'
        'predicates = ["audit"]\n',
        encoding="utf-8",
    )
    lines = shop.verify("--policy", policy, key="").out.splitlines()
    assert lines[:6] == [
        "refused: orders.zip",
        "  - key-not-for-this: release.key.pub is not trusted to state: sbom",
        f"    --> {shop.bundle.as_posix()}:1",
        "  - missing: there is no provenance of it that holds",
        "    --> orders.zip",
        "  - missing: there is no sbom of it that holds",
    ]


def test_what_strangers_wrote_moves_no_terminal(shop):
    hostile = shop.put("hostile.json", {"x": 1})
    shop.sign("--predicate", f"https://x.example/\u202e\x1b[31m={hostile}")
    ran = shop.verify("--color", "never")
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_a_record_of_other_bytes_is_refused(shop):
    shop.record()
    zipped(shop.artifact, {"other.py": "1"})
    ran = shop.sign()
    assert (ran.code, "about other bytes" in ran.err) == (2, True)
    assert not shop.bundle.exists()


def test_a_bill_that_changed_since_the_build_is_refused(shop):
    shop.record()
    shop.put("bill.json", bom(components=[]))
    ran = shop.sign()
    assert (ran.code, "is not the bill" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{}", "is no build record"),
        ('{"schema": "crenel.build/1"}', "is no whole build record"),
        ('{"schema": 1, "schema": 2}', "is there twice"),
        ("\x00", "is not JSON"),
    ],
)
def test_a_record_that_is_none(shop, text, says):
    (shop.folder / "build.json").write_text(text, encoding="utf-8")
    ran = shop.sign("--sbom", shop.folder / "bill.json")
    assert (ran.code, says in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        ((), "nothing is said of"),
        (("--countersign",), "nothing to countersign"),
        (("--sbom", "word"), "is not JSON"),
        (("--audit", "bill.json"), "not crenel.audit/1"),
        (("--report", "bill.json"), "not crenel.report/1"),
        (("--audit", "half.json"), "is not whole"),
        (("--sbom", "half.json"), "neither CycloneDX nor SPDX"),
        (("--sbom", "gone.json"), "cannot be read"),
        (("--predicate", "bill.json"), "is not TYPE=FILE"),
        (("--predicate", "urn:x=word"), "is not JSON"),
        (("--sbom", "bill.json", "--output", "no/where"), "cannot be written"),
    ],
)
def test_nothing_is_half_written(shop, monkeypatch, flags, says):
    monkeypatch.chdir(shop.folder)
    shop.put("half.json", {"schema": "crenel.audit/1"})
    ran = shop.sign(*flags)
    assert (ran.code, says in ran.err) == (2, True), ran.err
    assert not shop.bundle.exists()
    assert not list(shop.folder.glob(".*"))


def test_statements_are_added_and_those_of_other_bytes_never_lost_silently(shop):
    bill = ("--sbom", shop.folder / "bill.json")
    shop.sign(*bill)
    shop.sign("--report", shop.put("report.json", REPORT), "--fail-on", "high")
    assert [one["kind"] for one in shop.verified().json["statements"]] == ["sbom", "decision"]
    zipped(shop.artifact, {"new.py": "1"})
    ran = shop.sign(*bill)
    assert (ran.code, "--replace" in ran.err) == (2, True)
    assert shop.sign(*bill, "--replace").code == 0
    assert [one["kind"] for one in shop.verified().json["statements"]] == ["sbom"]


def test_two_must_sign(shop):
    shop.keys("second", "--kind", "ecdsa-p256")
    shop.sign("--sbom", shop.folder / "bill.json")
    both = ("--key", shop.folder / "second.key.pub", "--threshold", "2")
    assert codes(shop.verified(*both)) == ["threshold"]
    assert shop.sign("--countersign", key="second.key").code == 0
    again = shop.bundle.read_bytes()
    assert shop.sign("--countersign", key="second.key").code == 0
    assert shop.bundle.read_bytes() == again
    ran = shop.verified(*both)
    assert (ran.code, ran.json["statements"][0]["signatures"]) == (0, 2)
    copy = shop.folder / "copy.pub"
    copy.write_bytes((shop.folder / "release.key.pub").read_bytes())
    ran = shop.verify("--key", copy, "--threshold", "2")
    assert (ran.code, "Two names for one key are one key" in ran.err) == (2, True)


def test_any_other_statement_can_be_signed_and_required(shop):
    approval = shop.put("approval.json", {"by": "somebody"})
    shop.sign("--predicate", f"https://example.com/approval={approval}")
    ran = shop.verified("--require", "https://example.com/approval")
    assert (ran.code, ran.json["statements"][0]["says"][:10]) == (0, "not judged")
    assert codes(shop.verified("--require", "audit")) == ["missing"]


def test_a_policy_says_it_all(shop):
    shop.sign("--sbom", shop.folder / "bill.json")
    policy = shop.folder / "policy.toml"
    policy.write_text('required = ["audit"]\n[[key]]\nfile = "release.key.pub"\n', encoding="utf-8")
    assert codes(shop.verified("--policy", policy, key="")) == ["missing"]
    assert shop.verify("--policy", policy).code == 2


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        ((), "nothing to verify"),
        (("orders.zip",), "nobody is trusted"),
        (("--deployed", "orders", "--key", "k"), "--attestations"),
        (("gone.zip", "--key", "release.key.pub"), "cannot be read"),
        ((".", "--key", "release.key.pub"), "is a folder"),
        (("orders.zip", "--key", "release.key"), "is a private key"),
        (("orders.zip", "--key", "bill.json"), "is no public key"),
        (("orders.zip", "--key", "release.key.pub", "--require", "x"), "no predicate 'x'"),
        (("orders.zip", "--key", "release.key.pub", "--threshold", "0"), "cannot be met"),
        (("orders.zip", "--key", "release.key.pub", "--attestations", "gone"), "cannot be read"),
    ],
)
def test_usage(shop, monkeypatch, flags, says):
    monkeypatch.chdir(shop.folder)
    ran = shop.crenel("verify", *flags)
    assert (ran.code, says in ran.err) == (2, True), ran.err


def test_an_artifact_that_nobody_signed(shop):
    ran = shop.verified()
    assert (ran.code, codes(ran)) == (1, ["missing"])


def test_what_was_judged_as_of_an_earlier_day_is_from_the_future(shop):
    shop.sign("--report", shop.put("report.json", REPORT), "--fail-on", "high")
    assert codes(shop.verified("--today", "2020-01-01")) == ["from-the-future"]


@pytest.mark.parametrize(
    ("changes", "built", "complete"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"complete": True}, False, True),
        ({"unread": [1]}, True, False),
        ({"advisories": {**AUDIT["advisories"], "stale": True}}, True, False),
        ({"not_inventoried": [{"functions": ["template.yaml::Orders"]}]}, True, False),
    ],
)
def test_an_audit_is_complete_for_the_function_that_it_is_signed_for(
    shop, changes, built, complete
):
    if built:
        shop.record()
    shop.sign("--audit", shop.put("audit.json", {**AUDIT, **changes}))
    assert shop.statements()[-1]["predicate"]["crenel_audit"]["complete"] is complete


def test_an_audit_of_other_functions_says_nothing_of_this_one(shop):
    shop.record()
    others = {**AUDIT, "components": AUDIT["components"][1:]}
    ran = shop.sign("--audit", shop.put("audit.json", others))
    assert (ran.code, "says nothing of template.yaml::Orders" in ran.err) == (2, True)


# --- what is deployed ---------------------------------------------------------------------------


@pytest.fixture
def runs(monkeypatch):
    def answer(digest, unsettled=""):
        there = Deployed(
            function="arn:aws:lambda:eu-central-1:111122223333:function:orders",
            version="7",
            sha256=digest,
            package="Zip",
            unsettled=unsettled,
        )
        monkeypatch.setattr(deploying, "deployed", lambda *_, **__: there)

    return answer


def test_what_is_deployed_is_compared(shop, runs):
    shop.sign("--sbom", shop.folder / "bill.json")
    own = sha256(shop.artifact.read_bytes()).hexdigest()
    runs(own)
    ran = shop.verified("--deployed", "orders")
    assert (ran.code, ran.json["deployed"]["same"]) == (0, True)
    runs("0" * 64)
    ran = shop.verified("--deployed", "orders")
    assert (ran.code, codes(ran)) == (1, ["deployed-differs"])
    runs(own, "an update of it is under way")
    ran = shop.verified("--deployed", "orders")
    assert (ran.code, ran.json["deployed"]["same"]) == (3, None)


def test_what_is_deployed_is_verified_without_the_artifact(shop, runs):
    shop.sign("--sbom", shop.folder / "bill.json")
    runs(sha256(shop.artifact.read_bytes()).hexdigest())
    flags = (
        "--deployed", "orders", "--attestations", shop.bundle, "--key",
        shop.folder / "release.key.pub",
    )  # fmt: skip
    assert shop.crenel("verify", *flags).code == 0
    runs("0" * 64)
    ran = shop.crenel("verify", *flags)
    assert (ran.code, "artifact-differs" in ran.out) == (1, True)
