"""Hashes of passwords in files that log people in: shadow, htpasswd, LDIF (crypt(5), RFC 2307).

A hash is no password, and a machine tries a million words a second against the older kinds. Only
whole lines of such a file are told: a hash in a program may be anything.
"""

from __future__ import annotations

from random import Random

from crenel.secrets.detector import Detector
from crenel.secrets.judgement import shaped
from crenel.secrets.shape import ALNUM
from crenel.secrets.text import Candidate, Judged

_BASE64 = "[./0-9A-Za-z]"
_CRYPT = (
    rf"\$(?:1|5|6|apr1|md5)\$(?:rounds=\d{{4,9}}\$)?{_BASE64}{{1,16}}\${_BASE64}{{22,86}}"
    rf"|\$2[abxy]\$\d\d\${_BASE64}{{53}}|\$(?:7|y|gy)\${_BASE64}{{1,16}}\${_BASE64}{{1,86}}\${_BASE64}{{43}}"
    r"|\{(?:SSHA|SHA|SMD5|MD5)(?:256|512)?\}[0-9A-Za-z+/]{22,140}={0,2}"
)
_SURE = 0.85


def judge(one: Candidate) -> Judged | None:
    """Any that is no mark."""
    if shaped.is_mark(one.value.rpartition("$")[2]):
        return None
    return Judged(_SURE, ("a line of a password file",))


def _example(random: Random) -> str:
    salt, rest = ("".join(random.choices(ALNUM, k=size)) for size in (16, 86))
    return f"ada:$6${salt}${rest}:19000:0:99999:7:::"


DETECTORS = (
    Detector(
        name="password-hash",
        provider="",
        title="the hash of a password in a password file",
        pattern=rf"(?m:^)(?:[\w.@+-]{{1,64}}:|userPassword::?[ \t]*)(?:\{{CRYPT\}})?({_CRYPT})(?::|\s|$)",
        keywords=(
            "$1$",
            "$5$",
            "$6$",
            "$7$",
            "$y$",
            "$gy$",
            "$2",
            "$apr1$",
            "$md5$",
            "sha",
            "md5}",
        ),
        docs="https://man7.org/linux/man-pages/man5/crypt.5.html",
        revoke="Change the password wherever it is used, keep the file out of the repository, and"
        " look at who logged in.",
        judge=judge,
        example=_example,
    ),
)
