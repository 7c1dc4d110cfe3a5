"""Which libraries are in which function: manifests, artifacts, layers and runtime, as one list."""
