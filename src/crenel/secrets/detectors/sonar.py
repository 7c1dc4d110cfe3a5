"""SonarQube: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "SonarQube",
    docs="https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/",
    revoke="My account > Security: revoke it.",
)
DETECTORS = (
    _provider.token(
        "sonarqube-token",
        "a token of SonarQube",
        lit("squ_", "sqp_", "sqa_"),
        run(HEX, 40),
        confidence=0.97,
    ),
    _provider.near("sonarqube-token-old", "a token of SonarQube", ("sonar",), run(HEX, 40)),
)
