"""Calls of the AWS SDKs for Java; loaded when a file of Java is read."""
