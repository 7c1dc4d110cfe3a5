"""The page: everything on it escaped, nothing asked of the network, the same on every run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from crenel.cli.main import main
from crenel.errors import UsageError
from crenel.report.html.links import Links
from crenel.report.html.prose import prose

PACKAGE = Path(__file__).parents[3] / "src/crenel/report"
HOSTILE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  '</script><script>alert(1)</script>':
    Type: AWS::DynamoDB::Table
    Properties: {KeySchema: []}
  'Api"onload="x':
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      FunctionUrlConfig: {AuthType: NONE}
      InlineCode: |
        def handler(event, context):
            return eval(event['body'])
      Policies:
        - Statement: [{Effect: Allow, Action: "dynamodb:*", Resource: "*"}]
"""


class Reader(HTMLParser):
    """Counts elements, and remembers attributes that matter."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: dict[str, int] = {}
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attrs:
            if name in ("href", "src"):
                self.addresses.append(value or "")
            if name == "id":
                self.ids.append(value or "")
            if name.startswith("on") or name == "style":
                self.bad.append(f"{tag} {name}")


def written(path: Path, *arguments: str) -> str:
    out = path / "report.html"
    main(["report", str(path), "--no-config", "--today", "2026-11-28", "-o", str(out), *arguments])
    return out.read_text(encoding="utf-8")


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module")
def webshop(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("webshop")
    shutil.copytree(root / "examples/webshop", folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def page(webshop: Path) -> str:
    return written(webshop, "--link-template", "https://code.example/{file}#L{line}")


def test_it_asks_nothing_of_the_network(page: str) -> None:
    found = read(page)
    assert not found.bad
    assert found.tags["script"] == 1
    assert found.tags.get("img") is None
    outside = [one for one in found.addresses if not one.startswith(("#", "data:,"))]
    assert outside
    assert all(one.startswith("https://code.example/") for one in outside)
    assert "@import" not in page
    assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", page)


def test_its_policy_names_the_style_and_the_script_that_it_has(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;")
    for tag in ("style", "script"):
        text = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert text is not None
        digest = base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1].replace("&#43;", "+")


def test_every_link_inside_it_leads_somewhere_and_ids_are_unique(page: str) -> None:
    found = read(page)
    assert len(found.ids) == len(set(found.ids))
    inside = {one[1:] for one in found.addresses if one.startswith("#")}
    assert inside <= set(found.ids)
    for section in (
        "now",
        "map",
        "paths",
        "findings",
        "powers",
        "permissions",
        "practices",
        "controls",
        "accepted",
        "unread",
    ):
        assert section in found.ids


def test_every_path_has_a_picture_and_the_same_as_a_table(page: str) -> None:
    cards = [part.partition("</article>")[0] for part in page.split('<article class="path"')[1:]]
    assert len(cards) > 10
    for card in cards:
        assert card.count("<svg") == 1
        assert 'tabindex="0"' in card
        assert "<title" in card
        assert card.count("<tbody>") == 1


def test_what_it_shows_is_said_in_figures(page: str) -> None:
    assert "SearchFunction and put SQL of their own before the database CatalogueDb" in page
    assert "winter-sale-2024-shop" not in page
    assert len(page) < 450_000


def test_it_is_the_same_on_every_run(webshop: Path, page: str) -> None:
    assert written(webshop, "--link-template", "https://code.example/{file}#L{line}") == page


def test_markup_in_names_stays_text(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(HOSTILE, encoding="utf-8")
    page = written(tmp_path)
    found = read(page)
    assert found.tags["script"] == 1
    assert not found.bad
    assert "alert(1)" in page
    assert "<script>alert" not in page


def test_an_application_without_anything_is_a_page_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(
        "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  T: {Type: AWS::SNS::Topic}\n",
        encoding="utf-8",
    )
    page = written(tmp_path)
    assert "No attack path was found" in page
    assert read(page).tags["h2"] == 10


def test_nothing_to_analyse_ends_with_three(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert main(["report", str(tmp_path), "-o", str(out)]) == 3
    assert "Nothing was found in what was read" in out.read_text(encoding="utf-8")


def test_markdown_is_short(webshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(webshop), "--no-config", "--format", "markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 60
    assert sum(line.startswith("- **critical**") for line in lines) == 5


def test_json_is_the_two_documents(webshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(webshop), "--no-config", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    for name, part in (
        ("overview", document),
        ("report", document["report"]),
        ("paths", document["paths"]),
    ):
        schema = json.loads((PACKAGE / f"schemas/{name}-1.json").read_text(encoding="utf-8"))
        jsonschema.validate(part, schema)


@pytest.mark.parametrize(
    "template", ["https://x.example/", "javascript:alert('{file}')", "data:text/html,{file}"]
)
def test_a_template_that_makes_no_links_is_refused(template: str) -> None:
    with pytest.raises(UsageError):
        Links(template)


def test_a_link_keeps_its_place() -> None:
    links = Links("https://x.example/{file}#L{line}")
    assert links("a b/<c>.yaml", 3) == "https://x.example/a%20b/%3Cc%3E.yaml#L3"


def test_prose_lets_no_markup_through() -> None:
    made = prose(
        "# Title\n\n## What\nUse `<b>` & <i>.\n\n- one\n- two `x`\n\n```yaml\na: <b>\n```\n"
    )
    assert made == (
        "<h4>What</h4><p>Use <code>&lt;b&gt;</code> &amp; &lt;i&gt;.</p>"
        "<ul><li>one</li><li>two <code>x</code></li></ul>"
        '<pre tabindex="0"><code>a: &lt;b&gt;</code></pre>'
    )


def test_practices_stand_in_it_with_their_level(page: str) -> None:
    section = page.partition('<section id="practices"')[2].partition("</section>")[0]
    assert section.count("<table") == 8
    assert section.count("<tr>") > 30
    assert "162 of 185 verdicts pass" in section or "verdicts pass" in section
    assert "not looked at:" in section


CLEAN = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      InlineCode: |
        def handler(event, context):
            return event['body']
      Policies:
        - Statement: [{Effect: Allow, Action: "dynamodb:GetItem", Resource: !GetAtt Orders.Arn}]
"""
OPENED = (
    CLEAN.replace("Handler:", "FunctionUrlConfig: {AuthType: NONE}\n      Handler:")
    .replace("return event", "return eval(event")
    .replace("['body']", "['body'])")
)


def committed(folder: Path, text: str) -> None:
    (folder / "template.yaml").write_text(text, encoding="utf-8")
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *words], cwd=folder, check=True)


def test_what_changed_since_a_revision_stands_first(tmp_path: Path, capsys) -> None:
    committed(tmp_path, CLEAN)
    (tmp_path / "template.yaml").write_text(OPENED, encoding="utf-8")
    page = written(tmp_path, "--since", "HEAD")
    now = page.partition('<section id="now"')[2].partition("</section>")[0]
    assert "What changed" in now
    assert "Paths: 2 new, 0 closed." in now
    assert now.count("new path") == 2
    assert "public-function-url" in now
    assert "Anyone on the internet can call Api and run code of their own in it" in now
    capsys.readouterr()
    main(["report", str(tmp_path), "--no-config", "--since", "HEAD", "--format", "markdown"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].startswith("**compared with HEAD: ")
    assert lines[2].endswith("; paths: 2 new, 0 closed**")
    assert sum(line.startswith("- **new, critical**") for line in lines) == 2


def test_what_was_mended_is_told_with_what_it_was(tmp_path: Path, capsys) -> None:
    committed(tmp_path, OPENED)
    (tmp_path / "template.yaml").write_text(CLEAN, encoding="utf-8")
    page = written(tmp_path, "--since", "HEAD")
    assert "Paths: 0 new, 2 closed." in page
    assert "eval() runs text as code <code>code-injection</code>" in page
    main(["report", str(tmp_path), "--no-config", "--since", "HEAD", "--format", "markdown"])
    assert "- fixed: eval" in capsys.readouterr().out


def test_a_baseline_knows_findings_and_no_paths(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(CLEAN, encoding="utf-8")
    baseline = tmp_path / "baseline.json"
    main(["baseline", str(tmp_path), "--no-config", "--output", str(baseline)])
    (tmp_path / "template.yaml").write_text(OPENED, encoding="utf-8")
    page = written(tmp_path, "--baseline", str(baseline))
    now = page.partition('<section id="now"')[2].partition("</section>")[0]
    assert "What changed" in now
    assert "Paths:" not in now
    assert "new path" not in now


ACCEPTS = """\
[[accept]]
control = "public-function-url"
address = "template.yaml::Api"
reason = "a health probe"
until = {}
by = "@team"
"""


@pytest.mark.parametrize(
    ("until", "told", "asks"),
    [
        ("2027-06-30", "214 days left", False),
        ("2026-12-08", "10 days left", True),
        ("2026-11-01", "expired, ended 27 days ago", True),
    ],
)
def test_accepted_risks_tell_how_long_they_hold(
    tmp_path: Path, until: str, told: str, asks: bool
) -> None:
    (tmp_path / "template.yaml").write_text(OPENED, encoding="utf-8")
    config = tmp_path / "crenel.toml"
    config.write_text(ACCEPTS.format(until), encoding="utf-8")
    out = tmp_path / "page.html"
    main(["report", str(tmp_path), "--today", "2026-11-28", "-o", str(out)])
    page = out.read_text(encoding="utf-8")
    section = page.partition('<section id="accepted"')[2].partition("</section>")[0]
    assert told in section
    assert "a health probe" in section
    assert ("accepted risk</strong> ended or ends within 30 days" in page) is asks
