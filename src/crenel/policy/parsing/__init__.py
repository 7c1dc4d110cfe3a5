"""Documents of any origin (JSON, YAML, a template's tree as plain Python) -> Policy."""

from crenel.policy.parsing.document import parse

__all__ = ["parse"]
