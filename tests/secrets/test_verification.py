"""Asking providers, played by a server on this machine; no test asks anybody else."""

import json
import random as chance
from base64 import b64encode
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from crenel.cli.main import main
from crenel.secrets.catalogue import catalogue, detector
from crenel.secrets.scan import scan_tree
from crenel.secrets.verification import ask as asking
from crenel.secrets.verification import signed, verifier
from crenel.secrets.verification.answer import State
from crenel.secrets.verification.ask import ask
from crenel.secrets.verification.endpoint import basic, bearer, header
from crenel.secrets.verification.verifier import Verifier, hosts

HOST = "api.provider.test"
SECRET_KEY = "aws-secret-access-key"
VALUE = "".join(chance.Random(3).choice("abcdefgh23456789") for _ in range(32))


class Provider:
    """A server that remembers what it was asked and answers as it is told."""

    def __init__(self):
        self.requests: list[Any] = []
        self.answer: Any = (200, {}, b"{}")
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                size = int(self.headers.get("Content-Length") or 0)
                outer.requests.append(
                    (self.command, self.path, dict(self.headers), self.rfile.read(size))
                )
                status, headers, body = outer.answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for piece in body if hasattr(body, "__next__") else [body]:
                    self.wfile.write(piece)

            def do_POST(self):
                self.do_GET()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def provider():
    made = Provider()
    yield made
    made.server.shutdown()
    made.server.server_close()


def asked(provider, endpoint, value=VALUE, beside=""):
    return ask(endpoint, value, beside, instead={HOST: provider.url})


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, State.VERIFIED),
        (401, State.REFUSED),
        (403, State.UNKNOWN),
        (429, State.UNKNOWN),
        (500, State.UNKNOWN),
    ],
)
def test_the_status_tells(provider, status, state):
    provider.answer = (status, {}, b"")
    assert asked(provider, bearer(f"https://{HOST}/me")).state is state


def test_the_credential_is_in_a_header_and_not_in_the_address(provider):
    asked(provider, bearer(f"https://{HOST}/me"))
    asked(provider, header(f"https://{HOST}/me", "X-Key"))
    asked(provider, basic(f"https://{HOST}/me", needs="account"), beside="shop")
    asked(provider, basic(f"https://{HOST}/me"))
    sent = [headers for _, _, headers, _ in provider.requests]
    assert sent[0]["Authorization"] == f"Bearer {VALUE}"
    assert sent[1]["X-Key"] == VALUE
    assert sent[2]["Authorization"] == f"Basic {b64encode(f'shop:{VALUE}'.encode()).decode()}"
    assert sent[3]["Authorization"] == f"Basic {b64encode(f'{VALUE}:'.encode()).decode()}"
    assert [path for _, path, _, _ in provider.requests] == ["/me"] * 4


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_takes_it_elsewhere(provider, status):
    thief = Provider()
    provider.answer = (status, {"Location": f"{thief.url}/take"}, b"")
    answer = asked(provider, bearer(f"https://{HOST}/me"))
    assert (answer.state, answer.reason) == (State.UNKNOWN, f"status {status}")
    assert thief.requests == []
    thief.server.shutdown()
    thief.server.server_close()


def slowly():
    for _ in range(50):
        sleep(0.1)
        yield b"x"


def test_a_server_that_never_ends_is_left(provider, monkeypatch):
    monkeypatch.setattr(asking, "DEADLINE", 0.3)
    provider.answer = (200, {}, slowly())
    answer = asked(provider, bearer(f"https://{HOST}/me"))
    assert (answer.state, answer.reason) == (State.UNKNOWN, "no answer in time")


def test_a_server_that_is_not_there_is_unknown():
    answer = ask(bearer(f"https://{HOST}/me"), VALUE, instead={HOST: "http://127.0.0.1:1"})
    assert (answer.state, answer.reason) == (State.UNKNOWN, "no answer (ConnectionRefusedError)")


@pytest.mark.parametrize("bad", [f"{VALUE}\r\nX-More: 1", f"{VALUE}é", f"{VALUE}\0"])
def test_what_would_break_a_header_is_not_sent(provider, bad):
    answer = asked(provider, bearer(f"https://{HOST}/me"), bad)
    assert answer.state is State.UNKNOWN
    assert VALUE not in answer.reason
    assert provider.requests == []


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (b'{"ok": true}', State.VERIFIED),
        (b'{"ok": false, "error": "token_revoked"}', State.REFUSED),
        (b'{"ok": false, "error": "ratelimited"}', State.UNKNOWN),
        (b"<html>", State.UNKNOWN),
        (b"[" * 100_000, State.UNKNOWN),
    ],
)
def test_slack_tells_in_the_body(provider, body, state):
    endpoint = detector("slack-token").verify
    assert endpoint is not None
    provider.answer = (200, {}, body)
    assert ask(endpoint, VALUE, instead={endpoint.host: provider.url}).state is state


def test_aws_calls_are_signed_as_its_own_library_signs_them():
    moment = datetime(2026, 11, 28, 12, 0, 0, tzinfo=UTC)
    ours = signed.signed(VALUE, "KEYID", moment)
    request = AWSRequest("POST", "https://sts.amazonaws.com/", data=signed.BODY)
    request.headers["Content-Type"] = ours["Content-Type"]
    request.headers["Host"] = ours["Host"]
    request.headers["X-Amz-Date"] = ours["X-Amz-Date"]
    request.context["timestamp"] = ours["X-Amz-Date"]
    theirs = SigV4Auth(Credentials("KEYID", VALUE), "sts", "us-east-1")
    text = theirs.string_to_sign(request, theirs.canonical_request(request))
    assert ours["Authorization"].endswith(f"Signature={theirs.signature(text, request)}")


def test_enough_providers_are_asked_and_all_of_them_in_secret():
    ends = [one.verify for one in catalogue() if one.verify is not None]
    assert len({one.host for one in ends}) >= 20
    assert all(one.url.startswith("https://") and "{" not in one.url for one in ends)
    assert {one.method for one in ends} == {"GET", "POST"}
    posts = {one.host for one in ends if one.method == "POST"}
    assert posts == {"slack.com", "sts.amazonaws.com"}
    assert set(hosts()) == {one.host for one in ends}


def answers(folder, one):
    """What was said of each finding, by file."""
    found = scan_tree([folder], folder, verifier=one).findings
    return [(each.file, each.detector, each.answer) for each in found if each.answer is not None]


def github(random):
    one = next(one for one in catalogue() if one.name == "github-token")
    return one.example(random)


def test_a_scan_asks_once_for_each_value_and_tells_the_state(tmp_path, provider, random):
    token = github(random)
    (tmp_path / "a.env").write_text(f"GITHUB={token}\nAGAIN={token}\n")
    one = Verifier(instead={"api.github.com": provider.url})
    found = answers(tmp_path, one)
    assert [said.state for _, _, said in found] == [State.VERIFIED] * 2
    assert one.asked == {"api.github.com": 1}
    assert token not in repr(found)


def test_what_belongs_together_is_asked_together(tmp_path, provider, random):
    key_id = "AKIA" + "".join(random.choice("QRSTUVWXYZ234567") for _ in range(16))
    secret = "".join(random.choice("abcdefghijkmnpqrstuvwxyzABCDEFGH23456789") for _ in range(40))
    (tmp_path / "credentials").write_text(
        f"aws_access_key_id = {key_id}\naws_secret_access_key = {secret}\n"
    )
    (tmp_path / "alone.env").write_text(f"AWS_SECRET_ACCESS_KEY={secret}\n")
    one = Verifier(instead={"sts.amazonaws.com": provider.url})
    found = {file: said for file, name, said in answers(tmp_path, one) if name == SECRET_KEY}
    assert found["credentials"].state is State.VERIFIED
    assert found["alone.env"].reason == "no aws-access-key-id beside it"
    ((method, path, headers, body),) = provider.requests
    assert (method, path, body) == ("POST", "/", signed.BODY)
    assert f"Credential={key_id}/" in headers["Authorization"]
    assert secret not in repr(provider.requests)


def test_hosts_that_were_not_named_are_not_asked(tmp_path, provider, random):
    (tmp_path / "a.env").write_text(f"GITHUB={github(random)}\n")
    one = Verifier(["slack.com"], instead={"api.github.com": provider.url})
    ((_, _, said),) = answers(tmp_path, one)
    assert (said.state, said.reason) == (State.UNKNOWN, "the host was not named")
    assert provider.requests == []


def test_questions_have_a_budget(tmp_path, provider, random):
    (tmp_path / "a.env").write_text("".join(f"T{n}={github(random)}\n" for n in range(4)))
    one = Verifier(most=2, instead={"api.github.com": provider.url})
    states = [said.state for _, _, said in answers(tmp_path, one)]
    assert states.count(State.UNKNOWN) == 2
    assert len(provider.requests) == 2


@pytest.fixture
def playing(monkeypatch, provider):
    monkeypatch.setattr(
        verifier, "ask", lambda *words, **_: ask(*words, instead={"api.github.com": provider.url})
    )
    return provider


def test_the_command_names_whom_it_asked(tmp_path, playing, capsys, random):
    token = github(random)
    (tmp_path / "a.env").write_text(f"GITHUB={token}\n")
    assert main(["secrets", "scan", str(tmp_path), "--verify"]) == 1
    told = capsys.readouterr()
    assert "asked api.github.com 1 time" in told.err
    assert "critical[github-token]" in told.out
    assert "api.github.com accepts it: it works" in told.out
    assert token not in told.out + told.err


def test_what_is_refused_does_not_stop_a_pipeline(tmp_path, playing, capsys, random):
    playing.answer = (401, {}, b"")
    (tmp_path / "a.env").write_text(f"GITHUB={github(random)}\n")
    assert main(["secrets", "scan", str(tmp_path), "--verify", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["findings"]
    assert row["verification"] == {"state": "refused", "host": "api.github.com", "reason": ""}
    assert row["severity"] == "low"


def test_nobody_is_asked_by_default(tmp_path, playing, capsys, random):
    (tmp_path / "a.env").write_text(f"GITHUB={github(random)}\n")
    main(["secrets", "scan", str(tmp_path)])
    assert playing.requests == []
    assert "asked" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "hint"),
    [
        (["--verify-host", "api.github.com"], "--verify"),
        (["--verify", "--verify-host", "evil.test"], "Known hosts"),
    ],
)
def test_flags_that_make_no_sense_are_told(tmp_path, capsys, flags, hint):
    assert main(["secrets", "scan", str(tmp_path), *flags]) == 2
    assert hint in capsys.readouterr().err
