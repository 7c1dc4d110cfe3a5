"""The live pages: who is answered, what with, and that they follow the files."""

from __future__ import annotations

import argparse
import http.client
import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import msgspec
import pytest

from crenel.cli.main import main
from crenel.cli.parser import parser_for
from crenel.cli.serve import _examined, _watched
from crenel.errors import UsageError
from crenel.report.html.links import Links
from crenel.report.live.documents import BY_SECTION
from crenel.report.live.server import Server
from crenel.report.live.state import Live
from crenel.report.live.watch import Watch, fingerprint

SCHEMAS = Path(__file__).parents[3] / "src/crenel/report/schemas"
TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  '<b>Orders': {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      FunctionUrlConfig: {AuthType: NONE}
      InlineCode: "def handler(event, context): return eval(event['body'])"
      Policies:
        - Statement: [{Effect: Allow, Action: "dynamodb:*", Resource: "*"}]
"""


class Running(msgspec.Struct):
    """A server in a thread, and how to ask it."""

    server: Server
    live: Live
    folder: Path

    @property
    def token(self) -> str:
        return urlsplit(self.server.address).path.strip("/")

    def get(self, path: str, *, method: str = "GET", **headers: str) -> Any:
        """The answer, with its body as ``text``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.putrequest(method, path, skip_host=True)
        headers.setdefault("Host", f"127.0.0.1:{self.server.port}")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.text = answer.read().decode()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def page(self, name: str) -> Any:
        return self.get(f"/{self.token}/{name}")


def parsed(*words: str) -> argparse.Namespace:
    return parser_for("serve").parse_args(["serve", *words, "-q"])


def started(args: argparse.Namespace, folder: Path) -> Running:
    live = Live(lambda: _examined(args))
    return Running(Server(live, Links("")), live, folder)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    made = started(parsed(str(folder), "--no-config", "--today", "2026-11-28"), folder)
    thread = threading.Thread(target=made.server.serve, daemon=True)
    thread.start()
    yield made
    made.server.stop()
    thread.join(timeout=30)


def test_every_section_is_a_page_with_its_json(running: Running) -> None:
    for section in BY_SECTION:
        page = running.page(section)
        assert page.status == 200, section
        assert page.getheader("content-type") == "text/html; charset=utf-8"
        assert page.text.count(f'<section id="{section}"') == 1
        assert page.text.count("<h2") == 1
        assert f'href="{section}.json"' in page.text
        answer = running.page(f"{section}.json")
        document = json.loads(answer.text)
        name, _, version = document["schema"].removeprefix("crenel.").partition("/")
        schema = json.loads((SCHEMAS / f"{name}-{version}.json").read_text(encoding="utf-8"))
        jsonschema.validate(document, schema)


def test_the_root_leads_to_the_first_page(running: Running) -> None:
    for path in ("", "/"):
        answer = running.get(f"/{running.token}{path}")
        assert (answer.status, answer.getheader("location")) == (307, f"/{running.token}/now")


def test_names_are_text_on_it(running: Running) -> None:
    assert "<b>Orders" not in running.page("paths").text
    assert "&lt;b&gt;Orders" in running.page("paths").text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/now",
        "/x/now",
        "/{short}/now",
        "/{token}x/now",
        "/%2e%2e/{token}/now",
        "//{token}/now",
    ],
)
def test_who_has_not_the_token_gets_nothing(running: Running, path: str) -> None:
    answer = running.get(path.format(token=running.token, short=running.token[:-1]))
    assert answer.status == 404
    assert answer.text == "There is no such page.\n"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil:{port}"],
)
def test_who_calls_it_by_another_name_gets_nothing(running: Running, host: str) -> None:
    named = host.format(port=running.server.port)
    assert running.get(f"/{running.token}/now", Host=named).status == 421


def test_this_machine_may_be_called_localhost(running: Running) -> None:
    named = f"LocalHost:{running.server.port}"
    assert running.get(f"/{running.token}/now", Host=named).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_pages_are_only_read(running: Running, method: str) -> None:
    assert running.get(f"/{running.token}/now", method=method).status == 405


@pytest.mark.parametrize("path", ["/nothing", "/{token}/now", "/{token}/static/htmx.min.js"])
def test_headers_are_strict_on_every_answer_and_nobody_else_may_read(
    running: Running, path: str
) -> None:
    answer = running.get(path.format(token=running.token), Origin="https://evil.example")
    policy = str(answer.getheader("content-security-policy"))
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'")
    assert "unsafe" not in policy
    assert answer.getheader("referrer-policy") == "no-referrer"
    assert answer.getheader("cache-control") == "no-store"
    assert answer.getheader("x-content-type-options") == "nosniff"
    names = {name.lower() for name, _ in answer.getheaders()}
    assert not any(name.startswith("access-control") for name in names)
    assert not names & {"server", "set-cookie"}


@pytest.mark.parametrize("name", ["../page.py", "..%2fpage.py", "report.html.j2", "x.json"])
def test_no_other_file_is_handed_out(running: Running, name: str) -> None:
    assert running.page(f"static/{name}").status == 404
    assert running.page(name).status == 404


def test_a_part_comes_only_when_something_changed(running: Running) -> None:
    number = running.live.snapshot.number
    assert running.page(f"now.part?since={number}").status == 204
    part = running.page(f"now.part?since={number - 1}")
    assert part.status == 200
    assert f"since={number}" in part.text
    assert "<!doctype" not in part.text


def test_it_follows_the_files_and_tells_of_trouble(tmp_path: Path) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "crenel.toml").write_text("", encoding="utf-8")
    args = parsed(str(tmp_path), "--today", "2026-11-28")
    live = Live(lambda: _examined(args))
    watch = Watch(_watched(args), live.refresh)
    watch.start()
    try:
        file.write_text(TEMPLATE.replace("NONE", "AWS_IAM"), encoding="utf-8")
        until(lambda: live.snapshot.number == 2)
        assert not live.snapshot.page.surer
        (tmp_path / "crenel.toml").write_text("nonsense = true\n", encoding="utf-8")
        until(lambda: live.snapshot.number == 3)
        assert "nonsense" in live.snapshot.trouble
        assert live.snapshot.given.found.radii
        (tmp_path / "crenel.toml").write_text("", encoding="utf-8")
        until(lambda: live.snapshot.number == 4)
        assert not live.snapshot.trouble
    finally:
        watch.stop()


def until(wanted: Any) -> None:
    end = time.monotonic() + 60
    while not wanted():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_defect_is_told_and_the_last_state_stays(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    given = _examined(parsed(str(tmp_path), "--no-config"))
    answers: Iterator[Any] = iter([given])
    live = Live(lambda: next(answers))
    before = live.snapshot
    live.refresh()
    assert live.snapshot.given is before.given
    assert live.snapshot.trouble.startswith("crenel itself failed: StopIteration")


def test_what_is_not_read_is_not_watched(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    before = fingerprint([tmp_path])
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "x.js").write_text("1", encoding="utf-8")
    assert fingerprint([tmp_path]) == before
    (tmp_path / "a.py").write_text("22", encoding="utf-8")
    assert fingerprint([tmp_path]) != before
    shutil.rmtree(tmp_path)
    assert fingerprint([tmp_path]) != before


def test_a_port_that_is_taken_is_told(running: Running) -> None:
    with pytest.raises(UsageError, match="cannot be had"):
        Server(running.live, Links(""), port=running.server.port)


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_is_none_is_refused(port: str, tmp_path: Path, capsys) -> None:
    assert main(["serve", str(tmp_path), "--port", port]) == 2
    assert "is no port" in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(monkeypatch, tmp_path: Path, capsys) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert main(["serve", str(tmp_path)]) == 2
    assert "Install crenel[dashboard]" in capsys.readouterr().err
