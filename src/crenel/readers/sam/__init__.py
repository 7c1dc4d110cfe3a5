"""AWS SAM resources -> plain CloudFormation resources, keeping every line."""
