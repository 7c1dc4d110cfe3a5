"""``AWS::Serverless::Connector``: made last, when the resources that it connects are plain."""

from __future__ import annotations

from crenel.readers.sam.maker import Maker


def expand(maker: Maker) -> None:
    """Nothing yet: see ``connectors.find``."""
    del maker
