"""The stages that a service file names."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.readers.serverless.recognise import Service
from crenel.readers.text.tree import MapNode, ScalarNode

DEFAULT_STAGE = "dev"
"""The framework's own, where neither a flag nor the file says one."""


def stages(service: Service) -> Iterator[str]:
    """Stages with parameters: the keys of ``params`` and ``stages`` but for ``default``."""
    for section in ("params", "stages"):
        node = service.root.get(section)
        for name in node.entries if isinstance(node, MapNode) else ():
            if name != "default" and "${" not in name:
                yield name


def default_stage(service: Service) -> str:
    """The stage of a run that names none, as far as the file writes it out."""
    provider = service.root.get("provider")
    node = provider.get("stage") if isinstance(provider, MapNode) else None
    written = node.text if isinstance(node, ScalarNode) else ""
    return written if written and "${" not in written else DEFAULT_STAGE
