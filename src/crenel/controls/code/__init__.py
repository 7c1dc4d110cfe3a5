"""What the code of a function does with what it is sent."""
