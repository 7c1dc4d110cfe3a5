"""A team's own controls, written in YAML: no programming, the same engine, the same verdicts."""
