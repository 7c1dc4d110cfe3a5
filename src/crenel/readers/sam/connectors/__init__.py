"""Connectors: what lets one resource use another."""
