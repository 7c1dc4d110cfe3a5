"""``crenel keys VERB``: keys to sign artifacts with."""

VERBS = {
    "new": "make a key pair, the private half encrypted",
    "show": "which key it is, and its public half",
}
"""Every sub-verb and its line of help; its module stands beside this file."""
