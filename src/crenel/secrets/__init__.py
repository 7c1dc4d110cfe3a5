"""Credentials: finding leaked ones in whatever a serverless application is made of."""
