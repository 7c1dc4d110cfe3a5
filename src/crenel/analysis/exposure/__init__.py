"""Who outside the application gets in where: callers, and the doors that are open to them."""
