"""Calls of the AWS SDKs for Go; loaded when a file of Go is read."""
