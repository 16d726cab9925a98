"""The plan as a whole: its beginning, its narrative, its status, decisions on findings, closed years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing, reference
from gmsc_desktop.models.checked import Given, in_order, need
from gmsc_desktop.models.checks.institutions import LONGEST_SPAN, SHORTEST_SPAN
from gmsc_desktop.models.checks.wording import day, shortened
from gmsc_desktop.models.ids import derived_id, is_id
from gmsc_desktop.models.reading import find, gone, one, pack_of, where
from gmsc_desktop.models.records import FindingOverride, HeadOfRegion, Plan, YearClosing
from gmsc_desktop.text import _
from gmsc_desktop.values import format_date

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

FIRST, REVISION, SEPARATE = "induk", "revisi", "terpisah"
DRAFT, FINAL = "draf", "final"


class RegionFacts(Protocol):
    """What ``region.find_region`` tells of a district or province, or what a person typed for one it does not know."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def province_code(self) -> str: ...
    @property
    def province_name(self) -> str: ...


# -- the plan and its region


def begin(
    db: Connection,
    *,
    plan_id: str,
    title: str,
    region: RegionFacts,
    period_start: int,
    period_end: int,
    kind: str = FIRST,
    ancestor_plan: str | None = None,
    kind_reason: str | None = None,
    reference_version: str = reference.CURRENT_VERSION,
    is_example: bool = False,
) -> str:
    """Make the plan of this file and the region that owns it; the plan's id.

    One plan, one identity: a revision names its ancestor, a separate second plan its reason. A period of 5 to 10 years
    is a matter of the checks; one that ends before it begins is refused.
    """
    if not is_id(plan_id):
        raise ValueError(plan_id)
    if db.exec_driver_sql("SELECT 1 FROM plan").first() is not None:
        raise UserFacingError(
            _("Berkas ini sudah memuat sebuah rencana."), _("Buat rencana baru dari daftar rencana, bukan di dalamnya.")
        )
    say_what_it_is(kind, ancestor_plan, kind_reason)
    _period_in_order(period_start, period_end)
    values: dict[str, Given] = {
        "title": need(title, _("Judul rencana masih kosong."), _("Isi judulnya lebih dahulu.")),
        "kind": kind,
        "ancestor_plan": ancestor_plan,
        "kind_reason": kind_reason,
        "period_start": period_start,
        "period_end": period_end,
        "status": DRAFT,
        "reference_version": reference.load(reference_version).version,
        "is_example": is_example,
    }
    editing.add(db, "plan", values, plan_id)
    facts = {name: getattr(region, name) for name in ("code", "name", "kind", "province_code", "province_name")}
    editing.add(db, "region", facts, derived_id("region", plan_id))
    return plan_id


def period_hint(start: int, end: int) -> str:
    """What to tell of a period that is shorter or longer than the guide has it; "" for one that fits. No refusal."""
    if SHORTEST_SPAN <= end - start <= LONGEST_SPAN:
        return ""
    return _(
        "Periode {start}–{end} berselisih {span} tahun; pedoman menganjurkan {shortest} sampai {longest} tahun. "
        "Tahunnya dapat diubah di profil rencana."
    ).format(start=start, end=end, span=end - start, shortest=SHORTEST_SPAN, longest=LONGEST_SPAN)


def say_what_it_is(kind: str, ancestor_plan: str | None, kind_reason: str | None) -> None:
    """Refuse a revision without its ancestor, and a separate second plan without a reason."""
    if kind == REVISION and not (ancestor_plan or "").strip():
        raise UserFacingError(
            _("Revisi rencana induk perlu menyebut rencana yang direvisi."), _("Pilih rencana sebelumnya.")
        )
    if kind == SEPARATE:
        need(
            kind_reason,
            _("Rencana terpisah perlu alasan: mengapa daerah memerlukan rencana kedua."),
            _("Tulis alasannya, atau buat sebagai revisi dari rencana yang sudah ada."),
        )


def _period_in_order(start: int, end: int) -> None:
    sentence = _("Tahun akhir ({end}) mendahului tahun awal ({start}).").format(start=start, end=end)
    in_order(start, end, sentence)


def set_period(db: Connection, start: int, end: int) -> None:
    """Set the years of the plan."""
    _period_in_order(start, end)
    editing.change(db, "plan", editing.plan_id(db), {"period_start": start, "period_end": end})


def set_region(db: Connection, facts: Mapping[str, Given]) -> None:
    """Set further facts of the region, by column: capital, area_km2, population, cohort_year, office_name …"""
    editing.change(db, "region", derived_id("region", editing.plan_id(db)), facts)


def add_head_of_region(
    db: Connection, *, name: str, post: str, kind: str, from_date: date, to_date: date | None = None, note: str = ""
) -> str:
    """Record a head of region, or a deputy, with the dates in office; ``kind`` tells definitif, Pj., Plt. or Plh."""
    sentence = _("Masa jabatan berakhir ({end}) sebelum dimulai ({start}).").format(
        start=format_date(from_date), end=format_date(to_date or from_date)
    )
    in_order(from_date, to_date, sentence)
    name = need(name, _("Nama kepala daerah masih kosong."), _("Isi nama lengkap dengan gelarnya."))
    values: dict[str, Given] = {
        "name": name,
        "post": post,
        "kind": kind,
        "from_date": from_date,
        "to_date": to_date,
        "note": note,
    }
    return editing.add(db, HeadOfRegion.TABLE, values)


# -- the book


def the_plan(db: Connection) -> Plan:
    """The plan's own record."""
    return one(db, Plan, editing.plan_id(db))


def set_final(db: Connection, person: str, on: date) -> None:
    """A person says that the book is final; until then every paper says DRAF."""
    plan = the_plan(db)
    if plan.status == FINAL:
        raise UserFacingError(
            _("Buku ini sudah ditetapkan final oleh {person} pada {date}.").format(
                person=plan.final_by, date=day(plan.final_on)
            ),
            _("Kembalikan menjadi draf lebih dahulu bila ingin menetapkannya lagi."),
        )
    person = need(person, _("Nama yang menetapkan buku final masih kosong."), _("Isi nama atau jabatannya."))
    editing.change(db, "plan", plan.id, {"status": FINAL, "final_by": person, "final_on": on})


def reopen_draft(db: Connection) -> None:
    """The book is a draft again; who had set it final stays in the history."""
    values = {"status": DRAFT, "final_by": None, "final_on": None}
    editing.change(db, "plan", editing.plan_id(db), values)


def set_vision(db: Connection, vision: str, keywords: str | None = None) -> None:
    """Write the vision of the smart city; keywords stay as they are where none are given."""
    values = {"vision": vision} if keywords is None else {"vision": vision, "vision_keywords": keywords}
    editing.change(db, "plan", editing.plan_id(db), values)


def add_smart_mission(db: Connection, text: str) -> str:
    """Add a mission of the smart city after the others."""
    text = need(text, _("Misi smart city masih kosong."), _("Tulis misinya."))
    return editing.add(db, "smart_mission", {"text": text})


def write_section(db: Connection, key: str, body: str | None) -> str:
    """Write a narrative section (Markdown) of the paket acuan's list; the section's id."""
    return editing.assign(db, "section", {"key": key}, {"body": body})


def write_dimension(db: Connection, dimension: str, **texts: str | None) -> str:
    """Write the narrative of a dimension (Markdown): ``condition``, ``gap``, ``strategy``; the row's id.

    What is not named stays as it is; None empties it.
    """
    return editing.assign(db, "dimension_plan", {"dimension": dimension}, texts)


# -- decisions on findings


def override(db: Connection, finding_key: str, rule: str, reason: str, person: str, on: date) -> str:
    """Decide to leave one finding as it is, with reason, person and date; it travels in the package."""
    if rule not in pack_of(db).rule_weights:
        raise UserFacingError(
            _("Aturan “{rule}” tidak dikenal.").format(rule=shortened(rule)),
            _("Jalankan pemeriksaan lagi, lalu pilih temuannya."),
        )
    values: dict[str, Given] = {
        "rule": rule,
        "reason": need(reason, _("Pengecualian perlu alasan."), _("Tulis mengapa temuan ini dibiarkan.")),
        "person": need(person, _("Pengecualian perlu nama yang memutuskan."), _("Isi nama atau jabatannya.")),
        "decided_on": on,
    }
    return editing.assign(db, "finding_override", {"finding_key": finding_key}, values)


def withdraw_override(db: Connection, finding_key: str) -> None:
    """The finding counts again; ``UserFacingError`` where there is no decision on it."""
    if not where(db, FindingOverride, finding_key=finding_key):
        raise gone("finding_override")
    editing.clear(db, "finding_override", {"finding_key": finding_key})


# -- years


def is_closed(db: Connection, year: int) -> bool:
    """Whether the year takes no more entries, sums and statuses."""
    closing = find(db, YearClosing, derived_id("year_closing", editing.plan_id(db), year))
    return closing is not None and closing.closed


def require_open(db: Connection, year: int) -> None:
    """Refuse what would change a closed year."""
    if is_closed(db, year):
        raise UserFacingError(
            _("Tahun {year} sudah ditutup, sehingga pelaksanaannya tidak dapat diubah.").format(year=year),
            _("Buka kembali tahun {year} dengan alasan, lalu ulangi.").format(year=year),
        )


def close_year(db: Connection, year: int, person: str, on: date) -> None:
    """Close a year: its entries, sums and statuses stay as they are."""
    if is_closed(db, year):
        raise UserFacingError(_("Tahun {year} sudah ditutup.").format(year=year), _("Tidak ada yang perlu dilakukan."))
    if on.year < year:
        raise UserFacingError(
            _("Tahun {year} belum dimulai pada {date}.").format(year=year, date=format_date(on)),
            _("Tutup tahun itu setelah berjalan."),
        )
    _decide_year(db, year, closed=True, person=person, on=on, reason=None)


def reopen_year(db: Connection, year: int, person: str, on: date, reason: str) -> None:
    """Open a closed year again; the reason is kept."""
    if not is_closed(db, year):
        raise UserFacingError(
            _("Tahun {year} tidak sedang ditutup.").format(year=year), _("Tidak ada yang perlu dilakukan.")
        )
    reason = need(
        reason,
        _("Membuka kembali tahun {year} perlu alasan.").format(year=year),
        _("Tulis apa yang perlu diperbaiki pada tahun itu."),
    )
    _decide_year(db, year, closed=False, person=person, on=on, reason=reason)


def _decide_year(db: Connection, year: int, *, closed: bool, person: str, on: date, reason: str | None) -> None:
    person = need(person, _("Nama yang memutuskan masih kosong."), _("Isi nama atau jabatannya."))
    values: dict[str, Given] = {"closed": closed, "person": person, "decided_on": on, "reason": reason}
    editing.assign(db, "year_closing", {"year": year}, values)
