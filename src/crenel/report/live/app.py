"""The application that answers: a page for each section, its JSON, and the files beside them."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from crenel.report.html.links import Links
from crenel.report.html.render import asset, context, environment
from crenel.report.live.documents import BY_SECTION
from crenel.report.live.guard import App, Guard, hosts
from crenel.report.live.state import Live, Snapshot

_STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript"}


def application(live: Live, links: Links, *, token: str, port: int) -> App:
    """What a server on ``port`` of the loopback runs; all of it lies below ``/TOKEN/``."""
    pages = Pages(live, links)
    routes: list[BaseRoute] = [
        Route(f"/{token}", pages.first),
        Route(f"/{token}/", pages.first),
        Route(f"/{token}/static/{{name}}", pages.static),
        Route(f"/{token}/{{section}}.json", pages.document),
        Route(f"/{token}/{{section}}.part", pages.part),
        Route(f"/{token}/{{section}}", pages.page),
    ]
    return Guard(Starlette(routes=routes), hosts=hosts(port), token=token)


class Pages:
    """The answers."""

    def __init__(self, live: Live, links: Links) -> None:
        self._live = live
        self._links = links

    def first(self, request: Request) -> Response:
        """To the first page, wherever the address ended."""
        token = request.url.path.strip("/").partition("/")[0]
        return RedirectResponse(f"/{token}/now")

    def page(self, request: Request) -> Response:
        """A section as a page of its own."""
        return self._rendered(request, "live.html.j2")

    def part(self, request: Request) -> Response:
        """What changed of a page since the state that the reader has; nothing where nothing did."""
        if request.query_params.get("since") == str(self._live.snapshot.number):
            return Response(status_code=204)
        return self._rendered(request, "live_part.html.j2")

    def document(self, request: Request) -> Response:
        """The JSON of a section."""
        make = BY_SECTION.get(request.path_params["section"])
        if make is None:
            return _missing()
        return Response(make(self._live.snapshot), media_type="application/json")

    def static(self, request: Request) -> Response:
        """The style, the script, and htmx."""
        name = request.path_params["name"]
        if name in ("style.css", "script.js"):
            return Response(asset(name), media_type=_TYPES[Path(name).suffix])
        if name == "htmx.min.js":
            text = (_STATIC / name).read_text(encoding="utf-8")
            return Response(text, media_type=_TYPES[".js"])
        return _missing()

    def _rendered(self, request: Request, template: str) -> Response:
        section, now = request.path_params["section"], self._live.snapshot
        if section not in BY_SECTION:
            return _missing()
        return Response(self._text(section, now, template), media_type="text/html")

    def _text(self, section: str, now: Snapshot, template: str) -> str:
        shown = [one.address for one in now.page.permissions]
        told = context(now.page, self._links, now.given.policies(shown))
        name = next(label for id_, label, _ in now.page.sections if id_ == section)
        made = environment().get_template(template)
        return made.render(**told, to=_to, section=section, section_name=name, now=now)


def _to(section: str, place: str = "") -> str:
    """Where a link leads here: each section is a page."""
    return f"{section}#{place}" if place else section


def _missing() -> Response:
    return PlainTextResponse("There is no such page.\n", status_code=404)
