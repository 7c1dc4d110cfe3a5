"""Box: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Box",
    docs="https://developer.box.com/guides/authentication/",
    revoke="Developer console > the app: reset the client secret.",
)
DETECTORS = (
    _provider.near(
        "box-client-secret",
        "a client secret of Box",
        ("box_client", "box_secret", "boxsdk"),
        run(ALNUM, 32),
    ),
)
