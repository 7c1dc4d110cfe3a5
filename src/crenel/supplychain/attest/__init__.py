"""What somebody vouches for with a key: signed statements about an artifact, and their judges."""
