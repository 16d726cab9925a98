"""The locks hold what pyproject.toml asks for, and nothing that we may not ship."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("run", "style", "build", "test")
REFRESH = 'Run "python3 tools/dev.py lock" and commit what it writes.'

# What a licence may be called, as a word of its expression, classifier or free text. LGPL holds for libraries that stay
# separate files beside the program, as Qt's do.
PERMITTED = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|LGPL|Lesser General Public License|PSF|Python Software Foundation|MPL|Mozilla|HPND|ISC"
    r"|Zlib|Unlicense|CC0|Public Domain)\b",
    re.IGNORECASE,
)
COPYLEFT = re.compile(r"\b(A?GPL(v?\d)?|(?<!Lesser )General Public License)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Pin:
    """One entry of a lock."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    def holds_here(self) -> bool:
        """Whether this system is one of those that the entry is for."""
        return not self.marker or Marker(self.marker).evaluate()


def read_lock(text: str) -> list[Pin]:
    """The entries of a lock; ``ValueError`` names a line that has no place in one."""
    pins = []
    for line in text.replace(" \\\n", " ").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        found = re.fullmatch(r"([a-z0-9-]+)==([^\s;]+)(?: ; (.+?))?((?: +--hash=sha256:[0-9a-f]{64})+)", line)
        if found is None:
            raise ValueError(f"not an exact version with hashes: {line[:100]}")
        name, version, marker, hashes = found.groups()
        pins.append(Pin(name, version, marker or "", tuple(hashes.split())))
    return pins


def lock(name: str) -> list[Pin]:
    return read_lock((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8"))


def licence_is_permitted(text: str) -> bool:
    """Whether one of the alternatives of a licence (SPDX expression, or words) binds us to nothing like the GPL."""
    alternatives = re.split(r"\s+OR\s+", text)
    return any(PERMITTED.search(part) and not COPYLEFT.search(part) for part in alternatives)


def licence_of(package: str) -> str:
    described = metadata.metadata(package)
    classifiers = [
        line.split(" :: ")[-1] for line in described.get_all("Classifier") or () if line.startswith("License")
    ]
    told = [*(described.get_all("License-Expression") or ()), *(described.get_all("License") or ())]
    return told[0] if told else " AND ".join(classifiers)


def project_groups() -> dict[str, list[Requirement]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {"run": project["project"]["dependencies"], **project["dependency-groups"]}
    return {name: [Requirement(text) for text in texts] for name, texts in asked.items()}


@pytest.mark.parametrize("group", LOCKS)
def test_each_lock_covers_what_the_project_asks_for(group: str) -> None:
    pins = {pin.name: pin for name in LOCKS for pin in lock(name)}
    shipped = {pin.name for pin in lock("run")}
    for requirement in project_groups()[group]:
        name = canonicalize_name(requirement.name)
        assert name in pins, f"{name} is in pyproject.toml and in no lock. {REFRESH}"
        assert requirement.specifier.contains(Version(pins[name].version)), f"{requirement} != {pins[name]}. {REFRESH}"
        assert group != "run" or name in shipped, f"{name} must stand in requirements/run.txt. {REFRESH}"


def test_what_a_shipped_package_requires_is_shipped_too() -> None:
    shipped = {pin.name: pin for pin in lock("run")}
    for pin in filter(Pin.holds_here, shipped.values()):
        found = metadata.version(pin.name)
        assert found == pin.version, f"{pin.name} {found} is installed. Run python3 tools/dev.py setup"
        for text in metadata.requires(pin.name) or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                name = canonicalize_name(needed.name)
                assert name in shipped, f"{pin.name} requires {name}. {REFRESH}"
                assert needed.specifier.contains(shipped[name].version), f"{pin.name} requires {needed}. {REFRESH}"


def test_every_package_stands_in_one_lock_and_none_is_numpy() -> None:
    names = [pin.name for group in LOCKS for pin in lock(group)]
    assert len(names) == len(set(names))
    assert len(names) > 40
    assert "numpy" not in names, "numpy makes the program half as large again; find out which package brings it"


@pytest.mark.parametrize("group", LOCKS)
def test_a_lock_names_no_address_and_no_index(group: str) -> None:
    text = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace(" \\\n", " "), re.MULTILINE)
    assert "@" not in text


@pytest.mark.parametrize(
    "line",
    [
        "pillow==13.0.0",
        f"pillow>=13 --hash=sha256:{'0' * 64}",
        "pillow==13.0.0 --hash=md5:00",
        "--index-url https://example.invalid/simple",
        f"pillow @ https://example.invalid/p.whl --hash=sha256:{'0' * 64}",
    ],
)
def test_a_loose_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not an exact version"):
        read_lock(line)


def test_packages_with_compiled_parts_have_a_wheel_for_each_system() -> None:
    pins = {pin.name: pin for pin in lock("run")}
    assert len(pins["pillow"].hashes) == 4, "Linux and Windows, Python 3.11 and 3.12"
    assert len(pins["pyside6-essentials"].hashes) == 2, "Linux and Windows"
    windows = [pin for group in LOCKS for pin in lock(group) if "win32" in pin.marker]
    assert windows, "what only Windows needs (pytest's colorama) has fallen out of the locks"


@pytest.mark.parametrize("package", [pin.name for pin in lock("run") if pin.holds_here()])
def test_no_shipped_package_binds_us_to_the_gpl(package: str) -> None:
    licence = licence_of(package)
    assert licence_is_permitted(licence), f"{package}: licence {licence!r}; read it before it is shipped"


@pytest.mark.parametrize(
    ("licence", "permitted"),
    [
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("MIT-CMU", True),
        ("BSD license (see license.txt for details)", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("GNU Affero General Public License v3", False),
        ("GPLv2", False),
        ("MIT AND GPL-2.0-only", False),
        ("", False),
        ("Proprietary", False),
    ],
)
def test_the_licence_check_tells_them_apart(licence: str, permitted: bool) -> None:
    assert licence_is_permitted(licence) is permitted


REFERENCES = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
label.setText("0")
before = sys.getrefcount(None)
for number in range(1000):
    label.setText(str(number))
print(sys.getrefcount(None) - before)
"""


def test_qt_keeps_the_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to None with every void call, and aborts after some 5,000."""
    [pin] = [pin for pin in lock("run") if pin.name == "pyside6-essentials"]
    assert Version(pin.version) < Version("6.12")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", REFERENCES], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert int(done.stdout) > -100
