"""From the flags of an analysing verb to a report: configuration, survey, triage."""

from __future__ import annotations

import argparse
import gc
import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crenel.cli.configuring import configured, options
from crenel.cli.inputs import Inputs
from crenel.cli.naming import names
from crenel.cli.progress import Progress
from crenel.controls.catalogue import AnyControl, by_name, catalogue, chosen, recipe_path
from crenel.controls.survey import Survey, Watcher, survey
from crenel.fixes.generated import Generated
from crenel.fixes.plan import marked
from crenel.fixes.recipe import Recipe, read, types_of
from crenel.model.verdict import Report, Verdict, Warning  # noqa: A004 - the model's word
from crenel.readers.project import project, root_folder
from crenel.readers.root import Root
from crenel.triage.acceptance import apply
from crenel.triage.gathering import Claims

if TYPE_CHECKING:
    from crenel.report.paths.found import Gatherer


class Run:
    """One run of an analysing verb."""

    def __init__(
        self,
        args: argparse.Namespace,
        *,
        gatherer: Gatherer | None = None,
        before: Gatherer | None = None,
    ) -> None:
        self.args = args
        self.today: date = args.today or date.today()  # noqa: DTZ011 - where the person is
        self.paths: list[Path] = args.path
        self.config = configured(args)
        self._claims = Claims(self.config)
        self._partial = not (len(self.paths) == 1 and self.paths[0].is_dir())
        self._skipped: list[Warning] = []
        self._paths = gatherer
        self._paths_before = before
        self._generated = Generated()
        self._options = options(args, self.config)
        self._inputs = Inputs(self._options.parameters)

    def report(self) -> Report:
        """What is found, with what a person accepted and what was known before."""
        controls = self._controls()
        found = self._survey(self.paths, controls, self._claims)
        verdicts, warnings = apply(
            self.config.weighed(found.verdicts),
            self._claims.claims,
            self.today,
            names(),
            judged={control.name for control in controls},
            files=self._claims.files if self._partial else None,
        )
        verdicts = marked(verdicts, mended_types, self._generated)
        report = Report(
            root=root_folder(self.paths).as_posix(),
            today=self.today.isoformat(),
            coverage=found.coverage,
            verdicts=verdicts,
            warnings=(*self._claims.warnings, *warnings),
            decided=self.config.decisions(),
        )
        if self._paths is not None:
            from crenel.report.paths.notes import notes

            report = msgspec.structs.replace(report, paths=notes(self._paths.found()))
            self._paths = None
        compared = self._compared(report, controls)
        told = (*report.warnings, *self._inputs.warnings(), *self._skipped)
        return msgspec.structs.replace(compared, warnings=told)

    def verdicts(
        self, root: Callable[[Path], Root], *, watch: Iterable[Watcher] = ()
    ) -> tuple[Verdict, ...]:
        """The verdicts where files hold what ``root`` reads; ``watch`` sees each application."""
        read = project(self.paths, self._options, root)
        found = survey(
            read, self._controls(), self.today, watch=watch, compared=self._compared_names()
        )
        return self.config.weighed(found.verdicts)

    def _controls(self) -> tuple[AnyControl, ...]:
        wanted: list[str] = getattr(self.args, "control", [])
        controls = chosen(wanted)
        if wanted:
            return controls
        return tuple(control for control in controls if self.config.enabled(control.name))

    def _compared_names(self) -> frozenset[str]:
        """What is switched off is not compared between environments either."""
        return frozenset(one.name for one in catalogue() if self.config.enabled(one.name))

    def _survey(
        self, paths: list[Path], controls: tuple[AnyControl, ...], claims: Claims
    ) -> Survey:
        # What is loaded stays: the collector need not look at it again after each application.
        gc.freeze()
        progress = Progress(quiet=self.args.quiet > 0)
        read = project(paths, self._options)
        try:
            watch = [progress.saw, claims.gather, self._inputs.gather, self._generated.gather]
            if self._paths is not None:
                watch.append(self._paths.gather)
            return survey(read, controls, self.today, watch=watch, compared=self._compared_names())
        finally:
            progress.close()

    def _compared(self, report: Report, controls: tuple[AnyControl, ...]) -> Report:
        """The report beside a baseline or an older revision, if one was named."""
        against = _against(self.args)
        if not against:
            return report
        from crenel.triage import baseline

        before = (
            baseline.read(Path(against))
            if getattr(self.args, "baseline", None)
            else baseline.rows(self._before(against, controls))
        )
        comparison = baseline.compare(before, report.verdicts)
        return msgspec.structs.replace(
            report,
            compared_with=against,
            known_before=comparison.known_before,
            fixed_since=comparison.fixed,
            gone=comparison.gone,
        )

    def _before(self, revision: str, controls: tuple[AnyControl, ...]) -> tuple[Verdict, ...]:
        from crenel.triage.since import since

        folder = root_folder(self.paths)
        with since(folder, revision) as old:
            self._skipped.extend(
                Warning(message=f"{path} of {revision} was not compared: {why}", file=path)
                for path, why in old.skipped
            )
            inside = [old.folder / os.path.relpath(path, folder) for path in self.paths]
            present = [path for path in inside if path.exists()]
            if not present:
                return ()
            self._paths = self._paths_before
            found = self._survey(present, controls, Claims(self.config))
        return self.config.weighed(found.verdicts)


def recipe_of(control: str) -> Recipe | None:
    """How findings of a control are mended, where there is a recipe."""
    return read(recipe_path(by_name()[control]))


def mended_types(control: str) -> frozenset[str]:
    """The types of resource in which findings of a control are mended."""
    return types_of(recipe_path(by_name()[control]))


def _against(args: argparse.Namespace) -> str:
    named = getattr(args, "baseline", None)
    return str(named) if named else str(getattr(args, "since", "") or "")
