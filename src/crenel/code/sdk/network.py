"""Calls that leave for the network, and URLs that the sender chooses."""

from __future__ import annotations

import re

from crenel.code.facts import Outbound, Tainted
from crenel.code.hooks import CallView, calls
from crenel.code.values import Known, Mixed, Path, Record, Value, choices, mixed, taint, text_of
from crenel.pattern import Pattern

KIND = "server-side-request"
_HOST = Pattern(
    r"^(?:[a-z][a-z0-9+.-]*:)?//(?:[^/@?#]*@)?(\[[0-9a-f:.]+\]|[^/:?#{}]+)(?=[:/?#]|$)",
    re.IGNORECASE,
)
_METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "request", "stream")


@calls(
    *(
        f"{client}.{method}"
        for method in _METHODS
        for client in (
            "requests",
            "requests.Session()",
            "requests.session()",
            "httpx",
            "httpx.Client()",
            "httpx.AsyncClient()",
            "aiohttp.ClientSession()",
            "urllib3.PoolManager()",
            "urllib3",
            "axios",
            "axios.create()",
            "got",
            "superagent",
            "needle",
            "undici",
            "http",
            "https",
            "ky",
        )
    )
)
@calls(
    "urllib.request.urlopen",
    "urllib.request.Request",
    "urllib.request.urlretrieve",
    "urllib2.urlopen",
)
@calls(
    "fetch", "axios", "got", "node-fetch", "cross-fetch", "isomorphic-fetch", "undici.fetch", "ky"
)
@calls(
    "java.net.URL",
    "java.net.http.HttpRequest.newBuilder",
    "java.net.http.HttpRequest.builder().uri",
)
@calls("org.apache.http.client.methods.HttpGet", "org.apache.http.client.methods.HttpPost")
@calls("org.apache.hc.client5.http.classic.methods.HttpGet", "okhttp3.Request.builder().url")
@calls("org.apache.hc.client5.http.classic.methods.HttpPost", "okhttp3.Request.Builder().url")
@calls("org.springframework.web.client.RestTemplate().getForObject")
@calls("net/http.Get", "net/http.Post", "net/http.Head", "net/http.PostForm")
@calls("net/http.Client().Get", "net/http.Client().Post", "net/http.DefaultClient.Get")
@calls("request", "request-promise", "urllib3.PoolManager().urlopen", "wget.download")
def _client(view: CallView) -> None:
    url = _url(view)
    if url is None:
        return
    for one in choices(url):
        if isinstance(one, Path) and one.name.endswith("Request()"):
            continue  # the request was made before, and noted there
        _note(view, one)


def _url(view: CallView) -> Value | None:
    """By name; else the first argument, or the second after a method's name."""
    found = view.site.argument(None, "url", "fullurl")
    if found is None and view.site.positional:
        first = view.site.positional[0]
        verb = (
            isinstance(first, Known)
            and str(first.value).isupper()
            and len(view.site.positional) > 1
        )
        found = view.site.positional[1] if verb else first
    if isinstance(found, Record):
        return found.get("url") or found.get("uri") or found.get("hostname") or found.get("host")
    return found


@calls("net/http.NewRequest", "net/http.NewRequestWithContext")
def _go_request(view: CallView) -> None:
    """``http.NewRequest(method, url, body)``, with a context before it."""
    url = view.argument(2 if view.method.endswith("Context") else 1)
    if url is not None:
        _note(view, url)


@calls(
    "http.client.HTTPSConnection", "http.client.HTTPConnection", "smtplib.SMTP", "smtplib.SMTP_SSL"
)
@calls("ftplib.FTP", "socket.create_connection")
def _connection(view: CallView) -> None:
    host = view.argument(0, "host")
    if host is not None:
        text = text_of(host)
        known = text if isinstance(host, Known) else None
        _outbound(view, known, text)


def _note(view: CallView, url: Value) -> None:
    text = text_of(url)
    found = _HOST.match(text)
    host = found.group(1).lower() if found is not None else None
    if host is None and isinstance(url, Known) and "/" not in text:
        host = text.lower()
    _outbound(view, host, text)
    if host is None:
        view.sink(KIND, f"{view.name}() goes where a value says", _chosen(_leading(url)))


def _chosen(url: Value) -> Value | Tainted:
    """CloudFormation tells custom resources where to answer: that is no sender's choice."""
    return Tainted.NO if ".ResponseURL" in taint(url).path else url


def _outbound(view: CallView, host: str | None, url: str) -> None:
    run = view.run
    fact = Outbound(
        span=view.span,
        function=run.unit.qualified,
        reached=run.scope.reached,
        host=host,
        url=url[:200],
        client=view.name,
    )
    run.note(view.step, "outbound", fact)


def _leading(url: Value) -> Value:
    """Only what comes before the path decides where it goes."""
    if not isinstance(url, Mixed):
        return url
    kept: list[Value] = []
    for piece in url.pieces:
        kept.append(piece)
        rest = text_of(piece).partition("//")[2] or text_of(piece)
        if isinstance(piece, Known) and "/" in rest and len(kept) > 1:
            break
    return mixed(kept)
