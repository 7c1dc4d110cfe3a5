"""One file per provider; what a file declares in ``DETECTORS`` is found by being there."""
