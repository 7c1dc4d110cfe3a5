"""One mapper per provider vocabulary: resources of that vocabulary -> entities of the model."""
