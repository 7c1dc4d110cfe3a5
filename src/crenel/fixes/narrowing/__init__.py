"""The smallest policy of each function, written into its template in the template's own idiom.

``wanted`` says what is to be granted, ``resources`` how a resource is written there, ``fits`` which
policy templates of SAM say the same; ``sam``, ``cloudformation``, ``serverless`` and ``terraform``
write it; ``proof`` reads the result again and holds it against what is needed and granted today;
``narrow`` goes through all functions. Whatever is not proved is not written, and told.
"""
