"""AWS's signature, version 4, for the one call that every valid key may make.

Source: IAM User Guide, "Create a signed AWS API request"; GetCallerIdentity needs no permission.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from crenel.secrets.verification.endpoint import Endpoint

BODY = b"Action=GetCallerIdentity&Version=2011-06-15"
_HOST, _REGION, _SERVICE = "sts.amazonaws.com", "us-east-1", "sts"
_TYPE = "application/x-www-form-urlencoded; charset=utf-8"
_ALGORITHM = "AWS4-HMAC-SHA256"
_SIGNED = "content-type;host;x-amz-date"


def signed(secret: str, key_id: str, now: datetime | None = None) -> Mapping[str, str]:
    """The headers of a call in the name of a key."""
    moment = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    day = moment[:8]
    scope = f"{day}/{_REGION}/{_SERVICE}/aws4_request"
    canonical = "\n".join(
        (
            "POST",
            "/",
            "",
            f"content-type:{_TYPE}\nhost:{_HOST}\nx-amz-date:{moment}\n",
            _SIGNED,
            sha256(BODY).hexdigest(),
        )
    )
    told = f"{_ALGORITHM}\n{moment}\n{scope}\n{sha256(canonical.encode()).hexdigest()}"
    key = f"AWS4{secret}".encode()
    for word in (day, _REGION, _SERVICE, "aws4_request"):
        key = hmac.new(key, word.encode(), sha256).digest()
    signature = hmac.new(key, told.encode(), sha256).hexdigest()
    return {
        "Content-Type": _TYPE,
        "Host": _HOST,
        "X-Amz-Date": moment,
        "Authorization": f"{_ALGORITHM} Credential={key_id}/{scope}, "
        f"SignedHeaders={_SIGNED}, Signature={signature}",
    }


CALLER = Endpoint(
    url=f"https://{_HOST}/",
    headers=signed,
    method="POST",
    body=BODY,
    needs="aws-access-key-id",
    refused=frozenset({403}),
)
