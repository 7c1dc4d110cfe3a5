"""One output format a file: its name, less ``_format``, is what people type after ``--format``."""
