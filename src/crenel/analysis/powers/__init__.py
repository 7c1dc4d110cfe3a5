"""May this identity do that to this thing? Asked of statements as templates write them.

Every answer is a :class:`~crenel.model.truth.Truth`: denies, boundaries and conditions are
honoured, and what cannot be known stays unknown and names what would decide.
"""
