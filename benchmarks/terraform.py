"""Generated Terraform: root modules of ordinary habits that call two shared modules."""

from __future__ import annotations

from pathlib import Path

_ROOT = """variable "stage" {{
  type = string
  validation {{
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "dev or prod"
  }}
}}
locals {{
  name   = "app{number}-${{var.stage}}"
  queues = {{ orders = 30, refunds = 60 }}
}}
resource "aws_sqs_queue" "queue" {{
  for_each                   = local.queues
  name                       = "${{local.name}}-${{each.key}}"
  visibility_timeout_seconds = each.value
}}
module "function" {{
  source   = "../modules/function"
  for_each = toset(["reader", "writer"])
  name     = "${{local.name}}-${{each.key}}"
  queues   = [for queue in aws_sqs_queue.queue : queue.arn]
  url      = var.stage == "dev" && each.key == "reader"
}}
output "arns" {{
  value = {{ for key, made in module.function : key => made.arn }}
}}
"""
_FUNCTION = """variable "name" {}
variable "queues" { type = list(string) }
variable "url" {
  type    = bool
  default = false
}
data "aws_caller_identity" "me" {}
locals {
  variables = { ACCOUNT = data.aws_caller_identity.me.account_id }
}
data "aws_iam_policy_document" "send" {
  dynamic "statement" {
    for_each = var.queues
    content {
      actions   = ["sqs:SendMessage"]
      resources = [statement.value]
    }
  }
}
module "role" {
  source   = "../role"
  name     = var.name
  policies = { send = data.aws_iam_policy_document.send.json }
}
resource "aws_lambda_function" "this" {
  function_name = var.name
  role          = module.role.arn
  runtime       = "python3.13"
  handler       = "app.handler"
  filename      = "${path.module}/app.zip"
  environment {
    variables = merge(local.variables, { NAME = upper(var.name) })
  }
}
resource "aws_lambda_function_url" "this" {
  count              = var.url ? 1 : 0
  function_name      = aws_lambda_function.this.function_name
  authorization_type = "NONE"
}
output "arn" { value = aws_lambda_function.this.arn }
"""
_ROLE = """variable "name" {}
variable "policies" { type = map(string) }
resource "aws_iam_role" "this" {
  name = var.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}
resource "aws_iam_role_policy" "this" {
  for_each = var.policies
  role     = aws_iam_role.this.id
  policy   = each.value
}
output "arn" { value = aws_iam_role.this.arn }
"""


def write_terraform(folder: Path, roots: int) -> None:
    """So many root modules, and the two modules that they call."""
    for name, text in (("function", _FUNCTION), ("role", _ROLE)):
        _write(folder / "modules" / name / "main.tf", text)
    for number in range(roots):
        _write(folder / f"app{number:03}" / "main.tf", _ROOT.format(number=number))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
