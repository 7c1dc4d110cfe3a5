"""Finding quickly: which keywords a text holds, then only the patterns that these belong to."""
