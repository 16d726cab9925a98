"""A proposal as a document for the plan, and what of it the plan has no place for: told, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.rpjmd.proposal import Proposal
from gmsc_desktop.exchange.rpjmd.tables import Rows, to_tables
from gmsc_desktop.exchange.rpjmd.tree import Node
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.exchange.tabular.sums import END
from gmsc_desktop.models.intake.incoming import RUNGS, Incoming
from gmsc_desktop.text import _

_KINDS = {"rpjmd": "RPJMD", "rpd": "RPD", "perubahan_rpjmd": "Perubahan RPJMD", "renstra": "Renstra"}
_TRANSITION = "rpd"
_TABLES = (*RUNGS, "agency", "programme_agency", "target", "ceiling")


def to_incoming(proposal: Proposal, region: str) -> Incoming:
    """The rows that a plan can hold; ``region`` is its district, for the title of a new document."""
    rows = to_tables(proposal)
    indicators = [row for row in rows["indicator"] if _owner(row)]
    kept = {row["id"] for row in indicators}
    taken: Rows = {table: rows[table] for table in _TABLES} | {
        "indicator": indicators,
        "target": [row for row in rows["target"] if row["indicator_id"] in kept],
        "ceiling": [row for row in rows["ceiling"] if "programme_id" in row and row["amount"] >= 0],
        "strategy": [row for row in rows["strategy"] if row.get("objective_id")],
    }
    vision = rows["planning_document"][0]["vision"] or ""
    if proposal.kind == _TRANSITION:  # has neither visi nor misi; told by ``left_out``
        vision = ""
        taken["mission"] = []
        taken["goal"] = [{**row, "mission_id": None} for row in rows["goal"]]
    return Incoming(proposal.kind, _title(proposal, region), proposal.period, proposal.years, vision, taken)


def _owner(row: dict[str, Any]) -> bool:
    return any(row.get(column) for column in ("goal_id", "objective_id", "programme_id"))


def _title(proposal: Proposal, region: str) -> str:
    years = proposal.period or (proposal.years[0], proposal.years[-1]) if proposal.years or proposal.period else None
    named = region
    if proposal.kind == "renstra":
        offices = {agency for node in proposal.nodes for agency in node.agencies}
        named = offices.pop() if len(offices) == 1 else region
    span = "–".join(map(str, dict.fromkeys(years))) if years else ""
    return " ".join(part for part in (_KINDS[proposal.kind], named, span) if part)[:300]


def left_out(proposal: Proposal) -> Iterator[Notice]:
    """What the tree has and a plan has no place for."""
    nodes = proposal.nodes
    place = Place(proposal.tables[0].name, proposal.tables[0].header.top, 0)
    for levels, sentence in (
        (
            ("affair", "field", "block"),
            _("{count} urusan, bidang urusan, dan unit hanya ditunjukkan; rencana mencatat programnya."),
        ),
        (
            ("activity", "sub_activity"),
            _("{count} kegiatan dan sub kegiatan tidak diambil; rencana mencatat sampai program."),
        ),
    ):
        count = sum(node.level in levels for node in nodes)
        if count:
            yield Notice("level-left", sentence.format(count=count), place)
    count = sum(node.level in {"vision", "mission"} for node in nodes)
    if count and proposal.kind == _TRANSITION:
        sentence = _("Tabel ini dikenali sebagai RPD, sehingga {count} visi dan misi di dalamnya tidak diambil.")
        yield Notice("missions-left", sentence.format(count=count), place, doubt=True)
    count = sum(len(n.indicators) for n in nodes if n.level not in {"goal", "objective", "programme"})
    if count:
        sentence = _("{count} indikator tidak diambil karena tidak melekat pada tujuan, sasaran, atau program.")
        yield Notice("indicators-left", sentence.format(count=count), place)
    count = sum(END in node.money for node in nodes if node.level == "programme")
    if count:
        sentence = _("Pagu akhir periode dari {count} program hanya ditunjukkan; rencana mencatat pagu per tahun.")
        yield Notice("end-money-left", sentence.format(count=count), place)
    for node in nodes:
        if node.level == "programme":
            if any(amount < 0 for amount in node.money.values()):
                sentence = _("Pagu “{name}” ada yang kurang dari nol dan tidak diambil.")
                yield Notice("negative-money", sentence.format(name=node.text[:60]), node.place, doubt=True)
            activities = [one for one in node.children if one.level == "activity" and one.money]
            if activities and not node.money:
                sentence = _("Program “{name}” tidak mempunyai pagu sendiri; pagu kegiatannya tidak dijumlahkan.")
                yield Notice("no-money", sentence.format(name=node.text[:60]), node.place, doubt=True)
        elif node.level in {"strategy", "policy"} and not _under(node, "objective"):
            sentence = _("Strategi “{name}” tidak diambil karena tidak ada sasaran di atasnya.")
            yield Notice("strategy-left", sentence.format(name=node.text[:60]), node.place, doubt=True)


def _under(node: Node, level: str) -> bool:
    above = node.parent
    while above is not None and above.level != level:
        above = above.parent
    return above is not None
