"""Is it a secret? The name that holds it, what kind of text it is, how unusual, and where it stands."""
