"""What happens to an event that cannot be handled, and how far a flood reaches."""
