"""``crenel advisories update`` against a small server: whole first, then only what changed."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest
from tests.supplychain.build import osv


class Export(BaseHTTPRequestHandler):
    """OSV's bulk export, from memory."""

    files: ClassVar[dict[str, bytes]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        content = self.files.get(self.path)
        self.send_response(200 if content is not None else 404)
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    Export.files.clear()
    Export.asked.clear()
    running = HTTPServer(("127.0.0.1", 0), Export)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()


def publish(*advisories: dict[str, Any]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for one in advisories:
            archive.writestr(f"{one['id']}.json", json.dumps(one))
            Export.files[f"/PyPI/{one['id']}.json"] = json.dumps(one).encode()
    Export.files["/PyPI/all.zip"] = stream.getvalue()
    rows = sorted(((one["modified"], one["id"]) for one in advisories), reverse=True)
    Export.files["/PyPI/modified_id.csv"] = "".join(f"{a},{b}\n" for a, b in rows).encode()


def test_whole_then_changed(crenel, server, tmp_path):
    store = tmp_path / "a.sqlite"
    more = ("--database", store, "--from", server, "--ecosystem", "PyPI")
    first = osv("A-1", "x", versions=["1.0"])
    publish(first)
    ran = crenel("advisories", "update", *more)
    assert ran.code == 0, ran.err
    assert server in ran.out
    assert "the whole export, 1" in ran.out
    second = {**osv("A-2", "x", versions=["1.0"]), "modified": "2026-11-25T00:00:00Z"}
    changed = {**osv("A-1", "x", versions=["2.0"]), "modified": "2026-11-26T00:00:00Z"}
    publish(changed, second)
    Export.asked.clear()
    assert "2 changed" in crenel("advisories", "update", *more).out
    assert "/PyPI/all.zip" not in Export.asked
    status = crenel("advisories", "status", "--database", store, "--format", "json").json
    assert [(one["count"], one["newest"]) for one in status["sources"]] == [(2, "2026-11-26")]
    assert "nothing changed" in crenel("advisories", "update", *more).out
    app = tmp_path / "app"
    app.mkdir()
    (app / "requirements.txt").write_text("x==1.0\n", encoding="utf-8")
    found = crenel("audit", app, "--database", store, "--format", "json").json["findings"]
    assert [one["ids"] for one in found] == [["A-2"]]


def test_what_does_not_answer_changes_nothing(crenel, server, tmp_path):
    store = tmp_path / "a.sqlite"
    more = ("--database", store, "--from", server, "--ecosystem", "PyPI")
    ran = crenel("advisories", "update", *more)
    assert ran.code == 2
    assert "cannot be fetched" in ran.err
    assert not store.exists()
    publish(osv("A-1", "x", versions=["1.0"]))
    crenel("advisories", "update", *more)
    before = store.read_bytes()
    Export.files["/PyPI/modified_id.csv"] = b"<html>not a list</html>\n"
    assert crenel("advisories", "update", *more).code == 2
    assert store.read_bytes() == before


def test_only_over_https(crenel, tmp_path):
    ran = crenel(
        "advisories", "update", "--from", "http://packages.example", "--database", tmp_path / "a"
    )
    assert ran.code == 2
    assert "https://" in ran.err
