"""``crenel policy VERB``: questions about IAM documents."""

VERBS: dict[str, str] = {}
"""Every sub-verb and its line of help; its module stands beside this file."""
