"""Files in which command-line clients keep their logins: npm, netrc, Docker, PostgreSQL, curl."""

from __future__ import annotations

from base64 import b64encode
from random import Random

from crenel.secrets.detector import Detector, Judge
from crenel.secrets.judgement import shaped
from crenel.secrets.judgement.kinds import no_secret
from crenel.secrets.judgement.looks import random_looking
from crenel.secrets.shape import ALNUM
from crenel.secrets.structure.decodable import login
from crenel.secrets.text import Candidate, Judged

_REVOKE = (
    "Log out and revoke the login at the service, then log in anew; keep the file out of the"
    " repository and out of packages."
)
_SURE, _LIKELY = 0.95, 0.85


def _real(one: Candidate) -> bool:
    return not (no_secret(one.value) or shaped.is_mark(one.value))


def judge_file(one: Candidate) -> Judged | None:
    """Whatever stands there and is no reference."""
    return Judged(_SURE, ("a client's login file",)) if _real(one) else None


def judge_docker(one: Candidate) -> Judged | None:
    """A login in base64, or something random where one should be."""
    if login(one.value):
        return Judged(_SURE, ("decodes to a login",))
    random = random_looking(one.value) and _real(one)
    return Judged(_LIKELY, ("an auth entry of a registry",)) if random else None


def judge_command(one: Candidate) -> Judged | None:
    """A password that no one would take for an example."""
    if not _real(one) or not random_looking(one.value):
        return None
    return Judged(_LIKELY, ("a login on a command line",))


def _detector(
    name: str, title: str, pattern: str, keywords: tuple[str, ...], judge: Judge, *, line: str
) -> Detector:
    def example(random: Random) -> str:
        secret = "".join(random.choice(ALNUM) for _ in range(24))
        return line.replace("SECRET", secret).replace(
            "LOGIN", b64encode(f"shop:{secret}".encode()).decode()
        )

    return Detector(
        name=name,
        provider="",
        title=title,
        pattern=pattern,
        keywords=keywords,
        revoke=_REVOKE,
        judge=judge,
        example=example,
        strong=False,
    )


DETECTORS = (
    _detector(
        "npmrc-auth",
        "a login of a package registry in .npmrc",
        r"(?:^|[\s:])_(?:authToken|auth|password)[ \t]*=[ \t]*[\"']?([^\s\"'$]{8,})",
        ("_authtoken", "_auth=", "_auth =", "_password=", "_password ="),
        judge_file,
        line="//registry.npmjs.org/:_authToken=SECRET",
    ),
    _detector(
        "netrc-password",
        "a password in a .netrc file",
        r"\b(?:machine[ \t\r\n]+\S+|default)[ \t\r\n]+login[ \t\r\n]+\S+[ \t\r\n]+password[ \t\r\n]+([^\s\"']{4,})",
        ("login ", "login\n", "login\t", "login\r"),
        judge_file,
        line="machine api.internal login ada password SECRET",
    ),
    _detector(
        "docker-registry-auth",
        "a registry login of a Docker configuration",
        r"\"auth\\?\"[ \t]*:[ \t]*\\?\"([A-Za-z0-9+/=\-_]{8,})\\?\"",
        ('"auth',),
        judge_docker,
        line='{"auths": {"registry.internal": {"auth": "LOGIN"}}}',
    ),
    _detector(
        "pgpass-password",
        "a password in a .pgpass file",
        r"(?m:^)[\w.*\-]+:(?:\d{2,5}|\*):[\w.*\-]+:[\w.*\-]+:([^\s:]{4,})(?m:$)",
        (":5432:", ":*:"),
        judge_file,
        line="db.internal:5432:orders:shop:SECRET",
    ),
    _detector(
        "curl-login",
        "a login on the command line of curl",
        r"\bcurl\b[^\r\n|;]{0,300}?[ \t](?:-u|--user)[ \t=]*[\"']?[^\s:\"']*:([^\s\"'@:$]{4,})",
        ("curl",),
        judge_command,
        line="curl -u shop:SECRET https://api.internal/orders",
    ),
    _detector(
        "mysql-command-password",
        "a password on the command line of MySQL",
        r"\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\r\n|;]{0,200}?[ \t]-p([^\s\"'$;|]{4,})",
        ("mysql", "mariadb"),
        judge_command,
        line="mysql -u root -pSECRET orders",
    ),
    _detector(
        "sql-password",
        "a password in an SQL statement",
        r"(?i:\bidentified[ \t]+(?:with[ \t]+\w+[ \t]+)?by|\bwith[ \t]+password)[ \t]+[\"']([^\"'\r\n]{4,})[\"']",
        ("identified ", "with password"),
        judge_command,
        line="CREATE USER shop IDENTIFIED BY 'SECRET'",
    ),
)
