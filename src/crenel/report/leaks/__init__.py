"""Leaked credentials, told: for people, for scripts, for code hosts. Never a value."""
