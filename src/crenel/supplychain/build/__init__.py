"""From a function of the model to the artifact that is deployed: the same bytes for the same input.

Nothing of the project is run: libraries come as wheels and as npm packages without their scripts.
"""
