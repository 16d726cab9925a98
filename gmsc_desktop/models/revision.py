"""The revision code: a short name for what a plan says, printed on every page and sheet."""

from __future__ import annotations

import hashlib
import json

from gmsc_desktop.models.snapshot import Snapshot, to_json


def revision_code(snapshot: Snapshot) -> str:
    """Eight letters and digits in two groups, the same for the same content on every computer: "7F3A-09C2"."""
    digest = hashlib.sha256()
    for name, rows in to_json(snapshot).items():
        ordered = sorted(rows, key=lambda row: str(row["id"]))
        digest.update(json.dumps([name, ordered], sort_keys=True, ensure_ascii=True).encode())
    code = digest.hexdigest()[:8].upper()
    return f"{code[:4]}-{code[4:]}"
