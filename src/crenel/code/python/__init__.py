"""Python: how it is lowered, and where its imports lead."""
