"""Asking providers whether a credential works: only when a person says so, and only by reading."""
