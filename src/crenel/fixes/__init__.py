"""Verdicts -> edits that mend what a person wrote, each proved by reading it again.

A control that can be mended has a recipe beside it, ``name.toml``: for each type of resource the
properties to set. Comments, order and layout stay as they are.
"""
