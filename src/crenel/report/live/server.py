"""A server on the loopback, and nowhere else."""

from __future__ import annotations

import secrets
import socket

import uvicorn

from crenel.errors import UsageError
from crenel.report.html.links import Links
from crenel.report.live.app import application
from crenel.report.live.state import Live

LOOPBACK = "127.0.0.1"
_TOKEN_BYTES = 32
_MOST_AT_ONCE = 64


class Server:
    """Listens from the moment that it is made; ``serve`` answers until it is stopped."""

    def __init__(self, live: Live, links: Links, *, port: int = 0) -> None:
        self._socket = _listening(port)
        self.port: int = self._socket.getsockname()[1]
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self.address = f"http://{LOOPBACK}:{self.port}/{token}/"
        """What to open: whoever knows it reads the pages."""
        config = uvicorn.Config(
            application(live, links, token=token, port=self.port),
            log_level="error",
            access_log=False,
            lifespan="off",
            ws="none",
            http="h11",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_MOST_AT_ONCE,
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)

    def serve(self) -> None:
        """Answers until :meth:`stop`, or an interrupt."""
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Ends ``serve`` in another thread."""
        self._server.should_exit = True


def _listening(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((LOOPBACK, port))
        made.listen(_MOST_AT_ONCE)
    except (OSError, OverflowError) as error:
        made.close()
        what = f"port {port} of {LOOPBACK} cannot be had: {getattr(error, 'strerror', '') or error}"
        raise UsageError(what, "Give another with --port, or none") from None
    return made
