"""The report in a browser: silent, whole without its script, for every eye and every hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser.axe import violations
from tests.browser.chromium import Page

pytestmark = pytest.mark.slow

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_it_asks_for_nothing_but_itself_and_complains_of_nothing(tab: Page, report: str) -> None:
    tab.go(report)
    assert tab.ask("document.querySelectorAll('.path svg').length") > 10
    assert tab.requests() == [report]
    assert tab.complaints() == []


OPEN = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


@pytest.mark.usefixtures("needs_axe")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_every_section_has_something(
    tab: Page, small: str, scheme: str
) -> None:
    tab.prefer(scheme)
    tab.go(small)
    for words in ("What changed", "1 fixed", "10 days left", "After pruning", "broken.yaml"):
        assert tab.ask(f"document.body.textContent.includes('{words}')"), words
    assert tab.ask("document.querySelectorAll('.possible .path').length") >= 1
    tab.ask(OPEN)
    assert violations(tab) == []


@pytest.mark.usefixtures("needs_axe")
def test_axe_finds_nothing_on_a_large_page(tab: Page, report: str) -> None:
    tab.go(report)
    tab.ask(OPEN)
    assert violations(tab, contrast=False) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_kept_to_be_looked_at(tab: Page, report: str, pictures: Path, scheme: str) -> None:
    tab.prefer(scheme)
    tab.go(report)
    tab.picture(pictures / f"report-{scheme}.png")
    assert (pictures / f"report-{scheme}.png").stat().st_size > 50_000


def test_dark_is_dark_and_light_is_light(tab: Page, report: str) -> None:
    light = {}
    for scheme in ("light", "dark"):
        tab.prefer(scheme)
        tab.go(report)
        color = tab.ask("getComputedStyle(document.body).backgroundColor")
        light[scheme] = sum(map(int, color.removeprefix("rgb(").removesuffix(")").split(",")))
    assert light["dark"] < 150
    assert light["light"] > 600


def test_a_keyboard_walks_a_path(tab: Page, report: str) -> None:
    tab.go(report)
    tab.ask("document.querySelector('.path .picture').focus()")
    here = "document.activeElement.getAttribute('aria-label')"
    tab.press("Tab")
    names = [tab.ask(here)]
    nodes = tab.ask("document.querySelectorAll('.path svg')[0].querySelectorAll('.node').length")
    for _ in range(nodes - 1):
        tab.press("ArrowRight")
        names.append(tab.ask(here))
    assert len(set(names)) == nodes >= 2
    tab.press("ArrowLeft")
    assert tab.ask(here) == names[-2]
    outline = "getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth"
    assert tab.ask(outline) == "3.5px"


def test_a_finding_leads_to_the_text_of_its_control(tab: Page, report: str) -> None:
    tab.go(report)
    tab.ask("document.querySelector('#findings td a[href^=\"#control-\"]').click()")
    tab.until("document.querySelector(location.hash).open")
    assert tab.ask("document.querySelector(location.hash).textContent.includes('Why it matters')")


def test_the_filter_leaves_what_was_asked_for(tab: Page, report: str) -> None:
    tab.go(report)
    tab.ask(
        "(() => { const field = document.querySelector('#filter'); field.value = 'eval()';"
        "field.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    rows = "[...document.querySelectorAll('.filtered tbody tr')].filter((one) => !one.hidden)"
    assert tab.ask(f"{rows}.length") >= 1
    assert tab.ask(f"{rows}.every((one) => one.textContent.includes('eval()'))")
    assert tab.ask("document.querySelector('output').textContent").startswith("1 of ")


def test_it_is_whole_without_its_script(tab: Page, report: str) -> None:
    tab.send("Emulation.setScriptExecutionDisabled", value=True)
    tab.go(report)
    tree = tab.send("DOMSnapshot.captureSnapshot", computedStyles=[])
    text = " ".join(tree["strings"])
    for words in ("Blast radius", "Close it.", "The smallest policy", "Accepted risks"):
        assert words in text
    assert tab.complaints() == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_it_fits_the_window(tab: Page, report: str, width: int) -> None:
    """WCAG 2.2, 1.4.10: only pictures and tables scroll sideways, each in its own frame."""
    tab.resize(width)
    tab.go(report)
    assert tab.ask(OVERFLOW) == 0


def test_it_prints_all_of_itself(tab: Page, report: str) -> None:
    tab.go(report)
    tab.ask("dispatchEvent(new Event('beforeprint'))")
    assert tab.ask("[...document.querySelectorAll('details')].every((one) => one.open)")
    assert len(tab.send("Page.printToPDF")["data"]) > 100_000
