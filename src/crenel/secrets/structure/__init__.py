"""Credentials that can be told by their build: checksums, encodings, keys that parse."""
