"""Where traffic goes, who can reach a store, and whether the way is encrypted."""
