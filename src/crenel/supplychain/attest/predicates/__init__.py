"""The kinds of statements that are understood; a file each, found by being there."""
