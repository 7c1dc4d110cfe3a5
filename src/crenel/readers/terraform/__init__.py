"""Terraform: folders of HCL or JSON -> resources, and the plans that the program makes."""
