"""The IAM language: its documents, what they decide, and how two of them compare."""
