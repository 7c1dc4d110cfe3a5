"""What a run says, for people and for machines: one report, rendered in any of the formats."""
