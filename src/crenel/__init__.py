"""Crenel: lifecycle security for serverless applications."""

__version__ = "0.1.0"
