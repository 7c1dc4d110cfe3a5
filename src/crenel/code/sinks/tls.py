"""Certificates that are not verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.code.facts import Tainted
from crenel.code.hooks import CallView, assigns, calls, entries, sink
from crenel.code.values import Code, Known, Path, Value, literal

if TYPE_CHECKING:
    from crenel.code.run import Run
    from crenel.code.syntax import Step

KIND = "tls-not-verified"
_OFF = "the server's certificate is not verified"


@calls("requests.", "httpx.", "boto3.", "aiohttp.", "urllib3.")
def _client(view: CallView) -> None:
    verify = view.argument(None, "verify", "verify_ssl", "ssl")
    if isinstance(verify, Known) and verify.value is False:
        view.sink(KIND, f"{view.name}: {_OFF}", Tainted.YES)
    elif verify is not None and not isinstance(verify, Known) and not _authority(verify):
        view.sink(KIND, f"{view.name}: a variable decides about verification", Tainted.UNKNOWN)
    requirement = view.argument(None, "cert_reqs")
    if literal(requirement) == "CERT_NONE" or _is_none(requirement):
        view.sink(KIND, f"{view.name}: {_OFF}", Tainted.YES)


@calls("ssl._create_unverified_context", "ssl._create_stdlib_context")
def _context(view: CallView) -> None:
    view.sink(KIND, f"{view.name}(): {_OFF}", Tainted.YES)


def _authority(value: Value) -> bool:
    """A constant of some module, or a file of authorities: verification stays on."""
    if not isinstance(value, Path):
        return False
    return not value.sites or value.name.startswith(("certifi.", "ssl."))


def _is_none(value: Value | None) -> bool:
    return isinstance(value, Path) and value.name == "ssl.CERT_NONE"


@assigns("verify_mode")
def _mode(run: Run, step: Step, value: Value) -> None:
    if _is_none(value):
        sink(run, step, KIND, f"verify_mode = CERT_NONE: {_OFF}", Tainted.YES)


@assigns("check_hostname", "verify")
def _flag(run: Run, step: Step, value: Value) -> None:
    if literal(value) is False and isinstance(value, Known):
        sink(run, step, KIND, _OFF, Tainted.YES)


@assigns("_create_default_https_context")
def _default(run: Run, step: Step, value: Value) -> None:
    if isinstance(value, Path) and value.name == "ssl._create_unverified_context":
        sink(run, step, KIND, f"for all of urllib, {_OFF}", Tainted.YES)


@assigns("NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONHTTPSVERIFY")
def _variable(run: Run, step: Step, value: Value) -> None:
    off = str(literal(value)) == "0"
    answer = Tainted.YES if off else Tainted.NO if isinstance(value, Known) else Tainted.UNKNOWN
    sink(run, step, KIND, f"for the whole process, {_OFF}", answer)


@entries("rejectUnauthorized")
def _entry(run: Run, step: Step, value: Value) -> None:
    if isinstance(value, Known):
        if value.value is False:
            sink(run, step, KIND, f"rejectUnauthorized is false: {_OFF}", Tainted.YES)
    else:
        sink(run, step, KIND, "a variable decides about verification", Tainted.UNKNOWN)


@calls("org.apache.http.conn.ssl.NoopHostnameVerifier", "org.apache.http.conn.ssl.TrustAllStrategy")
@calls("org.apache.hc.client5.http.ssl.NoopHostnameVerifier")
@calls("io.netty.handler.ssl.util.InsecureTrustManagerFactory")
@calls("org.apache.hc.client5.http.ssl.TrustAllStrategy")
def _java(view: CallView) -> None:
    view.sink(KIND, f"{view.method}: {_OFF}", Tainted.YES)


@calls(".setHostnameVerifier", ".setSSLHostnameVerifier", ".hostnameVerifier")
@calls("javax.net.ssl.HttpsURLConnection.setDefaultHostnameVerifier")
def _verifier(view: CallView) -> None:
    """A verifier that says yes to every name, or a library's that does."""
    value = view.argument(0)
    name = getattr(value, "name", "")
    never = isinstance(value, Code) and _answers_yes(view, value)
    if never or (isinstance(name, str) and "NoopHostnameVerifier" in name):
        view.sink(KIND, f"{view.method}: the server's name is not verified", Tainted.YES)


def _answers_yes(view: CallView, verifier: Code) -> bool:
    scope = view.run.program.scope(verifier.unit)
    scope.readers.add(view.run.scope)
    return scope.returned == Known(True)


@entries("InsecureSkipVerify")
def _go(run: Run, step: Step, value: Value) -> None:
    """crypto/tls.Config."""
    if isinstance(value, Known):
        if value.value is True:
            sink(run, step, KIND, f"InsecureSkipVerify is true: {_OFF}", Tainted.YES)
    else:
        sink(run, step, KIND, "a variable decides about verification", Tainted.UNKNOWN)


@assigns("InsecureSkipVerify")
def _go_assigned(run: Run, step: Step, value: Value) -> None:
    if literal(value) is True:
        sink(run, step, KIND, f"InsecureSkipVerify is true: {_OFF}", Tainted.YES)
