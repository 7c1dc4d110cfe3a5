"""PyPI: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "PyPI",
    docs="https://pypi.org/help/#apitoken",
    revoke="Account settings > API tokens: remove it; look at the security history and at the releases of your projects.",
)
DETECTORS = (
    _provider.token(
        "pypi-token",
        "an upload token of PyPI",
        lit("pypi-AgEIcHlwaS5vcmc", "pypi-AgENdGVzdC5weXBpLm9yZw"),
        run(URL_SAFE, 50, 400),
        confidence=0.98,
        wide="-",
    ),
)
