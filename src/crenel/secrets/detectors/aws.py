"""AWS: credentials and what to do when one leaked."""

from __future__ import annotations

import msgspec

from crenel.secrets.detector import Provider
from crenel.secrets.judgement import shaped
from crenel.secrets.shape import BASE64, UPPER_ALNUM, lit, run
from crenel.secrets.structure import aws
from crenel.secrets.text import Candidate, Judged
from crenel.secrets.verification.signed import CALLER

_provider = Provider(
    "AWS",
    docs="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
    revoke="IAM > Users > Security credentials: deactivate the key, then delete it; look in CloudTrail for what it did; rotate what it could read.",
)
_ALONE = 0.4


def judge_temporary(one: Candidate) -> Judged | None:
    """Logs are full of them; the secret and the session token beside it are what opens a door."""
    if shaped.is_mark(one.value) or aws.key_id(one.value) is None:
        return None
    return Judged(_ALONE, ("an id, valid for hours, that opens nothing by itself",))


DETECTORS = (
    _provider.token(
        "aws-access-key-id",
        "an AWS access key id",
        lit("AKIA"),
        run(UPPER_ALNUM, 16),
        check=aws.key_id,
        confidence=0.85,
    ),
    msgspec.structs.replace(
        _provider.token(
            "aws-temporary-key-id",
            "the id of a temporary AWS key",
            lit("ASIA"),
            run(UPPER_ALNUM, 16),
            identifier=True,
        ),
        judge=judge_temporary,
    ),
    _provider.near(
        "aws-secret-access-key",
        "an AWS secret access key",
        ("secret_access_key", "secretaccesskey", "aws_secret_key", "awssecretkey", "aws_secret"),
        run(BASE64, 40),
        verify=CALLER,
    ),
    _provider.near(
        "aws-session-token",
        "an AWS session token",
        ("session_token", "sessiontoken", "security_token"),
        run(BASE64 + "=", 100, 900),
    ),
)
