"""``crenel advisories VERB``: the store of known vulnerabilities."""

VERBS = {
    "import": "take sets of advisories from files, folders and zip archives",
    "update": "fetch advisories in the OSV format (uses the network)",
    "status": "what the store holds, and how old it is",
}
"""Every sub-verb and its line of help; its module stands beside this file."""
