"""Taking secrets out of templates: the name of a stored secret stands where the secret stood."""
