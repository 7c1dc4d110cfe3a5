"""Sets of advisories, one file per kind of document, found by being here."""
