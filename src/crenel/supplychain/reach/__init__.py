"""Which libraries the code of a function leads to."""
