"""Variables that a runtime itself listens to.

Source: AWS Lambda Developer Guide, "Modifying the runtime environment"; the command-line
references of Node.js, Python, the JVM, .NET, Ruby, Perl and glibc. Read in 2026-11.
"""

from __future__ import annotations

import re

from crenel.dated import Dated, dated_by
from crenel.model.truth import Truth
from crenel.model.value import Value
from crenel.pattern import Pattern

_FILES = frozenset(
    {"LD_PRELOAD", "LD_AUDIT", "BASH_ENV", "DOTNET_STARTUP_HOOKS", "AWS_LAMBDA_EXEC_WRAPPER"}
)
"""Each names files of code."""
_PATHS = frozenset(
    {"PYTHONPATH", "PYTHONSTARTUP", "LD_LIBRARY_PATH", "NODE_PATH", "CLASSPATH", "PERL5LIB"}
    | {"RUBYLIB", "GEM_PATH"}
)
"""Each names folders that code is loaded from."""
_OPTIONS = frozenset({"NODE_OPTIONS", "JAVA_TOOL_OPTIONS", "RUBYOPT", "PERL5OPT", "_JAVA_OPTIONS"})
LOADERS = _FILES | _PATHS | _OPTIONS

_SEALED = Pattern(r"(?:/opt|/var/(?:task|runtime|lang)|/usr|/lib|/lib64|\$)(?:[/\w.${}:-]|$)")
_WRITABLE = Pattern(r"(?:^|[\s=:,;])/(?:tmp|mnt|dev/shm)(?:/|$|[\s:;])")
_DEBUGGER = Pattern(r"--inspect|-agentlib:jdwp|-Xrunjdwp|--debug-port")

_OFF = ("0", "false", "False", "no", "off", "none", "NONE", "CERT_NONE")
_ON = ("1", "true", "True", "yes", "on")
_WHEN_OFF = Pattern(
    r"(?:^|_)(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY|NPM_CONFIG_STRICT_SSL|STRICT_SSL"
    r"|(?:SSL|TLS|HTTPS|CERT|CERTIFICATE)_VERIFY|VERIFY_(?:SSL|TLS|HTTPS|CERTS?|CERTIFICATES?)"
    r"|REJECT_UNAUTHORIZED)$",
    re.IGNORECASE,
)
_WHEN_ON = Pattern(
    r"(?:^|_)(?:GIT_SSL_NO_VERIFY|(?:SSL|TLS)_(?:NO_VERIFY|SKIP_VERIFY|INSECURE)"
    r"|(?:SKIP|DISABLE|NO)_(?:SSL|TLS)_(?:VERIFY|VERIFICATION)|INSECURE_SKIP_VERIFY)$",
    re.IGNORECASE,
)


def loads_outside_code(name: str, value: Value) -> Truth:
    """Does the variable load code from a place that can be written, or open a debugger?"""
    if name in _FILES:
        return value.test(lambda scalar: any(not _sealed(one) for one in _parts(str(scalar))))
    if name in _PATHS:
        return value.test(lambda scalar: _WRITABLE.search(str(scalar)) is not None)
    return value.test(
        lambda scalar: bool(_DEBUGGER.search(str(scalar)) or _WRITABLE.search(str(scalar)))
    )


def tls_switch(name: str, value: Value) -> Truth | None:
    """Does the variable switch verification off? None where it is no such switch."""
    if _WHEN_OFF.search(name):
        return value.equals(*_OFF)
    return value.equals(*_ON) if _WHEN_ON.search(name) else None


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[:;\s]+", text) if part]


def _sealed(path: str) -> bool:
    return _SEALED.match(path) is not None


def dated() -> Dated:
    """Where this is from, and of which day."""
    return dated_by(
        "variables that runtimes listen to",
        "AWS Lambda Developer Guide, Modifying the runtime environment; the languages' references",
        "2026-11-24",
        __file__,
    )
