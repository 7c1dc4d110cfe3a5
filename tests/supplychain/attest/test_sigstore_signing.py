"""``crenel sign --sigstore``: a pipeline signs by who it is, at an instance of the tests' own."""

from __future__ import annotations

import json

import pytest
from tests.supplychain.attest.conftest import OPEN, bom, zipped
from tests.supplychain.attest.instance import ISSUER, PIPELINE, Instance
from tests.supplychain.attest.services import Services, token


@pytest.fixture(scope="module")
def services():
    made = Services(Instance())
    yield made
    made.close()


class Pipeline:
    """A folder in which a pipeline signs."""

    def __init__(self, folder, services, crenel):
        self.folder, self.services, self.crenel = folder, services, crenel
        self.artifact = zipped(folder / "orders.zip", {"app.py": "x = 1\n"})
        self.config = self.put("config.json", services.config())
        self.root = self.put("root.json", services.instance.trusted_root())
        self.bill = self.put("bill.json", bom())
        self.written = folder / "orders.zip.intoto.jsonl"

    def put(self, name, content):
        (self.folder / name).write_text(json.dumps(content), encoding="utf-8")
        return self.folder / name

    def sign(self, *flags):
        return self.crenel(
            "sign", self.artifact, "--sigstore", "--trust-config", self.config, *flags
        )

    def verify(self, *flags):
        who = ("--identity", PIPELINE, "--issuer", ISSUER, "--trusted-root", self.root)
        return self.crenel("verify", self.artifact, *who, *flags)

    def key(self):
        word = self.folder / "word"
        word.write_text(OPEN, encoding="utf-8")
        path = self.folder / "release.key"
        self.crenel("keys", "new", path, "--passphrase-file", word)
        return ("--key", path, "--passphrase-file", word)


@pytest.fixture
def pipeline(tmp_path, services, crenel, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("GITLAB_CI", "true")
    monkeypatch.setenv("SIGSTORE_ID_TOKEN", token())
    services.asked.clear()
    services.lies = ""
    return Pipeline(tmp_path, services, crenel)


def test_a_pipeline_signs_and_others_verify(pipeline):
    done = pipeline.sign("--sbom", pipeline.bill)
    assert (done.code, done.err) == (0, "")
    assert f"signed: sbom by {PIPELINE}" in done.out
    assert f"--identity {PIPELINE} --issuer {ISSUER}" in done.out
    assert pipeline.services.asked == ["/api/v2/signingCert", "/api/v1/log/entries"]
    assert pipeline.verify("--require", "sbom").code == 0
    bundle = json.loads(pipeline.written.read_text("utf-8"))
    assert bundle["mediaType"] == "application/vnd.dev.sigstore.bundle.v0.3+json"


def test_one_certificate_for_several_statements(pipeline):
    approval = pipeline.put("approval.json", {"by": "mara"})
    predicate = f"https://shop.example/approval={approval}"
    assert pipeline.sign("--sbom", pipeline.bill, "--predicate", predicate).code == 0
    assert pipeline.services.asked.count("/api/v2/signingCert") == 1
    assert pipeline.services.asked.count("/api/v1/log/entries") == 2
    assert pipeline.verify().code == 0


def test_with_a_key_beside_it(pipeline):
    """Two who signed one statement, whoever of them was first."""
    key = pipeline.key()
    assert pipeline.sign("--sbom", pipeline.bill, *key).code == 0
    both = ("--key", pipeline.folder / "release.key.pub", "--threshold", "2")
    assert pipeline.verify(*both).code == 0


@pytest.mark.parametrize("first", ["key", "identity"])
def test_countersigned(pipeline, first):
    key = pipeline.key()
    bill = ("--sbom", pipeline.bill)
    both = ("--key", pipeline.folder / "release.key.pub", "--threshold", "2")
    by_key = lambda *flags: pipeline.crenel("sign", pipeline.artifact, *key, *flags)  # noqa: E731
    one, other = (by_key, pipeline.sign) if first == "key" else (pipeline.sign, by_key)
    assert one(*bill).code == 0
    assert "threshold" in pipeline.verify(*both).out
    done = other("--countersign")
    assert (done.code, "countersigned: sbom by" in done.out) == (0, True)
    assert pipeline.verify(*both).code == 0
    assert len(pipeline.written.read_text("utf-8").splitlines()) == 2


def refused(done, pipeline, says):
    assert done.code == 2
    assert says in done.err
    assert not pipeline.written.exists()


def test_nobody_is_there(pipeline, monkeypatch):
    monkeypatch.delenv("GITLAB_CI")
    refused(pipeline.sign("--sbom", pipeline.bill), pipeline, "no identity is at hand")


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"exp": 1}, "malformed or missing claims"),
        ({"aud": "other"}, "audience claim mismatch"),
    ],
)
def test_a_token_that_is_worth_nothing(pipeline, monkeypatch, claims, says):
    monkeypatch.setenv("SIGSTORE_ID_TOKEN", token(**claims))
    refused(pipeline.sign("--sbom", pipeline.bill), pipeline, says)


def test_a_log_that_lies_is_found_out(pipeline):
    pipeline.services.lies = "another statement"
    done = pipeline.sign("--sbom", pipeline.bill)
    refused(done, pipeline, "what Sigstore signed does not verify: the log's entry is about")


def test_services_that_are_away(pipeline):
    config = pipeline.services.config()
    for urls in ("caUrls", "rekorTlogUrls"):
        config["signingConfig"][urls][0]["url"] = "http://127.0.0.1:9"
    pipeline.config = pipeline.put("config.json", config)
    refused(pipeline.sign("--sbom", pipeline.bill), pipeline, "Sigstore certifies nobody here")


@pytest.mark.parametrize(
    ("text", "says"),
    [("{", "tells no instance of Sigstore"), ("{}", "tells no instance of Sigstore")],
)
def test_a_configuration_that_is_none(pipeline, text, says):
    pipeline.config.write_text(text, encoding="utf-8")
    refused(pipeline.sign("--sbom", pipeline.bill), pipeline, says)


def test_flags_that_make_no_sense(pipeline):
    done = pipeline.crenel("sign", pipeline.artifact, "--sbom", pipeline.bill)
    assert (done.code, "nobody signs" in done.err) == (2, True)
    flags = ("--sbom", pipeline.bill, "--key", "k", "--trust-config", "c")
    alone = pipeline.crenel("sign", pipeline.artifact, *flags)
    assert (alone.code, "--trust-config is for --sigstore" in alone.err) == (2, True)
