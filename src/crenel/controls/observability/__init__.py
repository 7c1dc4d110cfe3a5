"""What is recorded, for how long, and who else reads it."""
