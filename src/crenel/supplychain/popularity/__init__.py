"""Which names are the most used, and which others look like them."""
