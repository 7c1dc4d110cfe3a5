"""What people and scripts see of inventories and audits."""
