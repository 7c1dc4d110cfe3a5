"""The map for other tools to draw: one file for each format, found by being there."""
