"""``junit``: a suite for each file, a case for each verdict.

A case fails where the verdict gates; one that the gate lets through (known before, below
``--fail-on``, accepted, undecided) is skipped, with the reason.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from crenel.model.verdict import Outcome
from crenel.report.escape import visible
from crenel.report.gate import gates
from crenel.report.view import is_new, listed, shows

if TYPE_CHECKING:
    from crenel.model.verdict import Report, Unread, Verdict
    from crenel.report.settings import Settings

_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: Report, settings: Settings) -> str:
    """An XML document; whatever XML forbids is spelled out."""
    suites = Element("testsuites", name="crenel")
    kept = sorted(_kept(report, settings), key=lambda verdict: verdict.span.file)
    for file, verdicts in groupby(kept, key=lambda verdict: verdict.span.file):
        suite = _suite(suites, settings.path(file))
        for verdict in verdicts:
            _case(suite, verdict, report, settings)
    _unread(suites, report.coverage.unread, settings)
    for element in (*suites, suites):
        _count(element)
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _kept(report: Report, settings: Settings) -> list[Verdict]:
    always = (Outcome.UNDECIDED, Outcome.ACCEPTED)
    if settings.verdicts == "all":
        return listed(report.verdicts)
    return listed(one for one in report.verdicts if one.outcome in always or shows(one, settings))


def _suite(suites: Element, name: str) -> Element:
    return SubElement(suites, "testsuite", name=visible(name))


def _case(suite: Element, verdict: Verdict, report: Report, settings: Settings) -> None:
    name = f"{verdict.control} {verdict.logical_id}".strip()
    file = settings.path(verdict.span.file)
    case = SubElement(suite, "testcase", classname=visible(file), name=visible(name), time="0")
    if gates(verdict, report, settings):
        failed = {"type": verdict.severity.value, "message": visible(verdict.message)}
        failure = SubElement(case, "failure", failed)
        failure.text = "\n".join(_detail(verdict, settings))
    elif verdict.outcome is not Outcome.PASSES:
        SubElement(case, "skipped", message=visible(_let_through(verdict, report)))


def _detail(verdict: Verdict, settings: Settings) -> list[str]:
    span = verdict.span
    lines = [f"{settings.path(span.file)}:{span.line}:{span.column}"]
    lines += [
        f"{settings.path(one.span.file)}:{one.span.line}:{one.span.column} {one.note}"
        for one in verdict.evidence
    ]
    fix = settings.control(verdict).fix
    lines += [f"fix: {fix}"] if fix else []
    return [visible(line) for line in [*lines, f"why: crenel explain {verdict.control}"]]


def _let_through(verdict: Verdict, report: Report) -> str:
    """Why a verdict that is no pass does not fail its case."""
    accepted = verdict.accepted
    if verdict.outcome is Outcome.ACCEPTED and accepted is not None:
        return f"accepted until {accepted.until}: {accepted.reason}"
    if verdict.outcome in (Outcome.UNDECIDED, Outcome.ACCEPTED):
        needs = f" (needs {', '.join(verdict.needs)})" if verdict.needs else ""
        return f"{verdict.outcome.value}: {verdict.message}{needs}"
    why = "does not gate" if is_new(verdict, report) else "known before"
    return f"{verdict.outcome.value} ({verdict.severity.value}), {why}: {verdict.message}"


def _unread(suites: Element, unread: list[Unread], settings: Settings) -> None:
    if not unread:
        return
    suite = _suite(suites, "not read")
    for one in unread:
        file = visible(settings.path(one.file))
        name = f"not read {file}:{one.line}:{one.column}"
        case = SubElement(suite, "testcase", classname=file, name=name, time="0")
        tag = "error" if settings.strict else "skipped"
        SubElement(case, tag, message=visible(one.reason))


def _count(element: Element) -> None:
    """The totals that readers of JUnit files expect on suites."""
    element.set("tests", str(len(list(element.iter("testcase")))))
    for attribute, tag in _COUNTED.items():
        element.set(attribute, str(len(list(element.iter(tag)))))
