"""What people and lock files ask for: one file per format, found by being here."""
