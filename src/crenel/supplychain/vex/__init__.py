"""What somebody says of vulnerabilities in a product: VEX statements, read and held against."""
