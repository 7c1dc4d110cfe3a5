"""Attack paths: from who stands outside, step by step, to what they are after."""
