"""Secrets and settings: what stands in plain sight, and what switches protection off."""
