"""Yandex Cloud: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Yandex Cloud",
    docs="https://yandex.cloud/en/docs/iam/concepts/authorization/",
    revoke="Service account > Keys: delete it.",
)
DETECTORS = (
    _provider.token(
        "yandex-api-key", "an API key of Yandex Cloud", lit("AQVN"), run(URL_SAFE, 35, 38), wide="-"
    ),
    _provider.token(
        "yandex-access-key",
        "a static access key of Yandex Cloud",
        lit("YCAJE"),
        run(URL_SAFE, 20),
        wide="-",
    ),
)
