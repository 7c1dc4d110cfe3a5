"""Java: how it is lowered, where its names lead, and what its calls answer."""
