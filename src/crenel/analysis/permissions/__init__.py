"""What each function needs, what it is granted, what is too much and what is missing.

``table`` knows which actions an SDK operation asks for, ``asks`` applies it to calls in code, and
``platform`` to what the template wires. ``names`` writes resources as patterns to be compared,
``needs`` and ``grants`` are the two sides, ``judged`` holds them against each other, ``smallest``
writes the policy and ``proof`` says whether it is enough and no more. That operations and actions
stand here, not in ``code``, is on purpose: code tells what is called, the rest is AWS's.
"""
