"""The expressions of custom controls: the syntax of CEL, answered in three values.

CEL itself has two values and errors; a template has values that nobody can know yet. So what is
written like CEL is asked of the model's values here, and unknown stays unknown (docs/decisions).
"""
