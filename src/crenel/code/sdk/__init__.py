"""Calls of the providers' SDKs and of network clients: what a function uses."""
