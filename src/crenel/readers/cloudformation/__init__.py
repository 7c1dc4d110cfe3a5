"""CloudFormation templates -> resources whose properties are values."""
