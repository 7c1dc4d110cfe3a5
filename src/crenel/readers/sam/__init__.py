"""AWS SAM resources -> plain CloudFormation resources, keeping lines."""
