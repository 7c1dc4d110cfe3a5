"""What CloudFormation's types and properties are called in the AWS provider of Terraform."""

from tests.parity.terraform_kinds import apis, functions, stores
from tests.parity.terraform_kinds.kind import Beside, Block, Json, Kind

KINDS = apis.KINDS | functions.KINDS | stores.KINDS

__all__ = ["KINDS", "Beside", "Block", "Json", "Kind"]
