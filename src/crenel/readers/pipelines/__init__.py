"""Pipelines -> the jobs of them that act in a cloud account, and what those are given.

A pipeline describes no resources; what it holds of the application is who deploys it, with which
credentials, and whose code runs beside these. One file per system.
"""
