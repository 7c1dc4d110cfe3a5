"""Projects, wheels and npm packages that are made for one test; nothing is fetched."""

from __future__ import annotations

import base64
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from hashlib import sha256, sha512
from pathlib import Path

HEAD = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
ANY = "py3-none-any"


def function(name: str = "Api", folder: str = "src/", more: str = "", **told: str) -> str:
    """A function in a SAM template."""
    runtime, handler = told.get("runtime", "python3.12"), told.get("handler", "app.handler")
    properties = f"Runtime: {runtime}, Handler: {handler}, CodeUri: {folder}{more}"
    return f"  {name}:\n    Type: AWS::Serverless::Function\n    Properties: {{{properties}}}\n"


def wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    tag: str = ANY,
    files: Mapping[str, str] | None = None,
    needs: str = "",
) -> str:
    """Writes a wheel and gives its line in a requirements file."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nLicense: MIT\n{needs}"
    members = {
        **(files or {f"{module}/__init__.py": "VALUE = 1\n"}),
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name} = {module}:main\n",
    }
    rows = "".join(f"{path},,\n" for path in [*members, f"{info}/RECORD"])
    path = folder / f"{module}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in {**members, f"{info}/RECORD": rows}.items():
            archive.writestr(zipfile.ZipInfo(member), text)
    return f"{name}=={version} --hash=sha256:{sha256(path.read_bytes()).hexdigest()}\n"


def package(folder: Path, name: str, files: Mapping[str, str], **manifest: object) -> str:
    """Writes an npm package and gives its integrity."""
    told = {"name": name, "version": "1.0.0", "main": "index.js", **manifest}
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        for member, text in {"package.json": json.dumps(told), **files}.items():
            info = tarfile.TarInfo(f"package/{member}")
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    (folder / f"{name}-1.0.0.tgz").write_bytes(data.getvalue())
    return f"sha512-{base64.b64encode(sha512(data.getvalue()).digest()).decode()}"


def npm_lock(packages: Mapping[str, str], **more: object) -> dict[str, str]:
    """``package.json`` and ``package-lock.json`` of packages that lie beside them."""
    wanted = {name: f"file:{name}-1.0.0.tgz" for name in packages}
    asked = {"name": "app", "version": "1.0.0", "dependencies": wanted}
    locked: dict[str, object] = {"": asked}
    for name, integrity in packages.items():
        locked[f"node_modules/{name}"] = {
            "version": "1.0.0",
            "resolved": f"file:{name}-1.0.0.tgz",
            "integrity": integrity,
            "license": "MIT",
            **more,
        }
    lock = {"name": "app", "version": "1.0.0", "lockfileVersion": 3, "packages": locked}
    return {"package.json": json.dumps(asked), "package-lock.json": json.dumps(lock)}


def put(root: Path, files: Mapping[str, str]) -> Path:
    """Writes files below a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
