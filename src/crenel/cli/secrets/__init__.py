"""``crenel secrets VERB``: credentials that leaked."""

VERBS = {
    "scan": "find leaked credentials in files, archives and git history",
    "baseline": "write down today's findings, so that later scans tell what is new",
    "audit": "go through findings one by one, and write down what is accepted",
    "move": "take secrets out of templates: references stand where they stood",
    "explain": "what a detector finds, and what to do when one leaked",
}
"""Every sub-verb and its line of help; its module stands beside this file."""
