"""Bytes -> a tree of nodes with their places. Knows nothing of clouds; budgets live here."""
