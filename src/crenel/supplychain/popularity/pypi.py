"""From when the list of PyPI's most used names is."""

from __future__ import annotations

from crenel.dated import Dated, dated_by
from crenel.supplychain.component import Ecosystem
from crenel.supplychain.popularity.alike import file_of, known


def dated() -> Dated:
    """What dates the list; its first line says it."""
    list_ = known(Ecosystem.PYPI)
    day, source = (list_.day, list_.source) if list_ is not None else ("", "")
    return dated_by("the most used names of PyPI", source, day, file_of(Ecosystem.PYPI))
