"""Tencent Cloud: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Tencent Cloud",
    docs="https://www.tencentcloud.com/document/product/598/32675",
    revoke="CAM > API keys: disable and delete it; read CloudAudit.",
)
DETECTORS = (
    _provider.token(
        "tencent-secret-id",
        "a secret id of Tencent Cloud",
        lit("AKID"),
        run(ALNUM, 32),
        confidence=0.85,
    ),
    _provider.near(
        "tencent-secret-key", "a secret key of Tencent Cloud", ("tencent", "qcloud"), run(ALNUM, 32)
    ),
)
