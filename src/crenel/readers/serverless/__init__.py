"""Serverless Framework services (v2, v3, v4) -> the resources that the framework would deploy."""
