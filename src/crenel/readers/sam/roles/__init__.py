"""Roles that SAM makes, and the policies in them."""
