"""What is told of attestations."""
