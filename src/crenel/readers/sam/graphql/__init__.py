"""What a GraphQL API stands for beside the API itself."""
