"""The OpenAPI documents, stages and domains of SAM's APIs."""
