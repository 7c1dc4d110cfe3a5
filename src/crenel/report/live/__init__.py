"""The report as live pages on the loopback: the same templates, made anew when files change."""
