"""Expressions -> values in three-valued logic, each with its place and how it came to be."""
