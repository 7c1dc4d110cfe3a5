"""Answers whose status is the same for yes and no: their JSON tells."""

from __future__ import annotations

import json


def slack(body: bytes) -> bool | None:
    """``{"ok": true}``, or false with an error that may be about something else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    if found.get("ok") is True:
        return True
    dead = {"invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed"}
    return False if found.get("error") in dead else None
