"""PyYAML as it is used here: libyaml's events. The patterns of its pure half are not compiled."""

from __future__ import annotations

from crenel.pattern import compiled_when_asked

with compiled_when_asked():
    import yaml
    from yaml import CSafeLoader
    from yaml.error import Mark

__all__ = ["CSafeLoader", "Mark", "yaml"]
