"""Known vulnerabilities: a store in the OSV schema, filled from several kinds of sets."""
