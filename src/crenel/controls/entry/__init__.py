"""Who is let in: function URLs, routes, permissions, user directories."""
