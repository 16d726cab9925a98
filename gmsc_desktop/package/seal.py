"""The seal: a signature that says "the same computer as before", made and checked as the tool minisign does.

It proves no legal identity, and every text about it says so. The key pair is made on first use and stays here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gmsc_desktop.package.identity import Identity, agree
from gmsc_desktop.package.keys import SigningKey, key_id_of
from gmsc_desktop.package.refusals import PackageRefused
from gmsc_desktop.package.strict_json import load

SEALED = ("bagit.txt", "bag-info.txt", "manifest-sha512.txt")
FILE, SIGNATURE = "segel.json", "segel.json.minisig"
_FORMAT = "gmsc-segel"
_PREHASHED, _PUBLIC = b"ED", b"Ed"  # https://jedisct1.github.io/minisign/: signature and public key formats
_UNTRUSTED = "untrusted comment: "
_TRUSTED = "trusted comment: "
_SHA512 = re.compile(r"[0-9a-f]{128}")


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal whose signature fits. ``hash`` is the SHA-512 of ``segel.json``, named by the next package's seal."""

    public_key: str  # as in a minisign public key file, second line
    key_id: str
    hash: str
    previous: str


def make(identity: Identity, tags: Mapping[str, bytes], previous: str, key: SigningKey) -> dict[str, bytes]:
    """The seal's two files for a bag with these tag files."""
    content = {
        "format": _FORMAT,
        "version": "1.0",
        "plan_id": identity.plan_id,
        "package_id": identity.package_id,
        "kind": identity.kind,
        "district_code": identity.region_code,
        "round": identity.round,
        "sequence": identity.sequence,
        "files": {name: hashlib.sha512(tags[name]).hexdigest() for name in SEALED},
        "previous": previous or None,
        "public_key": key.public_text,
    }
    text = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    return {FILE: text, SIGNATURE: _sign(text, _comment(identity), key)}


def seal_hash(segel: bytes) -> str:
    """What the next package names as the seal before it."""
    return hashlib.sha512(segel).hexdigest()


def check(identity: Identity, tags: Mapping[str, bytes]) -> Seal | None:
    """The seal among the tag files, wholly checked; None where there is none. Raises ``PackageRefused``."""
    if FILE not in tags and SIGNATURE not in tags:
        return None
    if FILE not in tags or SIGNATURE not in tags:
        raise PackageRefused("seal-half")
    content = load(tags[FILE], FILE)
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise PackageRefused("seal")
    public_key = _text(content, "public_key")
    comment = _verify(tags[FILE], tags[SIGNATURE], public_key)
    _hold_against(content, identity, tags)
    agree("segel", comment, _comment(identity))
    previous = content.get("previous") or ""
    if not isinstance(previous, str) or (previous and not _SHA512.fullmatch(previous)):
        raise PackageRefused("seal")
    return Seal(public_key, key_id_of(_raw_key(public_key)), seal_hash(tags[FILE]), previous)


def _comment(identity: Identity) -> str:
    """The trusted comment: district, round, sequence; our own values, so no line can be broken."""
    number = re.sub(r"[^0-9A-Za-z.]", "", identity.region_code)
    return f"GMSC daerah={number} putaran={identity.round or 0} urutan={identity.sequence or 0}"


def _sign(text: bytes, comment: str, key: SigningKey) -> bytes:
    signature = key.sign(hashlib.blake2b(text).digest())
    first = _base64(_PREHASHED + key.key_number + signature)
    second = _base64(key.sign(signature + comment.encode("utf-8")))
    title = f"{_UNTRUSTED}segel GMSC, kunci {key.key_id}"
    return f"{title}\n{first}\n{_TRUSTED}{comment}\n{second}\n".encode()


def _verify(text: bytes, minisig: bytes, public_key: str) -> str:
    """The trusted comment of a signature that fits."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    lines = minisig.decode("utf-8", "replace").split("\n")
    if len(lines) != 5 or lines[4] or not lines[0].startswith(_UNTRUSTED) or not lines[2].startswith(_TRUSTED):
        raise PackageRefused("seal")
    first, second = _unbase64(lines[1], 74), _unbase64(lines[3], 64)
    raw = _raw_key(public_key)
    number = _unbase64(public_key, 42)[2:10]
    if first[:2] != _PREHASHED or first[2:10] != number:
        raise PackageRefused("seal-signature")
    comment = lines[2].removeprefix(_TRUSTED)
    try:
        key = Ed25519PublicKey.from_public_bytes(raw)
        key.verify(first[10:], hashlib.blake2b(text).digest())
        key.verify(second, first[10:] + comment.encode("utf-8"))
    except (InvalidSignature, ValueError) as error:
        raise PackageRefused("seal-signature") from error
    return comment


def _hold_against(content: Mapping[str, Any], identity: Identity, tags: Mapping[str, bytes]) -> None:
    wanted = {
        "plan_id": identity.plan_id,
        "package_id": identity.package_id,
        "kind": identity.kind,
        "district_code": identity.region_code,
        "round": identity.round,
        "sequence": identity.sequence,
        "files": {name: hashlib.sha512(tags[name]).hexdigest() for name in SEALED},
    }
    for name, value in wanted.items():
        if content.get(name) != value or isinstance(content.get(name), bool):
            raise PackageRefused("seal-content", what=name)


def _raw_key(public_key: str) -> bytes:
    raw = _unbase64(public_key, 42)
    if raw[:2] != _PUBLIC:
        raise PackageRefused("seal")
    return raw[10:]


def _text(content: Mapping[str, Any], name: str) -> str:
    value = content.get(name)
    if not isinstance(value, str):
        raise PackageRefused("seal")
    return value


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unbase64(text: str, length: int) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise PackageRefused("seal") from error
    if len(data) != length or _base64(data) != text:
        raise PackageRefused("seal")
    return data
