"""All claims of a run: of the configuration, of comments, of ``Metadata``."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Function
from crenel.model.verdict import Warning  # noqa: A004 - the model's word
from crenel.triage.claim import Claim, Found
from crenel.triage.config import Config
from crenel.triage.inline import claims_in
from crenel.triage.metadata import from_metadata


class Claims:
    """Collects while applications pass by."""

    def __init__(self, config: Config) -> None:
        self._found = Found(claims=config.accept)

    def gather(self, app: Knowledge) -> None:
        """What an application's templates and code accept."""
        application = app.application
        coded = (app.code_of(function) for function in app.all(Function))
        modules = {
            module.path: module
            for code in coded
            if code is not None
            for module in code.facts.modules
        }
        others = [module for path, module in modules.items() if path not in application.sources]
        self._found += claims_in(application, others)
        for origin, value in application.metadata:
            self._found += from_metadata(value, origin.address, origin.span)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is accepted."""
        return self._found.claims

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """What tries to accept something and does not."""
        return self._found.warnings
