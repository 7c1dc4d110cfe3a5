"""Where data rests and how it travels: who can reach it, whether it can be read or lost."""
