"""The policy file: read whole, or refused with the place of the mistake."""

from __future__ import annotations

import pytest

from crenel.errors import UsageError
from crenel.supplychain.attest.terms import AuditTerms
from crenel.triage.verification import verification

WHOLE = """
threshold = 2
required = ["provenance", "sbom", "https://example.com/approval"]
max_age_days = 90
recompressed = true
ignore_unknown_keys = true

[[key]]
file = "release.pub"
name = "release"
since = 2026-01-01
until = "2027-01-01"
predicates = ["provenance", "sbom"]

[[key]]
file = "curve.pub"

[[build]]
builder = "https://ci.example/*"
sources = ["git+https://git.example/shop*"]
artifacts = ["orders*.zip"]
keys = ["release"]
build_type = "urn:crenel:build:*"
level = 2
[build.parameters]
"options.allow_unlocked" = "false"

[audit]
max_age_days = 7
advisories_max_age_days = 14
fail_on = "high"

[decision]
policies = ["urn:crenel:check:fail-on:high"]
"""


@pytest.fixture
def policy(pair, tmp_path):
    pair("release")
    pair("curve", "ecdsa-p256")

    def read(text: str):
        (tmp_path / "policy.toml").write_text(text, encoding="utf-8")
        return verification(tmp_path / "policy.toml")

    return read


def test_a_whole_policy(policy):
    terms = policy(WHOLE)
    assert [(one.who.name, one.since, one.until, one.predicates) for one in terms.trusted] == [
        ("release", "2026-01-01", "2027-01-01", ("provenance", "sbom")),
        ("curve.pub", "", "", ()),
    ]
    assert (terms.threshold, terms.max_age, terms.recompressed, terms.others) == (2, 90, True, True)
    assert terms.required == ("provenance", "sbom", "https://example.com/approval")
    origin = terms.origins[0]
    assert (origin.builder, origin.level) == ("https://ci.example/*", 2)
    assert origin.parameters == {"options.allow_unlocked": "false"}
    assert terms.decided_by == ("urn:crenel:check:fail-on:high",)
    assert terms.audit == AuditTerms(max_age=7, advisories_max_age=14, fail_on="high")


KEY = '[[key]]\nfile = "release.pub"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "policy.toml:1: the policy trusts no key"),
        ("x = [", "policy.toml:1: this is not TOML"),
        ("[[key]]\n", "policy.toml:1: this key names no file"),
        ('[[key]]\nfile = "gone.pub"\n', "policy.toml:2: the key .*gone.pub cannot be read"),
        ('[[key]]\nfile = "release"\n', "policy.toml:2: .*release is a private key"),
        ('[[key]]\nfile = "policy.toml"\n', "policy.toml:2: .* is no public key in PEM"),
        (f"{KEY}until = 2026-02-30\n", "policy.toml:3: this is not TOML"),
        (f'{KEY}until = "soon"\n', "policy.toml:3: 'soon' is no day"),
        (f'{KEY}predicates = ["sbum"]\n', "policy.toml:3: there is no predicate 'sbum'.*sbom"),
        (f"threshold = 0\n{KEY}", "policy.toml:1: `threshold` must be at least 1"),
        (f"threshold = 2\n{KEY}", "policy.toml:1: 2 keys must sign, and the policy has 1"),
        (f"threshold = 2\n{KEY}{KEY}", "policy.toml:1: 2 keys must sign, and the policy has 1"),
        (f'required = ["audits"]\n{KEY}', "policy.toml:1: there is no predicate 'audits'"),
        (f"treshold = 1\n{KEY}", "policy.toml:1: unknown key 'treshold'.*threshold"),
        (f"{KEY}[[build]]\n", "policy.toml:3: this build names no builder"),
        (f'{KEY}[[build]]\nbuilder = "*"\nlevel = 4\n', "policy.toml:5: a SLSA build level is 1"),
        (f'{KEY}[[build]]\nbuilder = "*"\nkeys = ["relase.pub"]\n', "policy.toml:5.*release.pub"),
        (f'{KEY}[[build]]\nbuilder = "*"\n[build.parameters]\na = 1\n', "policy.toml:6.*'a' must"),
        (f'{KEY}[[build]]\nbuilder = "{"*a" * 2_000}"\n', "policy.toml:4.*pattern of more than"),
        (f'{KEY}[audit]\nfail_on = "hihg"\n', "policy.toml:4: `fail_on` cannot be 'hihg'.*high"),
        (f"{KEY}[audit]\nmax_age_days = -1\n", "policy.toml:4: `max_age_days` must be a whole"),
        (f"audit = 1\n{KEY}", "policy.toml:1: `audit` must be a table"),
    ],
)
def test_mistakes_have_a_place(policy, text, says):
    with pytest.raises(UsageError, match=says):
        policy(text)


def test_bytes_that_are_no_text(policy, tmp_path):
    (tmp_path / "bad.toml").write_bytes(b"threshold = 1\n\xff\xfe\xff")
    with pytest.raises(UsageError, match=r"bad\.toml:2"):
        verification(tmp_path / "bad.toml")
    with pytest.raises(UsageError, match=r"gone\.toml cannot be read"):
        verification(tmp_path / "gone.toml")
