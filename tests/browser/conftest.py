"""A browser, for tests that want to see the page as people do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser import axe
from tests.browser.chromium import BINARY, Chromium, Page

from crenel.cli.main import main

DAY = "2026-11-28"


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    if BINARY is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    browser = Chromium(tmp_path_factory.mktemp("chromium") / "profile")
    yield browser
    browser.close()


@pytest.fixture
def tab(chromium: Chromium) -> Page:
    return Page(chromium)


@pytest.fixture(scope="session")
def needs_axe() -> None:
    if axe.script() is None:
        pytest.skip("no axe-core here: make test installs it (requirements/browser.txt)")


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots are kept: the folder of CRENEL_ARTIFACTS, or one that goes away."""
    named = os.environ.get("CRENEL_ARTIFACTS")
    return Path(named).resolve() if named else tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="session")
def webshop(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("shop") / "webshop"
    shutil.copytree(root / "examples/webshop", folder)
    return folder


@pytest.fixture(scope="session")
def report(webshop: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of the example webshop."""
    out = tmp_path_factory.mktemp("report") / "report.html"
    main(["report", str(webshop), "--no-config", "--today", DAY, "-o", str(out)])
    return out.as_uri()
