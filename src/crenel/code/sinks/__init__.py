"""Dangerous calls and values, one file for each kind. A new file here is all that a new one needs."""
