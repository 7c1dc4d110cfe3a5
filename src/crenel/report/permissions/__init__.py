"""What functions need and are granted, as JSON and as a page for people."""
