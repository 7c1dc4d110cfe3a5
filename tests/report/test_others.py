"""junit, github, gitlab, markdown: what each promises."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from tests.report.build import busy_report, public_url, report, settings, verdict

from crenel.errors import UsageError
from crenel.model.source import Source
from crenel.model.verdict import Coverage, Outcome, Severity, Unread, Warning  # noqa: A004
from crenel.report.render import format_names, render
from crenel.report.settings import View

FORMATS = ["github", "gitlab", "json", "junit", "markdown", "sarif", "text"]


def parsed(made, **given):
    return ET.fromstring(render("junit", made, settings(**given)))  # noqa: S314 - our own


def test_formats_are_found_by_folder():
    assert format_names() == FORMATS


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(UsageError, match="github, gitlab, json, junit, markdown, sarif, text"):
        render("yaml", report(), settings())


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_verdicts_is_no_matter(name):
    made = busy_report()
    turned = report(*reversed(made.verdicts), coverage=made.coverage, warnings=made.warnings)
    for view in View:
        chosen = settings(view=view, verdicts="all")
        assert render(name, made, chosen) == render(name, turned, chosen)
        assert render(name, made, chosen).endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_report_is_still_a_report(name):
    assert render(name, report(coverage=Coverage()), settings())


def test_junit_has_a_suite_for_each_file():
    suites = parsed(busy_report())
    assert [suite.get("name") for suite in suites] == ["src/app.py", "template.yaml", "not read"]
    assert suites.get("tests") == "6"
    assert suites.get("failures") == "3"
    assert suites.get("skipped") == "3"
    skipped = [one.get("message") for one in suites.iter("skipped")]
    assert skipped == [
        "accepted until 2027-01-01: break glass",
        "undecided: unpinned-layer does not hold (needs Stage)",
        "a key without a value",
    ]


def test_junit_fails_where_the_gate_does():
    assert parsed(report(verdict()), fail_on=Severity.HIGH).get("failures") == "1"
    assert parsed(report(verdict()), fail_on=Severity.CRITICAL).get("failures") == "0"
    known = report(verdict(identity="old"), known_before=frozenset({"old"}))
    assert parsed(known).get("failures") == "0"
    assert (
        next(parsed(known).iter("skipped"))
        .get("message", "")
        .startswith("fails (high), known before")
    )


def test_junit_unread_is_an_error_under_strict():
    made = report(coverage=Coverage(unread=[Unread(file="x.yaml", reason="no")]))
    assert parsed(made).get("errors") == "0"
    assert parsed(made, strict=True).get("errors") == "1"


def test_junit_passes_when_asked():
    names = [case.get("name") for case in parsed(busy_report(), verdicts="all").iter("testcase")]
    assert "known-runtime Api" in names


def test_github_to_the_letter():
    made = report(public_url())
    assert render("github", made, settings()) == (
        "::error title=high%3A public-function-url,file=template.yaml,line=20,endLine=20,col=9,"
        "endColumn=23::anyone on the internet can run code that may delete every table"
        "%0Afix: set AuthType to AWS_IAM, or put an API with an authorizer before the function"
        "%0Awhy: crenel explain public-function-url\n"
        "::notice title=crenel::1 finding: 1 high%0Achecked 2 files (1 sam): 1 function (1 with "
        "code), 2 resources, 1 entry point; not read: 0 files; unknown: 0 values; "
        "undecided: 0 verdicts\n"
    )


def test_github_escapes_what_would_end_a_property():
    source = Source("a,line=1::%0A.yaml", "x: 1\n")
    made = report(verdict(words="x: 1", source=source, message="100%\n::error::no\r"))
    command = render("github", made, settings()).splitlines()[0]
    assert "file=a%2Cline=1%3A%3A%250A.yaml,line=1," in command
    assert "::100%25\\n::error::no\\x0d%0A" in command


def test_github_annotates_only_what_is_new():
    made = report(verdict(identity="old"), known_before=frozenset({"old"}), compared_with="main")
    assert "::error" not in render("github", made, settings())


def test_gitlab_fingerprints_are_unique():
    made = report(*(verdict(identity="same") for _ in range(3)))
    issues = json.loads(render("gitlab", made, settings()))
    assert len({one["fingerprint"] for one in issues}) == 3


def test_gitlab_severities():
    made = report(*(verdict(severity=severity) for severity in Severity))
    issues = json.loads(render("gitlab", made, settings(view=View.AUDIT)))
    assert [one["severity"] for one in issues] == ["blocker", "critical", "major", "minor", "info"]


def test_gitlab_fingerprints_do_not_move_with_lines():
    moved = Source("template.yaml", "# a new line\nAuthType: NONE\n")
    issues = [
        json.loads(render("gitlab", report(one), settings()))[0]
        for one in (verdict(), verdict(source=moved))
    ]
    assert issues[0]["fingerprint"] == issues[1]["fingerprint"]
    assert issues[0]["location"] != issues[1]["location"]


def test_markdown_to_the_letter():
    made = report(
        verdict("wildcard-action", 'Action: "*"', severity=Severity.CRITICAL, identity="old"),
        public_url(),
        compared_with="origin/main",
        known_before=frozenset({"old"}),
    )
    assert render("markdown", made, settings()) == MARKDOWN


MARKDOWN = """\
### Crenel: 1 new finding: 1 high

| severity | finding | where | fix |
|---|---|---|---|
| **high**, new | anyone on the internet can run code that may delete every table \
(`public-function-url`) | `template.yaml:20` `Api` | set AuthType to AWS\\_IAM, or put an API \
with an authorizer before the function |
| **critical**, known | wildcard-action does not hold (`wildcard-action`) | `template.yaml:14` \
`Api` | name the actions that the code needs |

- compared with origin/main: 1 new, 1 still there (1 wildcard-action), 0 fixed
- checked 2 files (1 sam): 1 function (1 with code), 2 resources, 1 entry point; \
not read: 0 files; unknown: 0 values; undecided: 0 verdicts
"""


def test_markdown_is_short_whatever_there_is():
    unread = [Unread(file=f"{number}.yaml", reason="no") for number in range(50)]
    made = report(
        *(verdict(f"control-{number}") for number in range(200)),
        verdict("open", outcome=Outcome.UNDECIDED, needs=("Stage",)),
        coverage=Coverage(unread=unread),
        warnings=tuple(Warning(message=str(number)) for number in range(50)),
    )
    for most in (10, 1000):
        text = render("markdown", made, settings(shown_at_most=most, view=View.AUDIT))
        assert text.count("\n") <= 60
        assert len(text) < 65_536
