"""Attack paths and blast radius as text and as JSON."""
