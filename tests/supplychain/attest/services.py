"""The tests' instance as services: an authority and a log that answer (Fulcio v2, Rekor v1)."""

from __future__ import annotations

import base64
import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography import x509
from tests.supplychain.attest.instance import ISSUER, PIPELINE, Instance, entry_body, pem


def token(**claims: Any) -> str:
    """An identity token as a pipeline gets one; only the authority looks at its signature."""
    now = int(datetime.now(UTC).timestamp())
    content = {
        "iss": ISSUER,
        "sub": PIPELINE,
        "aud": "sigstore",
        "iat": now - 5,
        "exp": now + 600,
        **claims,
    }

    def part(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    head = json.dumps({"alg": "HS256", "typ": "JWT"}).encode()
    return ".".join([part(head), part(json.dumps(content).encode()), part(b"not looked at")])


class Services:
    """Both services on one port of this machine."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.asked: list[str] = []
        self.lies = ""
        handler = type("Handler", (_Handler,), {"services": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def config(self) -> dict[str, Any]:
        """What signers are told: the trusted root, and where the services are."""
        service = {
            "url": self.address,
            "majorApiVersion": 1,
            "validFor": {"start": "2026-01-01T00:00:00Z"},
            "operator": "tests",
        }
        return {
            "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
            "trustedRoot": self.instance.trusted_root(),
            "signingConfig": {
                "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
                "caUrls": [service],
                "rekorTlogUrls": [service],
                "rekorTlogConfig": {"selector": "ANY"},
                "tsaConfig": {"selector": "ANY"},
            },
        }

    def answer(self, path: str, asked: dict[str, Any], bearer: str) -> dict[str, Any] | None:
        self.asked.append(path)
        if path == "/api/v2/signingCert":
            return self._certified(asked, bearer)
        if path == "/api/v1/log/entries":
            return self._logged(asked)
        return None

    def _certified(self, asked: dict[str, Any], bearer: str) -> dict[str, Any]:
        request = x509.load_pem_x509_csr(base64.b64decode(asked["certificateSigningRequest"]))
        claims = json.loads(base64.urlsafe_b64decode(bearer.split(".")[1] + "=="))
        at = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=30)
        key: Any = request.public_key()
        made = self.instance.certified(key, at, subject=claims["sub"], issuer=claims["iss"])
        chain = [pem(made), pem(self.instance.root)]
        return {"signedCertificateEmbeddedSct": {"chain": {"certificates": chain}}}

    def _logged(self, asked: dict[str, Any]) -> dict[str, Any]:
        proposed = asked["spec"]["proposedContent"]
        envelope = json.loads(proposed["envelope"])
        certificate = x509.load_pem_x509_certificate(base64.b64decode(proposed["verifiers"][0]))
        payload = base64.b64decode(envelope["payload"])
        signed = base64.b64decode(envelope["signatures"][0]["sig"])
        if self.lies:
            payload += b" "
        body = entry_body(payload, signed, certificate)
        return {"0" * 64: self.instance.log.entry(body, datetime.now(UTC))}


class _Handler(BaseHTTPRequestHandler):
    services: Services

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        bearer = (self.headers["Authorization"] or "").removeprefix("Bearer ")
        answer = self.services.answer(self.path, asked, bearer)
        data = json.dumps(answer).encode()
        self.send_response(404 if answer is None else 201)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass
