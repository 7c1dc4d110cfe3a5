"""The libraries of an application compared with advisories and a licence policy; fails closed."""
