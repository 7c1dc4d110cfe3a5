"""A page for each control, and the index of them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import groupby

from tools.pages import rows
from tools.pages.text import generated_from, page, prose, table

from crenel.controls.catalogue import AnyControl, catalogue, text_path
from crenel.model.verdict import Severity
from crenel.report.summary import plural

FOLDER = "controls"

_STANDARDS = {
    "OWASP-": "OWASP Serverless Top 10",
    "CSA-": "Cloud Security Alliance, The 12 Most Critical Risks for Serverless Applications",
    "NIST-": "NIST SP 800-53 Revision 5",
    "FSBP-": "AWS Foundational Security Best Practices",
    "CIS-": "CIS AWS Compute Services Benchmark",
}


def pages() -> dict[str, str]:
    """All pages by their path below ``docs/reference``."""
    known = catalogue()
    made = {f"{FOLDER}/{one.name}.md": control_page(one) for one in known}
    return {**made, f"{FOLDER}/README.md": index(known), f"{FOLDER}/{rows.NAME}": rows.rows_page()}


def control_page(control: AnyControl) -> str:
    """The control's own Markdown, with a table of facts under its title."""
    title, _, body = text_path(control).read_text(encoding="utf-8").partition("\n")
    source = f"src/crenel/controls/{family_of(control)}/{text_path(control).stem}.md and .py"
    return page(generated_from(source), title, _facts(control), body)


def index(controls: Iterable[AnyControl]) -> str:
    """Every control: by family, then by severity, then by what it maps to."""
    ordered = sorted(controls, key=lambda one: (family_of(one), one.handle))
    return page(
        generated_from("src/crenel/controls"),
        "# Controls",
        f"{plural(len(ordered), 'control')}. Each is called by its name or by its handle, and both "
        "are for ever. `crenel explain NAME` prints the same pages in a terminal. "
        f"[The rows of the catalogue]({rows.NAME}) tells how each was answered.",
        "## By family",
        *_by_family(ordered),
        "## By severity",
        *_by_severity(ordered),
        "## By standard",
        *_by_standard(ordered),
    )


def family_of(control: AnyControl) -> str:
    """The folder that a control lies in."""
    return text_path(control).parent.name


def _facts(control: AnyControl) -> str:
    rows = [
        ("Name", f"`{control.name}`"),
        ("Handle", control.handle),
        ("Family", family_of(control)),
        ("Severity", control.severity.value),
        ("Judges", control.judges.__name__),
        ("Maps to", ", ".join(control.maps_to)),
        ("Also called", ", ".join(f"`{name}`" for name in control.aliases)),
        ("Since", control.since),
        ("In short", control.fix),
    ]
    return table(("", ""), (row for row in rows if row[1]))


def _by_family(ordered: list[AnyControl]) -> Iterator[str]:
    for family, members in groupby(ordered, family_of):
        module = import_module(f"crenel.controls.{family}")
        yield f"### {family.replace('_', ' ').capitalize()}"
        yield prose(module.__doc__)
        rows = ((one.handle, _link(one), one.severity.value, one.title) for one in members)
        yield table(("Handle", "Name", "Severity", "The bad state"), rows)


def _by_severity(ordered: list[AnyControl]) -> Iterator[str]:
    for severity in Severity:
        members = [one for one in ordered if one.severity is severity]
        if members:
            links = ", ".join(_link(one) for one in members)
            yield f"**{severity.value}** ({len(members)}): {links}"


def _by_standard(ordered: list[AnyControl]) -> Iterator[str]:
    yield (
        "Which rows of public standards a control bears on. It is our reading of them: a control "
        "that passes does not by itself meet the row."
    )
    for prefix, standard in _STANDARDS.items():
        rows = sorted({row for one in ordered for row in one.maps_to if row.startswith(prefix)})
        if rows:
            yield f"### {standard}"
            yield table(("Row", "Controls"), ((row, _mapped(row, ordered)) for row in rows))


def _mapped(row: str, ordered: list[AnyControl]) -> str:
    return ", ".join(_link(one) for one in ordered if row in one.maps_to)


def _link(control: AnyControl) -> str:
    return f"[{control.name}]({control.name}.md)"
