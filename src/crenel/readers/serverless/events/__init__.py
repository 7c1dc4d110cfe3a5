"""The events of functions: one small file for each kind, or a few that are alike."""
