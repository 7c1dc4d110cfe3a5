"""Modules of the registry that are not at hand: their documented inputs, made into resources.

What a module makes of its inputs is read from its documentation; what it adds without being told
is not guessed, beyond what its documentation says that it always makes. One file per module; the
call's address stands for the module's main resource, ``#role`` and the like for the others.
"""
