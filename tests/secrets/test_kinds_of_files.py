"""Files in which programs keep credentials, as those programs write them."""

import json
from base64 import b64encode

import pytest

from crenel.secrets.scan import scan_tree

ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def secret(random, size=24):
    return "".join(random.choice(ALPHABET) for _ in range(size))


def encoded(text):
    return b64encode(text.encode()).decode()


def found(tmp_path, name, text):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return sorted((one.line, one.detector) for one in scan_tree([tmp_path], tmp_path).findings)


def test_aws_credentials(tmp_path, random):
    key = "AKIA" + "".join(random.choice("QRSTUVWXYZ234567") for _ in range(16))
    text = (
        f"[default]\naws_access_key_id = {key}\naws_secret_access_key = {secret(random, 40)}\n"
        f"aws_session_token = {secret(random, 300)}\n"
    )
    assert found(tmp_path, ".aws/credentials", text) == [
        (2, "aws-access-key-id"),
        (3, "aws-secret-access-key"),
        (4, "aws-session-token"),
    ]


def test_kubeconfig(tmp_path, random):
    body = "\n".join(secret(random, 64) for _ in range(6))
    dashes = "-" * 5
    key = encoded(
        f"{dashes}BEGIN RSA PRIVATE KEY{dashes}\n{body}\n{dashes}END RSA PRIVATE KEY{dashes}\n"
    )
    cert = encoded(f"{dashes}BEGIN CERTIFICATE{dashes}\n{body}\n{dashes}END CERTIFICATE{dashes}\n")
    text = f"""\
apiVersion: v1
kind: Config
users:
- name: admin
  user:
    client-certificate-data: {cert}
    client-key-data: {key}
- name: robot
  user:
    token: {secret(random, 40)}
- name: old
  user: {{username: ada, password: {secret(random)}}}
"""
    assert found(tmp_path, "kubeconfig", text) == [
        (7, "private-key-encoded"),
        (10, "generic-token"),
        (12, "generic-password"),
    ]


def test_kubernetes_secrets_are_decoded_or_told_by_their_names(tmp_path, random):
    text = f"""\
apiVersion: v1
kind: Secret
metadata: {{name: db}}
data:
  DB_PASSWORD: {encoded(secret(random))}
  url: {encoded(f"postgres://shop:{secret(random)}@db.internal:5432/orders")}
"""
    assert [line for line, _ in found(tmp_path, "secret.yaml", text)] == [5, 6]


@pytest.mark.parametrize("name", [".dockercfg", ".docker/config.json"])
def test_docker(tmp_path, random, name):
    entry = {"registry.internal": {"auth": encoded(f"ada:{secret(random)}")}}
    document = entry if name == ".dockercfg" else {"auths": entry}
    assert found(tmp_path, name, json.dumps(document, indent=1))[0][1] == "docker-registry-auth"


def test_postgresql_mysql_and_netrc(tmp_path, random):
    assert found(tmp_path / "a", ".pgpass", f"db.internal:5432:*:shop:{secret(random)}\n") == [
        (1, "pgpass-password")
    ]
    assert found(tmp_path / "b", ".pgpass", f"*:*:*:postgres:{secret(random)}\n") == [
        (1, "pgpass-password")
    ]
    netrc = f"machine api.internal\n  login ada\n  password {secret(random)}\n"
    assert found(tmp_path / "c", ".netrc", netrc) == [(3, "netrc-password")]
    first = f"machine api.internal login ada password {secret(random)}\n"
    one = f"{first}default login me password {secret(random)}\n"
    assert found(tmp_path / "d", "_netrc", one) == [(1, "netrc-password"), (2, "netrc-password")]
    assert found(tmp_path / "e", ".my.cnf", f"[client]\npassword={secret(random)}\n") == [
        (2, "generic-password")
    ]


def test_npm_pip_maven_and_composer(tmp_path, random):
    npm = f"//registry.internal/:_authToken={secret(random, 36)}\n"
    npm += f"//b.internal/:_password={encoded(secret(random))}\n"
    assert [one for _, one in found(tmp_path / "a", ".npmrc", npm)] == ["npmrc-auth", "npmrc-auth"]
    pypirc = f"[pypi]\nusername = ada\npassword = {secret(random)}\n"
    assert found(tmp_path / "b", ".pypirc", pypirc) == [(3, "generic-password")]
    maven = f"<server><username>ada</username><password>{secret(random)}</password></server>\n"
    assert found(tmp_path / "c", "settings.xml", maven) == [(1, "generic-password")]
    composer = {"http-basic": {"repo.internal": {"username": "ada", "password": secret(random)}}}
    assert len(found(tmp_path / "d", "auth.json", json.dumps(composer))) == 1


def test_terraform_state(tmp_path, random):
    state = {
        "version": 4,
        "outputs": {"db_password": {"value": secret(random), "type": "string", "sensitive": True}},
        "resources": [
            {
                "type": "aws_db_instance",
                "name": "db",
                "instances": [
                    {
                        "attributes": {
                            "password": secret(random),
                            "arn": "arn:aws:rds:x",
                            "port": 5432,
                        }
                    }
                ],
            },
            {
                "type": "aws_secretsmanager_secret_version",
                "instances": [{"attributes": {"secret_string": secret(random), "version_id": "1"}}],
            },
            {
                "type": "aws_iam_access_key",
                "instances": [
                    {
                        "attributes": {
                            "secret": secret(random, 40),
                            "ses_smtp_password_v4": secret(random, 44),
                        }
                    }
                ],
            },
        ],
    }
    text = json.dumps(state, indent=2)
    lines = text.splitlines()
    marks = ('"password"', '"secret_string"', '"secret"', '"ses_smtp', '"value"')
    wanted = [n for n, line in enumerate(lines, 1) if line.strip().startswith(marks)]
    assert [line for line, _ in found(tmp_path, "terraform.tfstate", text)] == wanted
    assert len(wanted) == 5


def test_gcloud_and_azure(tmp_path, random):
    body = "\\n".join(secret(random, 64) for _ in range(6))
    dashes = "-" * 5
    service = {
        "type": "service_account",
        "private_key_id": "".join(random.choice("0123456789abcdef") for _ in range(40)),
        "private_key": "KEY",
        "client_email": "x@y.iam.gserviceaccount.com",
    }
    key = f"{dashes}BEGIN PRIVATE KEY{dashes}\\n{body}\\n{dashes}END PRIVATE KEY{dashes}\\n"
    text = json.dumps(service, indent=1).replace('"KEY"', f'"{key}"')
    assert (4, "private-key") in found(tmp_path / "a", "service-account.json", text)
    account = encoded(secret(random, 64))
    connection = f"DefaultEndpointsProtocol=https;AccountName=shop;AccountKey={account};"
    settings = json.dumps(
        {"IsEncrypted": False, "Values": {"AzureWebJobsStorage": connection}}, indent=1
    )
    assert len(found(tmp_path / "b", "local.settings.json", settings)) == 1


def crypted(random, kind):
    salt, rest = secret(random, 16), secret(random, 86)
    return {
        "sha512": f"$6${salt}${rest}",
        "yescrypt": f"$y$j9T${salt}${rest[:43]}",
        "bcrypt": f"$2y$05${rest[:53]}",
        "apache": f"$apr1${salt[:8]}${rest[:22]}",
        "sha": f"{{SHA}}{rest[:27]}=",
        "salted": f"{{SSHA}}{rest[:40]}",
    }[kind]


@pytest.mark.parametrize("kind", ["sha512", "yescrypt", "bcrypt", "apache", "sha", "salted"])
def test_files_that_log_people_in(tmp_path, random, kind):
    """A hash in a program may be anything; a whole line of such a file is a login."""
    value = crypted(random, kind)
    text = f"bin:*:19000::::::\nada:{value}:19000:0:99999:7:::\nbob:{value}\n"
    assert found(tmp_path, "backup/shadow", text) == [(2, "password-hash"), (3, "password-hash")]
    assert found(tmp_path, "backup/shadow", f'compare(given, "{value}")\n') == []


def test_logins_that_git_stores(tmp_path, random):
    text = (
        f"https://ada:{secret(random)}@git.internal\nhttps://ada%40shop.test:{secret(random)}@h\n"
    )
    assert found(tmp_path, ".git-credentials", text) == [
        (1, "url-credentials"),
        (2, "url-credentials"),
    ]
