"""Verdicts -> the scorecard of practices: what is done, what is not, and what nobody looked at.

One practice is one file in ``catalogue/``, named by its id; a control names the practices that it
is evidence for. A team adds its own practices in its configuration.
"""
