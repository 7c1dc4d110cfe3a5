"""What a serverless application is: values, spans, entities, verdicts. No input or output here."""
