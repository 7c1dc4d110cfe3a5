"""A project -> every verdict about it, and what the run covered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.environments import Environments
from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import AnyControl
from crenel.controls.judge import verdicts_of
from crenel.controls.together import together
from crenel.errors import CrenelError
from crenel.model.application import Application
from crenel.model.entities import Entity, EntryPoint, Function
from crenel.model.source import outward
from crenel.model.verdict import Coverage, Outcome, Unread, Verdict
from crenel.readers.project import Project
from crenel.readers.stage_parameter import stage_parameter

if TYPE_CHECKING:
    from crenel.analysis.code import Code

Watcher = Callable[[Knowledge], None]


class Survey(msgspec.Struct, frozen=True):
    """What one run found."""

    verdicts: tuple[Verdict, ...]
    coverage: Coverage


def survey(
    project: Project,
    controls: Iterable[AnyControl],
    today: date,
    *,
    watch: Iterable[Watcher] = (),
    compared: Collection[str] | None = None,
) -> Survey:
    """Reads and judges one application after the other; each of ``watch`` sees it then.

    ``compared`` names the controls whose answers are compared between environments; None: all.
    """
    watchers = tuple(watch)
    chosen = tuple(controls)
    found: dict[tuple[str, str], Verdict] = {}
    coverage = Coverage()
    files: dict[str, str] = {}
    seen: set[str] = set()
    for application in project.applications():
        app = Knowledge(application, today, project.root if project.options.code else None)
        try:
            verdicts = _everywhere(app, chosen, project, compared)
            _count(coverage, app, seen)
            for watcher in watchers:
                watcher(app)
        except CrenelError:
            raise
        except Exception as error:  # noqa: BLE001 - one application must not hide the others
            project.failed(application.file, error)
            continue
        for verdict in verdicts:
            key = (verdict.control, verdict.address)
            found[key] = _worse(found.get(key), verdict)
        files.update(application.templates)
    _close(coverage, project, files, found.values())
    return Survey(tuple(found.values()), coverage)


def _everywhere(
    app: Knowledge,
    controls: tuple[AnyControl, ...],
    project: Project,
    compared: Collection[str] | None,
) -> list[Verdict]:
    """What controls say of an application in all its environments."""
    deployments = project.deployments(app.application)
    known = _known(deployments.by_name, app)
    if deployments.several:
        place = Environments(lambda: known, compared)
        for one in (one for all_ in known.values() for one in all_):
            one.environments = place
    else:
        app.environments = _stages(app, project, compared)
    found = {
        name: [verdict for one in all_ for verdict in _judgements(one, controls, project)]
        for name, all_ in known.items()
    }
    return (
        together(found) if deployments.several else [one for all_ in found.values() for one in all_]
    )


def _judgements(
    app: Knowledge, controls: tuple[AnyControl, ...], project: Project
) -> Iterator[Verdict]:
    """What controls say of an application in one environment; those with nothing to judge rest."""
    there = frozenset(kind for kind in _kinds(controls) if app.all(kind))
    for control in _of_kinds(controls, there):
        yield from _judged(control, app, project)


@cache
def _kinds(controls: tuple[AnyControl, ...]) -> frozenset[type[Entity]]:
    return frozenset(control.judges for control in controls)


@cache
def _of_kinds(controls: tuple[AnyControl, ...], kinds: frozenset[type[Entity]]) -> list[AnyControl]:
    return [control for control in controls if control.judges in kinds]


def _stages(
    app: Knowledge, project: Project, compared: Collection[str] | None
) -> Environments | None:
    """The stages that a parameter lists, where one does; read when somebody asks."""
    parameter = stage_parameter(app.application)
    if parameter is None:
        return None

    def found() -> dict[str, list[Knowledge]]:
        others = _known(project.stages(app.application), app)
        return {parameter.default: [app], **others} if parameter.default and others else others

    return Environments(found, compared, possible=True)


def _known(
    by_name: Mapping[str, Sequence[Application]], app: Knowledge
) -> dict[str, list[Knowledge]]:
    """What is known of an application in each environment; its code is read once."""
    return {
        name: [app if one is app.application else app.elsewhere(one) for one in applications]
        for name, applications in by_name.items()
    }


def _judged(control: AnyControl, app: Knowledge, project: Project) -> list[Verdict]:
    """What one control says; a control that crenel cannot run is told and hides no other."""
    try:
        return verdicts_of(control, app)
    except CrenelError:
        raise
    except Exception as error:  # noqa: BLE001 - the other controls still judge
        project.failed(app.application.file, error, f"at the control {control.name}")
        return []


def _worse(first: Verdict | None, second: Verdict) -> Verdict:
    """One template may be read in several stacks: the worst that is said of a resource counts."""
    if first is None or second.outcome.rank > first.outcome.rank:
        return second
    return first


def _count(coverage: Coverage, app: Knowledge, seen: set[str]) -> None:
    functions = app.all(Function)
    coverage.functions += len(functions)
    found = [code for one in functions if (code := app.code_of(one)) is not None]
    coded = [code for code in found if code.facts.modules]
    coverage.unread.extend(_unread_code(found))
    coverage.functions_with_code += len(coded)
    coverage.resources += app.application.resource_count
    coverage.entry_points += len(app.all(EntryPoint))
    read = {module.path for code in coded for module in code.facts.modules}
    seen.update(app.application.sources, read)
    coverage.files = len(seen)


def _unread_code(found: Iterable[Code]) -> Iterator[Unread]:
    """Code that could not be read, in whole or from a place on: one row for a file."""
    told: set[str] = set()
    for facts in (code.facts for code in found):
        read = {module.path for module in facts.modules}
        for problem in facts.problems:
            whole = problem.span is None or problem.open
            known = whole and problem.file in read and not problem.cut
            if problem.file in told or known:
                continue
            told.add(problem.file)
            line, column = (1, 1)
            if problem.span is not None:
                place = outward(problem.span)
                line, column = place.line, place.column
            yield Unread(file=problem.file, reason=problem.message, line=line, column=column)


def _close(
    coverage: Coverage, project: Project, files: dict[str, str], verdicts: Iterable[Verdict]
) -> None:
    for format_ in files.values():
        coverage.formats[format_] = coverage.formats.get(format_, 0) + 1
    open_ones = [one for one in verdicts if one.outcome is Outcome.UNDECIDED]
    coverage.undecided = len(open_ones)
    coverage.unknown_values = len(
        {(one.span.file, need) for one in open_ones for need in one.needs}
    )
    coverage.unread = list(dict.fromkeys([*project.unread, *coverage.unread]))
    coverage.defects = project.defects
