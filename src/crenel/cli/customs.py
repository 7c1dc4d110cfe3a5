"""A team's own controls join those that crenel ships, for the run of one verb."""

from __future__ import annotations

from pathlib import Path


def adopt_customs(folder: Path, file: Path | None = None, *, no_config: bool = False) -> None:
    """Adopts what the configuration of a folder names. Raises UsageError."""
    from crenel.triage.customs import custom_sources

    sources = custom_sources(folder, file=file, no_config=no_config)
    if sources:
        from crenel.controls.catalogue import adopt
        from crenel.controls.custom.loading import all_customs

        adopt(all_customs(sources))
