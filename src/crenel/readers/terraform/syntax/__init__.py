"""Text -> expressions and blocks, each with its place. Nothing is evaluated here."""
