"""What was built: libraries as they lie in folders and archives. One file per kind of trace."""
