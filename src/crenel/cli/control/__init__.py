"""``crenel control VERB``: a team's own controls."""

VERBS = {
    "test": "try custom controls on their own examples",
}
"""Every sub-verb and its line of help; its module stands beside this file."""
