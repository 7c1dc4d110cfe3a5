"""GitLab: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run
from crenel.secrets.verification.endpoint import header

_provider = Provider(
    "GitLab",
    docs="https://docs.gitlab.com/security/tokens/",
    revoke="User settings > Access tokens (or the project's): revoke it; look at the audit events; make a new one of fewer scopes.",
)
DETECTORS = (
    _provider.token(
        "gitlab-token",
        "an access token of GitLab",
        lit(
            "glpat-",
            "gldt-",
            "glrt-",
            "glcbt-",
            "glptt-",
            "glft-",
            "glimt-",
            "glagent-",
            "glsoat-",
            "glffct-",
        ),
        run(URL_SAFE, 20, 300),
        confidence=0.95,
        verify=header(
            "https://gitlab.com/api/v4/user", "PRIVATE-TOKEN", refused=frozenset(), only=("glpat-",)
        ),
    ),
    _provider.token(
        "gitlab-runner-registration",
        "a registration token of GitLab runners",
        lit("GR1348941"),
        run(URL_SAFE, 20),
        confidence=0.95,
    ),
)
