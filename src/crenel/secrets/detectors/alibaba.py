"""Alibaba Cloud: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Alibaba Cloud",
    docs="https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair",
    revoke="RAM > Users > AccessKey: disable and delete it; read ActionTrail.",
)
DETECTORS = (
    _provider.token(
        "alibaba-access-key",
        "an access key id of Alibaba Cloud",
        lit("LTAI"),
        run(ALNUM, 16, 20),
        confidence=0.85,
    ),
    _provider.near(
        "alibaba-secret-key",
        "an access key secret of Alibaba Cloud",
        ("aliyun", "alibaba", "alicloud"),
        run(ALNUM, 30),
    ),
)
