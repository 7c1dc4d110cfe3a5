"""How new versions take over, and with whose powers."""
