"""Source frames: the lines a verdict rests on, with carets under what decided."""
