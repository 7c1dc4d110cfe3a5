"""What people decide about findings: configuration, accepted risks, baselines, older revisions."""
