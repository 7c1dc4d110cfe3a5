"""A release, turned into one attack after another: each is refused, and told by its name."""

from __future__ import annotations

import base64
import json
import zipfile
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from tests.supplychain.attest.conftest import (
    BOM,
    FILES,
    NOW,
    PROVENANCE,
    VSA,
    VULNS,
    bom,
    codes,
    decision,
    provenance,
    vulns,
    zipped,
)

from crenel.supplychain.attest.artifact import CONTENT, artifact_of
from crenel.supplychain.attest.envelope import Signed
from crenel.supplychain.attest.terms import AuditTerms, Origin

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def test_what_is_as_it_was_signed_is_verified(release):
    for type_, predicate in ((PROVENANCE, provenance()), (BOM, bom()), (VULNS, vulns())):
        release.say(type_, predicate)
    found = release.judged(required=("provenance", "sbom", "audit"))
    assert codes(found) == []
    assert [(one.kind, one.signers, one.exact) for one in found.held] == [
        ("provenance", ("release.pub",), True),
        ("sbom", ("release.pub",), True),
        ("audit", ("release.pub",), True),
    ]


def test_a_changed_artifact(release):
    release.say(PROVENANCE, provenance())
    release.write()
    data = bytearray(release.path.read_bytes())
    data[40] ^= 1
    release.path.write_bytes(data)
    assert codes(release.judged()) == ["artifact-differs"]


def test_a_file_more_in_the_artifact(release):
    release.say(PROVENANCE, provenance())
    release.write()
    with zipfile.ZipFile(release.path, "a") as archive:
        archive.writestr("sitecustomize.py", "print('here')")
    assert codes(release.judged(recompressed=True)) == ["artifact-differs"]


def test_a_changed_statement(release):
    release.say(BOM, bom())
    rows = release.rows()
    payload = base64.b64decode(rows[0]["payload"]).replace(b"3.1.6", b"3.1.7")
    rows[0]["payload"] = base64.b64encode(payload).decode()
    release.rewrite(rows)
    found = release.judged()
    assert codes(found) == ["bad-signature"]
    assert "release.pub" in found.refusals[0].reason


def test_the_statement_of_another_artifact(release, tmp_path):
    made = release.say(PROVENANCE, provenance())
    zipped(release.path, {"other.py": "1"})
    assert release.judged().artifact.sha256 not in made.payload.decode()
    assert codes(release.judged()) == ["artifact-differs"]


def test_another_key(release, pair):
    release.say(PROVENANCE, provenance(), "stranger")
    assert codes(release.judged()) == ["unknown-key"]


def test_a_stranger_who_calls_the_key_by_our_name(release, pair):
    release.say(PROVENANCE, provenance(), "stranger")
    rows = release.rows()
    rows[0]["signatures"][0]["keyid"] = pair().key.keyid
    release.rewrite(rows)
    assert codes(release.judged()) == ["bad-signature"]


def test_the_name_of_a_key_proves_and_hinders_nothing(release, pair):
    release.say(PROVENANCE, provenance())
    rows = release.rows()
    rows[0]["signatures"][0]["keyid"] = "whatever"
    release.rewrite(rows)
    assert codes(release.judged()) == []


def test_two_names_of_one_key_are_one_key(release, pair, tmp_path):
    """securesystemslib counts key ids; `Envelope.verify(keys, 2)` takes this for two."""
    release.say(PROVENANCE, provenance(), "release")
    same = tmp_path / "second.pub"
    same.write_bytes(pair().public.read_bytes())
    other = pair().trusted()
    again = type(other)(who=type(other.who)(**{**_fields(other.who), "name": "second"}))
    found = release.judged(other, again, threshold=2)
    assert codes(found) == ["threshold"]
    assert "count once" in found.refusals[0].reason


def _fields(key):
    return {name: getattr(key, name) for name in key.__struct_fields__}


def test_two_signatures_of_one_key_are_one(release, pair):
    """ECDSA signs anew each time, and whoever has (r, s) has (r, -s)."""
    made = release.say(PROVENANCE, provenance(), "curve")
    r, s = decode_dss_signature(made.signatures[0].signature)
    mirrored = Signed(encode_dss_signature(r, P256_ORDER - s), "another name")
    release.said = [made.with_signature(mirrored)]
    key = pair("curve").trusted()
    assert codes(release.judged(key)) == []
    assert codes(release.judged(key, pair("other").trusted(), threshold=2)) == ["threshold"]


@pytest.fixture(autouse=True)
def _curve(pair):
    pair("curve", "ecdsa-p256")


def test_two_keys_are_two(release, pair):
    release.say(PROVENANCE, provenance(), "release", "curve")
    keys = (pair().trusted(), pair("curve").trusted())
    found = release.judged(*keys, threshold=2)
    assert codes(found) == []
    assert (found.held[0].signed, found.held[0].signers) == (2, ("curve.pub", "release.pub"))


def test_a_signature_twice(release):
    release.say(PROVENANCE, provenance())
    rows = release.rows()
    rows[0]["signatures"] *= 2
    release.rewrite(rows)
    assert codes(release.judged()) == ["duplicate-signature"]


def test_another_type_of_payload(release, pair):
    made = release.say(PROVENANCE, provenance())
    other = type(made)(payload=made.payload, payload_type="application/json")
    signature = pair().signing.sign(other.covered())
    release.said = [other.with_signature(Signed(signature, ""))]
    assert codes(release.judged()) == ["wrong-payload-type"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"subject": []}, "no-subject"),
        ({"subject": [{"name": "orders.zip"}]}, "no-subject"),
        ({"subject": [{"name": "orders.zip", "digest": {}}]}, "no-subject"),
        ({"subject": [{"digest": {"sha256": "AB"}}]}, "malformed"),
        ({"subject": [{"digest": {"sha256": 7}}]}, "malformed"),
        ({"subject": [{"digest": {"md5": "ab"}}]}, "artifact-differs"),
        ({"_type": "https://in-toto.io/Statement/v9"}, "malformed"),
        ({"predicateType": None}, "malformed"),
        ({"predicate": []}, "missing"),
        ({"predicate": [1]}, "malformed"),
    ],
)
def test_statements_that_say_nothing(release, pair, change, code):
    made = release.say("https://example.com/anything", {"a": 1})
    payload = json.dumps({**json.loads(made.payload), **change}).encode()
    other = type(made)(payload=payload, payload_type=made.payload_type)
    release.said = [other.with_signature(Signed(pair().signing.sign(other.covered()), ""))]
    assert codes(release.judged(required=("sbom",)))[:1] == [code]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"since": "2026-12-01"}, "key-not-yet"),
        ({"until": "2026-11-27"}, "key-expired"),
        ({"predicates": ("sbom",)}, "key-not-for-this"),
        ({"since": "2026-11-28", "until": "2026-11-28", "predicates": (PROVENANCE,)}, ""),
    ],
)
def test_keys_are_trusted_for_a_time_and_for_a_matter(release, pair, terms, code):
    release.say(PROVENANCE, provenance())
    assert codes(release.judged(pair().trusted(**terms))) == ([code] if code else [])


def test_a_clock_before_the_signature(release):
    release.say(PROVENANCE, provenance(on="2026-11-28T12:06:00Z"))
    found = release.judged()
    assert codes(found) == ["from-the-future"]
    assert "the clock says 2026-11-28 12:00 UTC" in found.refusals[0].reason
    assert codes(release.judged(now=NOW + timedelta(minutes=1))) == []


@pytest.mark.parametrize("time", ["yesterday", "2026-13-01T00:00:00Z", "2026-11-28 10:00", 7])
def test_a_time_that_is_none(release, time):
    release.say(PROVENANCE, provenance(on=time))
    assert codes(release.judged()) == ["malformed"]


def test_old_statements(release):
    release.say(PROVENANCE, provenance(on="2026-10-01T10:00:00Z"))
    assert codes(release.judged(max_age=30)) == ["expired"]
    assert codes(release.judged(max_age=60)) == []


def test_what_is_required_must_be_there(release):
    release.say(BOM, bom())
    found = release.judged(required=("provenance", "sbom", VSA))
    assert [one.reason for one in found.refusals] == [
        "there is no provenance of it that holds",
        f"there is no {VSA} of it that holds",
    ]


def test_nothing_said_is_no_pass(release):
    assert codes(release.judged()) == ["missing"]


def test_strangers_are_passed_over_only_where_the_terms_say_so(release):
    release.say(BOM, bom(), "stranger")
    assert codes(release.judged(others=True)) == ["missing"]
    release.say(PROVENANCE, provenance())
    release.write()
    found = release.judged(others=True)
    assert (codes(found), [one.code for one in found.passed_over]) == ([], ["unknown-key"])


def test_recompressed_archives_are_told_from_changed_ones(release):
    release.say(PROVENANCE, provenance())
    release.write()
    zipped(release.path, dict(reversed(FILES.items())), compression=zipfile.ZIP_STORED)
    assert codes(release.judged()) == ["recompressed"]
    found = release.judged(recompressed=True)
    assert (codes(found), found.held[0].exact) == ([], False)


def test_a_digest_of_the_content_that_contradicts_the_bytes(release, pair):
    made = release.say(PROVENANCE, provenance())
    loaded = json.loads(made.payload)
    loaded["subject"][0]["digest"][CONTENT] = "0" * 64
    other = type(made)(payload=json.dumps(loaded).encode(), payload_type=made.payload_type)
    release.said = [other.with_signature(Signed(pair().signing.sign(other.covered()), ""))]
    assert codes(release.judged()) == ["artifact-differs"]


def test_archives_whose_content_is_in_doubt_have_no_digest_of_it(tmp_path):
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("app.py", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("app.py", "2")
    link = zipfile.ZipInfo("app.py")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "elsewhere.py")
    (tmp_path / "plain").write_text("no archive", encoding="utf-8")
    found = {name: artifact_of(tmp_path / name) for name in ("twice.zip", "link.zip", "plain")}
    assert [one.content for one in found.values()] == ["", "", ""]
    assert [one.no_content for one in found.values()] == [
        "it holds a name twice, and who unpacks it decides which counts",
        "it holds links",
        "it is no zip archive",
    ]


# --- what the statements say --------------------------------------------------------------------

SHOP = Origin(
    builder="https://ci.example/*",
    sources=("git+https://git.example/shop*",),
    keys=("release.pub",),
)


@pytest.mark.parametrize(
    ("said", "origin", "code"),
    [
        ({}, SHOP, ""),
        ({"builder": "https://ci.evil/release"}, SHOP, "builder-not-allowed"),
        ({"builder": ""}, SHOP, "malformed"),
        (
            {},
            Origin(builder="*", sources=("git+https://git.example/other*",)),
            "source-not-allowed",
        ),
        ({}, Origin(builder="*", keys=("other",)), "key-not-of-builder"),
        ({}, Origin(builder="*", artifacts=("payments*.zip",)), "artifact-not-allowed"),
        ({}, Origin(builder="*", build_type="https://other/*"), "build-type-not-allowed"),
        ({}, Origin(builder="*", parameters={"options.tree_shake": "false"}), ""),
        (
            {},
            Origin(builder="*", parameters={"options.tree_shake": "true"}),
            "unexpected-parameter",
        ),
        ({}, Origin(builder="*", parameters={"options.bundle": "true"}), "unexpected-parameter"),
    ],
)
def test_who_may_build_what_from_where(release, said, origin, code):
    release.say(PROVENANCE, provenance(**said))
    assert codes(release.judged(origins=(origin,)))[:1] == ([code] if code else [])


def test_a_parameter_that_nobody_expects_is_refused(release):
    definition = {
        "buildType": "https://ci.example/workflow/v1",
        "externalParameters": {"workflow": {"repository": "https://git.example/shop"}, "hook": "x"},
    }
    release.say(PROVENANCE, provenance(definition=definition))
    origin = Origin(builder="*", sources=("https://git.example/*",))
    found = release.judged(origins=(origin,))
    assert codes(found) == ["unexpected-parameter"]
    assert "hook" in found.refusals[0].reason
    known = Origin(builder="*", sources=origin.sources, parameters={"hook": "?"})
    assert codes(release.judged(origins=(known,))) == []


def test_the_level_is_never_the_builder_s_own_claim(release):
    release.say(PROVENANCE, provenance())
    assert "SLSA build level 1" in release.judged().held[0].told
    trusted = Origin(builder="https://ci.example/*", level=2)
    assert "SLSA build level 2" in release.judged(origins=(trusted,)).held[0].told


@pytest.mark.parametrize(
    ("said", "terms", "expected"),
    [
        ({}, {}, []),
        ({"complete": False}, {}, ["audit-incomplete"]),
        ({"crenel_audit": {}}, {}, ["audit-incomplete"]),
        ({"crenel_audit": {}}, {"complete": False}, []),
        ({"found": {"CVE-1": "high"}}, {"fail_on": "critical"}, []),
        ({"found": {"CVE-1": "high"}}, {"fail_on": "high"}, ["audit-findings"]),
        ({"found": {"CVE-1": "unknown"}}, {"fail_on": "critical"}, ["audit-findings"]),
        ({"found": {"CVE-1": "critical"}}, {"fail_on": "none"}, []),
        ({"day": "2026-11-20"}, {"max_age": 8}, []),
        ({"day": "2026-11-20"}, {"max_age": 7}, ["audit-stale"]),
        ({"metadata": {}}, {"max_age": 7}, ["audit-stale"]),
        ({}, {"advisories_max_age": 8}, []),
        ({}, {"advisories_max_age": 7}, ["audit-stale"]),
        ({"advisories": "1970-01-01T00:00:00Z"}, {"advisories_max_age": 9_999}, ["audit-stale"]),
        ({"scanner": {}}, {"advisories_max_age": 7}, ["audit-stale"]),
        ({"day": "2026-11-29"}, {}, []),
        ({"day": "2026-11-30"}, {}, ["from-the-future"]),
    ],
)
def test_how_fresh_and_how_good_an_audit_is(release, said, terms, expected):
    release.say(VULNS, vulns(**said))
    assert codes(release.judged(audit=AuditTerms(**terms))) == expected


def test_an_accepted_finding_is_not_open(release):
    said = vulns(found={"CVE-1": "critical"})
    said["scanner"]["result"][0]["annotations"] = [{"accepted": {"reason": "r", "until": "u"}}]
    release.say(VULNS, said)
    assert codes(release.judged(audit=AuditTerms())) == []


def test_the_newest_audit_counts(release):
    release.say(VULNS, vulns(day="2026-10-01", found={"CVE-1": "high"}))
    release.say(VULNS, vulns(day="2026-11-28"))
    release.say(VULNS, vulns(day="2026-11-01"))
    found = release.judged(audit=AuditTerms(max_age=7))
    assert codes(found) == []
    assert [one.superseded for one in found.held] == [True, False, True]


@pytest.mark.parametrize("result", ["FAILED", "", "passed"])
def test_a_decision_against_it_holds(release, result):
    release.say(VSA, decision(result))
    assert codes(release.judged()) == ["decision-against"]


def test_a_decision_by_another_policy_is_none(release):
    said = {**decision(), "policy": {"uri": "urn:crenel:check:fail-on:none"}}
    release.say(VSA, said)
    assert codes(release.judged(decided_by=("urn:crenel:check:fail-on:n*",))) == []
    found = release.judged(decided_by=("urn:crenel:check:fail-on:high",))
    assert codes(found) == ["decision-policy"]


def test_one_bad_statement_refuses_the_good_ones_too(release):
    release.say(PROVENANCE, provenance())
    release.say(BOM, {"bomFormat": "something"})
    assert codes(release.judged()) == ["malformed"]
