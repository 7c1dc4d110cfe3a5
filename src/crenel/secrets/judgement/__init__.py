"""Is it a secret? By its name, its kind of text, how unusual it is, and where it stands."""
