"""The scorecard of practices, as people and programs read it."""
