"""Writes requirements/*.txt: every package exactly, with the hash of its wheel for each system that we support.

Run by ``tools/dev.py lock`` with an interpreter that has pip 23 or newer and ``packaging``. pip reads markers for the
system that it runs on; what others need besides is found here, from each package's own requirements. The registry
is asked by pip alone, and no address of one is written down.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"

# No wheel is published for these; they are built from their source. Test tools alone, never what we ship.
SOURCE_ONLY = {canonicalize_name("bagit")}

# Taken without what they require: see their group in pyproject.toml.
ALONE = {canonicalize_name("PySide6-Qlementine")}

Resolved = dict[NormalizedName, "Package"]
Extras = dict[NormalizedName, set[str]]
Hashes = dict[NormalizedName, set[str]]


@dataclass(frozen=True)
class Target:
    """One system that we support: what pip calls it, and what markers see there."""

    name: str
    python: str
    platforms: tuple[str, ...]
    environment: dict[str, str]


@dataclass(frozen=True)
class Package:
    """One package as pip would install it: version, what it requires, the SHA-256 of the chosen file."""

    name: NormalizedName
    version: str
    requires: tuple[Requirement, ...]
    sha256: str


def _linux(python: str) -> Target:
    # PySide6 asks for glibc 2.34; wheels for older ones do as well, the newest that fits is taken.
    platforms = [f"manylinux_2_{minor}_x86_64" for minor in range(34, 4, -1)]
    platforms += ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"]
    return Target(
        f"linux-{python}", python, tuple(platforms), _environment(python, "linux", "Linux", "posix", "x86_64")
    )


def _windows(python: str) -> Target:
    return Target(f"win-{python}", python, ("win_amd64",), _environment(python, "win32", "Windows", "nt", "AMD64"))


def _environment(python: str, platform: str, system: str, os_name: str, machine: str) -> dict[str, str]:
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": os_name,
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": system,
        "platform_version": "",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": platform,
    }


TARGETS = (_linux("3.11"), _linux("3.12"), _windows("3.11"), _windows("3.12"))
MARKERS = {
    frozenset({"win-3.11", "win-3.12"}): 'sys_platform == "win32"',
    frozenset({"linux-3.11", "linux-3.12"}): 'sys_platform == "linux"',
    frozenset({"linux-3.11", "win-3.11"}): 'python_version < "3.12"',
    frozenset({"linux-3.12", "win-3.12"}): 'python_version >= "3.12"',
}


def _pip_report(target: Target, wanted: list[str], *options: str) -> Resolved:
    """What pip would install on ``target``; it downloads nothing but descriptions."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "report.json")
        command = [sys.executable, "-m", "pip", "--isolated", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--disable-pip-version-check", "--report", str(report), *options, *wanted]
        command += ["--target", str(Path(scratch, "nowhere"))]
        if "--no-binary" not in options:
            command += ["--only-binary", ":all:", "--implementation", "cp", "--python-version", target.python]
            command += [part for platform in target.platforms for part in ("--platform", platform)]
        if subprocess.run(command, check=False).returncode:
            raise SystemExit(f"pip found no set of packages for {target.name}; its reason stands above.")
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {package.name: package for package in map(_package, found)}


def _package(entry: dict[str, dict[str, object]]) -> Package:
    metadata = entry["metadata"]
    requires = metadata.get("requires_dist", [])
    archive = entry["download_info"]["archive_info"]
    if not isinstance(requires, list) or not isinstance(archive, dict):
        raise SystemExit("pip's report has another shape than the one this tool knows.")
    return Package(
        canonicalize_name(str(metadata["name"])),
        str(metadata["version"]),
        tuple(Requirement(text) for text in requires),
        str(archive["hashes"]["sha256"]),
    )


def needs(roots: list[Requirement], known: Resolved, target: Target) -> tuple[Extras, list[Requirement]]:
    """The packages that ``roots`` need on ``target`` with the extras asked of each, and requirements not known yet."""
    reached: Extras = {}
    unknown: list[Requirement] = []
    waiting = [(root, "") for root in roots]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({**target.environment, "extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        if name not in known:
            unknown.append(requirement)
            continue
        fresh = ({""} | requirement.extras) - reached.get(name, set())
        reached.setdefault(name, set()).update(fresh)
        waiting += [(needed, chosen) for chosen in fresh for needed in known[name].requires]
    return reached, unknown


def _resolve(roots: list[Requirement], kept: list[str]) -> Resolved:
    """One version for each package that any target needs; the pins in ``kept`` stay as they are."""
    source = [root for root in roots if canonicalize_name(root.name) in SOURCE_ONLY]
    lone = [root for root in roots if canonicalize_name(root.name) in ALONE]
    wanted = [str(root) for root in roots if root not in source and root not in lone]
    built = _pip_report(TARGETS[0], [str(root) for root in source], "--no-deps", "--no-binary", ":all:")
    alone = _pip_report(TARGETS[0], [str(root) for root in lone], "--no-deps")
    built |= {name: replace(package, requires=()) for name, package in alone.items()}
    with tempfile.TemporaryDirectory() as scratch:
        constraints = Path(scratch, "kept.txt")
        constraints.write_text("\n".join(kept), encoding="utf-8")
        while True:
            known = _pip_report(TARGETS[0], wanted, "--constraint", str(constraints)) | built
            missing = {_bare(need) for target in TARGETS for need in needs(roots, known, target)[1]}
            if not missing:
                return known
            wanted += sorted(missing)


def _bare(requirement: Requirement) -> str:
    """The requirement without its marker: what another system needs is resolved on this one too."""
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    return f"{requirement.name}{extras}{requirement.specifier}"


def _hashes(known: Resolved, needed: dict[str, set[NormalizedName]]) -> Hashes:
    found: Hashes = {name: set() for name in known}
    for name in SOURCE_ONLY & known.keys():
        found[name].add(known[name].sha256)
    for target in TARGETS:
        pins = [f"{name}=={known[name].version}" for name in sorted(needed[target.name] - SOURCE_ONLY)]
        for package in _pip_report(target, pins, "--no-deps").values():
            found[package.name].add(package.sha256)
    return found


def marker(targets: frozenset[str]) -> str:
    if len(targets) == len(TARGETS):
        return ""
    if targets in MARKERS:
        return f" ; {MARKERS[targets]}"
    system = {"linux": "linux", "win": "win32"}
    parts = [name.split("-") for name in sorted(targets)]
    tests = [f'(sys_platform == "{system[kind]}" and python_version == "{python}")' for kind, python in parts]
    return " ; " + " or ".join(tests)


def groups() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for, by the name of the lock that holds it, in the order in which they are installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {"run": project["project"]["dependencies"], **project["dependency-groups"]}
    return {name: [Requirement(text) for text in asked[name]] for name in ("run", "style", "build", "test")}


def _kept_pins() -> list[str]:
    lines = [line for path in sorted(FOLDER.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line.split(" ")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))]


def _lines(
    members: set[NormalizedName], known: Resolved, needed: dict[str, set[NormalizedName]], hashes: Hashes
) -> str:
    lines = ['# Written by "tools/dev.py lock" from pyproject.toml; installed with --require-hashes --no-deps.']
    for name in sorted(members):
        targets = frozenset(target for target, names in needed.items() if name in names)
        pin = f"{name}=={known[name].version}{marker(targets)}"
        lines.append(" \\\n".join([pin, *(f"    --hash=sha256:{value}" for value in sorted(hashes[name]))]))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the locks anew; versions stay as they are unless ``--upgrade`` is given."""
    asked = groups()
    roots = [requirement for group in asked.values() for requirement in group]
    known = _resolve(roots, [] if "--upgrade" in sys.argv[1:] else _kept_pins())
    needed = {target.name: set(needs(roots, known, target)[0]) for target in TARGETS}
    hashes = _hashes(known, needed)
    written: set[NormalizedName] = set()
    FOLDER.mkdir(exist_ok=True)
    for group, requirements in asked.items():
        members = {name for target in TARGETS for name in needs(requirements, known, target)[0]} - written
        written |= members
        text = _lines(members, known, needed, hashes)
        (FOLDER / f"{group}.txt").write_text(text, encoding="utf-8", newline="\n")
        print(f"requirements/{group}.txt: {len(members)} packages")


if __name__ == "__main__":
    main()
