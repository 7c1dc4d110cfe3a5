"""What people wrote by hand: its links lead somewhere, its commands are ones that there are."""

import re
import shlex
from urllib.parse import urlsplit

import pytest

from crenel.cli.main import VERBS
from crenel.cli.parser import parser_for

LINK = re.compile(r"\]\(([^)\s]+)\)")
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def written(root):
    return [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]


def anchors(page):
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


def leads_nowhere(page, link):
    target = urlsplit(link)
    if target.scheme:
        return False
    file = page.parent / target.path if target.path else page
    return not file.exists() or bool(target.fragment and target.fragment not in anchors(file))


def commands(page):
    for block in SHELL.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words and words[0].endswith("crenel"):
                yield words[1:]


def test_links_lead_somewhere(root):
    dead = {
        f"{page.relative_to(root)}: {link}"
        for page in written(root)
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if leads_nowhere(page, link)
    }
    assert dead == set()


def test_commands_can_be_parsed(root):
    found = [(page.name, words) for page in written(root) for words in commands(page)]
    assert {words[0] for _, words in found} >= {"check", "explain", "accept", "baseline"}
    for name, words in found:
        assert words[0] in VERBS, name
        try:
            parser_for(*words).parse_args(words)
        except SystemExit:
            pytest.fail(f"{name}: crenel {shlex.join(words)}")
