"""The parts of a SARIF run."""
