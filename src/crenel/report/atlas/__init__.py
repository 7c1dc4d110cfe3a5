"""The application as crenel understands it: the whole model as JSON, or a page of text."""
