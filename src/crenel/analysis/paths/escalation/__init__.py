"""How an identity gets powers that it was not given; each way is one file in ``rules``."""
