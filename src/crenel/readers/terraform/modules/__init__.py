"""Folders of configuration: what they declare, what it means in one deployment, what they make."""
