"""The live pages in a browser: no complaint of their policy, and they follow the files."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.axe import violations
from tests.browser.chromium import Page

from crenel.cli.parser import parser_for
from crenel.cli.serve import _examined
from crenel.report.html.links import Links
from crenel.report.live.documents import BY_SECTION
from crenel.report.live.server import Server
from crenel.report.live.state import Live
from crenel.report.live.watch import Watch

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("live") / "webshop"
    shutil.copytree(root / "examples/webshop", folder)
    args = parser_for("serve").parse_args(["serve", str(folder), "--no-config", "-q"])
    live = Live(lambda: _examined(args))
    server, watch = Server(live, Links("")), Watch([folder], live.refresh)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    watch.start()
    yield server.address, folder
    watch.stop()
    server.stop()
    thread.join(timeout=30)


def test_every_page_is_silent_and_asks_its_own_server_alone(
    tab: Page, served: tuple[str, Path]
) -> None:
    address, _ = served
    for section in BY_SECTION:
        tab.go(f"{address}{section}")
        assert tab.ask("document.querySelectorAll('main section').length") == 1
    assert tab.complaints() == []
    assert all(one.startswith(address) for one in tab.requests())


@pytest.mark.usefixtures("needs_axe")
def test_axe_finds_nothing_on_the_first_page(tab: Page, served: tuple[str, Path]) -> None:
    tab.go(f"{served[0]}now")
    assert violations(tab) == []


def test_it_walks_from_page_to_page_and_opens_what_a_link_names(
    tab: Page, served: tuple[str, Path]
) -> None:
    tab.go(f"{served[0]}now")
    tab.ask("document.querySelector('.lead a').click()")
    tab.until(
        "location.pathname.endsWith('/paths') && document.querySelector(location.hash) !== null"
    )
    tab.go(f"{served[0]}findings")
    tab.ask("document.querySelector('td a[href^=\"controls#\"]').click()")
    tab.until("location.pathname.endsWith('/controls')")
    tab.until("document.querySelector(location.hash)?.open")


def test_a_change_shows_by_itself(tab: Page, served: tuple[str, Path], pictures: Path) -> None:
    address, folder = served
    tab.go(f"{address}now")
    tab.picture(pictures / "live.png")
    count = "document.querySelector('.figures dd').textContent"
    before = tab.ask(count)
    file = folder / "src/pricing_rules/app.py"
    file.write_text(file.read_text(encoding="utf-8").replace("eval(", "str("), encoding="utf-8")
    tab.until(f"{count} !== '{before}'")
    tab.go(f"{address}findings")
    assert tab.ask("document.querySelector('.filter').hidden") is False
    assert tab.complaints() == []
