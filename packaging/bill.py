"""Writes the bill of materials of the finished program, in the form of CycloneDX 1.6."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import platform
import subprocess
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from contents import WHEELS_PARTS_LEFT_OUT, version
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from inventory import PYTHON, File, Inventory
from notices import licence
from packageurl import PackageURL

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "heirloom")


def bill(found: Inventory, root: Path, made_at: int) -> str:
    """Return the bill as JSON, valid by its schema.

    Parameters
    ----------
    found
        What is in the program.
    root
        The source tree.
    made_at
        Seconds since the epoch; the same commit gives the same bill.
    """
    number = version(root)
    bom = Bom()
    bom.metadata.timestamp = datetime.fromtimestamp(made_at, UTC)
    bom.metadata.component = Component(
        type=ComponentType.APPLICATION,
        name="heirloom",
        version=number,
        bom_ref=f"heirloom@{number}",
        licenses=[DisjunctiveLicense(id="Apache-2.0")],
    )
    for package in found.packages:
        bom.components.add(_package(package, found.files))
        for inner in _inside_wheel(package):
            bom.components.add(inner)
    for component in (_python(), *_networks(root), *map(_debian, found.debian)):
        bom.components.add(component)
    bom.register_dependency(bom.metadata.component, bom.components)
    # The number of the document must come from what is in it, not from chance.
    bom.serial_number = uuid.uuid5(_NAMESPACE, "\n".join(sorted(map(str, _keys(bom)))))
    text: str = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(
        indent=2
    )
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        raise ValueError(f"The bill of materials is no valid CycloneDX: {wrong}")
    return text


def _keys(bom: Bom) -> Iterator[str]:
    for component in bom.components:
        yield f"{component.name} {component.version} {component.hashes}"


def _package(package: Distribution, files: tuple[File, ...]) -> Component:
    name = package.metadata["Name"]
    url = PackageURL("pypi", name=name.lower(), version=package.version)
    libraries = [one for one in files if one.package == name and _is_library(one)]
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=package.version,
        purl=url,
        bom_ref=str(url),
        licenses=[DisjunctiveLicense(name=licence(package))],
        properties=[
            Property(name=f"sha256 {one.inside}", value=_sha256(one.path)) for one in libraries
        ],
    )


def _is_library(file: File) -> bool:
    return ".so" in file.path.name or file.path.suffix in (".dll", ".pyd", ".dylib")


def _inside_wheel(package: Distribution) -> Iterator[Component]:
    """Libraries that a wheel says it carries, in bills of its own (PEP 770)."""
    for file in package.files or ():
        if "sboms" in file.parts and file.name.endswith(".cdx.json"):
            path = Path(str(package.locate_file(file)))
            for one in json.loads(path.read_text(encoding="utf-8")).get("components", []):
                if not _left_out(one["name"], package.metadata["Name"]):
                    yield _inner(one, package)


def _left_out(part: str, package: str) -> bool:
    patterns = (package, *WHEELS_PARTS_LEFT_OUT.get(package, ()))
    return any(fnmatch.fnmatch(part, pattern) for pattern in patterns)


def _inner(one: dict[str, Any], package: Distribution) -> Component:
    name, number = str(one["name"]), str(one.get("version", "unknown"))
    url = PackageURL.from_string(one["purl"]) if "purl" in one else None
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=number,
        purl=url,
        bom_ref=f"{package.metadata['Name']}/{name}@{number}",
        description=f"inside the wheel of {package.metadata['Name']}",
    )


def _python() -> Component:
    number = platform.python_version()
    return Component(
        type=ComponentType.PLATFORM,
        name=PYTHON,
        version=number,
        bom_ref=f"python@{number}",
        licenses=[DisjunctiveLicense(id="PSF-2.0")],
    )


def _networks(root: Path) -> Iterator[Component]:
    for path in sorted((root / "resources" / "models").glob("*.card.json")):
        card = json.loads(path.read_text(encoding="utf-8"))
        yield Component(
            type=ComponentType.MACHINE_LEARNING_MODEL,
            name=card["name"],
            version=str(card["version"]),
            bom_ref=f"network/{card['name']}@{card['version']}",
            description=card["purpose"],
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=card["sha256"])],
            licenses=[DisjunctiveLicense(name=card["licence"])],
        )


def _debian(name: str) -> Component:
    told = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", name],
        capture_output=True,
        text=True,
        check=True,
    )
    url = PackageURL("deb", "debian", name, told.stdout)
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=told.stdout,
        purl=url,
        bom_ref=str(url),
        description="the system's, needed by Python",
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
