"""Credentials that no provider shapes: told by the name that holds them, or by where they stand."""
