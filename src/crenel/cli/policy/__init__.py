"""``crenel policy VERB``: questions about IAM documents."""

VERBS = {
    "decide": "what becomes of a request under given policies",
    "compare": "whether one policy allows more than another, and which request shows it",
    "who": "who in an application may perform an action on a resource",
}
"""Every sub-verb and its line of help; its module stands beside this file."""
