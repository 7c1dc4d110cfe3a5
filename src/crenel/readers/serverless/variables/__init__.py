"""``${source:address, fallback}``: the framework's variables, read without running."""
