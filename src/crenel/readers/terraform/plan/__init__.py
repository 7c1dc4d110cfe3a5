"""Plans: what `terraform show -json` says that Terraform would make."""
