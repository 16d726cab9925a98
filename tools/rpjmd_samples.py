"""Reads every sample workbook of a folder and holds the tree against the truth beside it (``NAME.expected.json``).

``python tools/rpjmd_samples.py FOLDER``: each workbook is read in a child process as ``gmsc import-rpjmd --dry-run``
does; only the JSON that the command prints is looked at. The rule of comparison is that of ``meta.compare``. Years that
no file names ("Target Tahun 1") are those of ``meta.periode``, as the plan would tell them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gmsc_desktop.exchange.reading import read_book
from gmsc_desktop.exchange.rpjmd.proposal import propose
from gmsc_desktop.exchange.rpjmd.tables import to_json, tree_json
from gmsc_desktop.exchange.sheets import fold

_TABLES = {"misi": "mission", "tujuan": "goal", "sasaran": "objective", "program": "programme"}
_OWNERS = ("programme_id", "objective_id", "goal_id", "activity_id", "affair_id")


def number_in(text: str | None) -> float | None:
    """A written number, dot or comma before its fraction, with or without a percent sign."""
    plain = (text or "").strip().rstrip("%").strip().replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


class Read:
    """What the command told, made ready for comparison."""

    def __init__(self, told: dict[str, Any], tables: dict[str, list[dict[str, Any]]]) -> None:
        self.told = told
        self.nodes: list[dict[str, Any]] = []
        self.ids: dict[str, dict[str, Any]] = {}
        for kind, table in _TABLES.items():
            self._take(kind, tables[table])
        for row in [*tables["affair"], *tables["activity"]]:
            self._take(row["kind"], [row])
        self.nodes.sort(key=lambda node: _cell_key(node["place"]))
        self.agencies = {row["id"]: row["name"] for row in tables["agency"]}
        self.indicators = sorted(tables["indicator"], key=lambda row: _cell_key(row["place"]))
        self.targets: dict[str, dict[str, dict[str, Any]]] = {}
        for row in tables["target"]:
            self.targets.setdefault(row["indicator_id"], {})[str(row["year"])] = row
        self.money: dict[str, dict[str, int]] = {}
        for row in tables["ceiling"]:
            self.money.setdefault(row.get("programme_id") or row["activity_id"], {})[str(row["year"])] = row["amount"]

    def _take(self, kind: str, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            node = {**row, "type": kind, "text": row.get("text") or row.get("name")}
            self.nodes.append(node)
            self.ids[row["id"]] = node

    def parent(self, node: dict[str, Any]) -> dict[str, Any] | None:
        """The nearest rung above."""
        if node["type"] == "kegiatan":
            return self.ids.get(node.get("parent_id") or node["programme_id"])
        for column in ("objective_id", "goal_id", "affair_id", "mission_id", "parent_id"):
            if node.get(column) and not (column == "goal_id" and node.get("objective_id")):
                return self.ids[node[column]]
        return None


def _cell_key(place: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]+)([0-9]+)", place.rpartition("!")[2])
    assert found is not None, place
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def differences(told: dict[str, Any], tables: dict[str, list[dict[str, Any]]], truth: dict[str, Any]) -> Iterator[str]:
    """Everything in which a reading is another than the truth, one sentence each."""
    read = Read(told, tables)
    expected = truth["nodes"]
    if len(read.nodes) != len(expected):
        yield f"{len(read.nodes)} nodes for {len(expected)}"
    ours: dict[str, str] = {}
    for wanted, got in _by_type(expected, read.nodes):
        ours[got["id"]] = wanted["id"]
        yield from _node(wanted, got, read, ours)
    if len(read.indicators) != len(truth["indicators"]):
        yield f"{len(read.indicators)} indicators for {len(truth['indicators'])}"
    for wanted, got in zip(truth["indicators"], read.indicators, strict=False):
        yield from _indicator(wanted, got, read, ours)
    yield from _totals(truth["counts"], told)


def _by_type(
    expected: list[dict[str, Any]], nodes: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for kind in ("urusan", "bidang", "unit", "misi", "tujuan", "sasaran", "program", "kegiatan"):
        yield from zip(
            [node for node in expected if node["type"] == kind], [n for n in nodes if n["type"] == kind], strict=False
        )


def _node(wanted: dict[str, Any], got: dict[str, Any], read: Read, ours: dict[str, str]) -> Iterator[str]:
    name = f"{wanted['id']} {wanted['text'][:30]}"
    if fold(wanted["text"]) != fold(got["text"]):
        yield f"{name}: text {got['text']!r}"
    parent = read.parent(got)
    if (ours.get(parent["id"]) if parent else None) != wanted["parent"]:
        yield f"{name}: parent {parent and parent['text'][:30]!r} for {wanted['parent']}"
    code = got.get("code")
    if wanted.get("kode") and wanted["kode"] not in {code, got.get("plain_code")}:
        yield f"{name}: code {code!r} for {wanted['kode']!r}"
    if wanted.get("kode_norm") and got.get("plain_code") != wanted["kode_norm"]:
        yield f"{name}: plain code {got.get('plain_code')!r} for {wanted['kode_norm']!r}"
    if "opd" in wanted:
        offices = got["agencies"]
        if sorted(map(fold, wanted["opd"])) != sorted(map(fold, offices)):
            yield f"{name}: OPD {offices} for {wanted['opd']}"
    if "outcome" in wanted and [fold(one) for one in wanted["outcome"]] != (got.get("outcome") or "").splitlines():
        yield f"{name}: outcome {got.get('outcome')!r}"
    for year, amount in wanted.get("pagu", {}).items():
        found = got.get("end_amount") if year == "akhir" else read.money.get(got["id"], {}).get(year)
        if found != amount:
            yield f"{name}: pagu {year} {found} for {amount}"


def _indicator(wanted: dict[str, Any], got: dict[str, Any], read: Read, ours: dict[str, str]) -> Iterator[str]:
    name = f"{wanted['id']} {wanted['text'][:30]}"
    if fold(wanted["text"]) != fold(got["text"]):
        yield f"{name}: text {got['text']!r}"
    owner = next((got[column] for column in _OWNERS if got.get(column)), None)
    if ours.get(owner or "") != wanted["owner"]:
        yield f"{name}: owner {owner and read.ids[owner]['text'][:30]!r} for {wanted['owner']}"
    if (wanted["satuan"] or None) != got["unit"]:
        yield f"{name}: unit {got['unit']!r} for {wanted['satuan']!r}"
    if sorted(map(fold, wanted["opd"])) != sorted(map(fold, got["agencies"])):
        yield f"{name}: OPD {got['agencies']} for {wanted['opd']}"
    if wanted.get("outcome") and fold(wanted["outcome"]) != got["outcome"]:
        yield f"{name}: outcome {got['outcome']!r}"
    doubted = set(wanted.get("ambiguous_number_in", ()))
    figures = {year: (text, wanted["targets_num"][year]) for year, text in wanted["targets"].items()}
    figures |= {"baseline": (wanted["baseline"], wanted["baseline_num"]), "end": (wanted["end"], wanted["end_num"])}
    for year, (text, number) in figures.items():
        row = read.targets.get(got["id"], {}).get(year, {})
        ours_text = got[f"{year}_text"] if year in {"baseline", "end"} else row.get("text")
        ours_number = got[f"{year}_number"] if year in {"baseline", "end"} else row.get("number")
        yield from _figure(f"{name} {year}", (text, number), (ours_text, ours_number), doubted=year in doubted)


def _figure(
    name: str, wanted: tuple[str | None, float | None], got: tuple[str | None, float | None], *, doubted: bool
) -> Iterator[str]:
    if wanted[1] is None or doubted:
        if fold(wanted[0] or "") != fold(got[0] or ""):
            yield f"{name}: {got[0]!r} for {wanted[0]!r}"
        if doubted and got[1] is not None:
            yield f"{name}: {got[0]!r} is taken for {got[1]}, though it may mean two things"
        if wanted[1] is None and got[1] is not None:
            yield f"{name}: {got[0]!r} is taken for {got[1]}, which is not certain"
    elif got[1] is None or abs(got[1] - wanted[1]) > 1e-9 * max(1.0, abs(wanted[1])):
        yield f"{name}: {got[0]!r} ({got[1]}) for {wanted[0]!r} ({wanted[1]})"
    elif number_in(got[0]) is None:
        yield f"{name}: text {got[0]!r} does not read as its number"


def _totals(wanted: dict[str, Any], told: dict[str, Any]) -> Iterator[str]:
    for kind, count in wanted["nodes"].items():
        if told["counts"].get(kind, 0) != count:
            yield f"{told['counts'].get(kind, 0)} {kind} for {count}"
    if told["counts"]["indikator"] != wanted["indicators"]:
        yield f"{told['counts']['indikator']} indikator for {wanted['indicators']}"
    for year, amount in wanted["pagu_total_of_programs_by_year"].items():
        if told["pagu"].get(year) != amount:
            yield f"pagu {year}: {told['pagu'].get(year)} for {amount}"


def main(folder: str) -> int:
    """Tell each difference; 0 when there is none."""
    wrong = 0
    for path in sorted(Path(folder).glob("*.expected.json")):
        truth = json.loads(path.read_text("utf-8"))
        book = path.with_name(path.name.replace(".expected.json", ".xlsx"))
        proposal = propose(read_book(book), first_year=truth["meta"]["periode"][0])
        found = list(differences(to_json(proposal), tree_json(proposal)["tables"], truth))
        nodes, indicators = len(truth["nodes"]), len(truth["indicators"])
        print(f"{book.name}: {nodes} nodes, {indicators} indicators, {len(found)} differences")
        for sentence in found:
            print(f"  {sentence}")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
