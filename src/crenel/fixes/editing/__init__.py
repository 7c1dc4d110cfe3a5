"""Changing a text where it stands: an edit replaces one stretch, everything else stays."""
