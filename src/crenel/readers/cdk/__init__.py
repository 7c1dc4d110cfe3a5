"""CDK cloud assemblies (``cdk.out``): templates with what the assembly knows beside them."""
