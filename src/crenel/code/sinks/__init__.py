"""Dangerous calls and values, one file for each kind: a new file here is found by itself."""
