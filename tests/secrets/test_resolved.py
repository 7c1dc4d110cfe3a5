"""Values that a template puts together, and the controls that ask about one value."""

import pytest

from crenel.secrets.scan import scan_tree
from crenel.secrets.sources.resolved import Resolved
from crenel.secrets.structure.checksum import with_crc32
from crenel.secrets.values import credential_in

TEMPLATE = """
Resources:
  Api:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          GITHUB: !Join ["", [{first}, {second}]]
          BUCKET: !Join ["-", [orders, data, archive]]
"""


def test_a_token_in_two_halves_is_found_where_it_is_joined(tmp_path, random):
    token = with_crc32("ghp_", 36, random)
    text = TEMPLATE.format(first=token[:12], second=token[12:])
    (tmp_path / "template.yaml").write_text(text)
    scan = scan_tree([tmp_path], tmp_path)
    assert scan.findings == []
    scan.values(Resolved([tmp_path]))
    (found,) = scan.findings
    assert (found.detector, found.line) == ("github-token", 8)
    assert found.why[-1] == "put together by the template"


def test_a_value_alone_is_judged_by_its_shape(random):
    token = with_crc32("ghp_", 36, random)
    assert credential_in(token) == "an access token of GitHub"
    assert credential_in(f"https://x.internal/?t={token}") == "an access token of GitHub"


@pytest.mark.parametrize(
    "text",
    [
        "orders-table",
        "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
        "eu-west-1_a1B2c3D4e",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "{{resolve:ssm:/orders/token}}",
        "https://api.internal/orders",
        "",
    ],
)
def test_a_value_that_is_no_credential(text):
    assert credential_in(text) == ""
