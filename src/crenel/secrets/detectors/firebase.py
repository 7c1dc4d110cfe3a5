"""Firebase: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Firebase",
    docs="https://firebase.google.com/docs/cloud-messaging",
    revoke="Firebase console > Project settings > Cloud Messaging: delete the server key and move to the HTTP v1 API.",
)
DETECTORS = (
    _provider.token(
        "firebase-server-key",
        "a server key of Firebase Cloud Messaging",
        lit("AAAA"),
        run(URL_SAFE, 7),
        lit(":APA91b"),
        run(URL_SAFE, 120, 180),
        confidence=0.95,
        wide="-",
    ),
)
