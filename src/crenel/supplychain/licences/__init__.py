"""Under which licence a library may be used, as far as it can be known."""
