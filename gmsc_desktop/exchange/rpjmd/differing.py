"""What an import would change, in words: records that come, change, or that the file does not have, and mappings."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.exchange.review import Difference, Tied
from gmsc_desktop.models.fields import BY_NAME, Kind
from gmsc_desktop.models.intake.comparing import Change, Comparison, FieldChange
from gmsc_desktop.models.intake.incoming import TEXTS, Incoming
from gmsc_desktop.models.intake.writing import Written
from gmsc_desktop.models.records import RECORDS, PlanningDocument
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.models.snapshot import Json, Snapshot
from gmsc_desktop.models.typed import show_value
from gmsc_desktop.text import _

_CELLS = ("target", "ceiling")


def differences_of(comparison: Comparison, incoming: Incoming, snapshot: Snapshot) -> Iterator[Difference]:
    """Every change with its values as a person reads them."""
    words = _Words(incoming, snapshot)
    for one in comparison.changes:
        yield Difference(
            one.kind,
            one.id,
            BY_NAME[one.table].singular,
            one.name,
            one.owner,
            tuple(words.of_field(one, field) for field in one.fields),
            one.ties,
            words.year_of(one),
            one.above,
        )


class _Words:
    def __init__(self, incoming: Incoming, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._pack = for_plan(snapshot.plan.reference_version)
        self._coming = {str(row["id"]): str(row[text]) for table, text in TEXTS.items() for row in incoming.of(table)}
        self._years = {str(row["id"]): str(row["year"]) for table in _CELLS for row in incoming.of(table)}

    def year_of(self, change: Change) -> str:
        """The year of a target or a ceiling; "" of any other record."""
        row = self._snapshot.get(RECORDS[change.table], change.id) if change.table in _CELLS else None
        return str(getattr(row, "year")) if row is not None else self._years.get(change.id, "")  # noqa: B009 - of both

    def of_field(self, change: Change, field: FieldChange) -> tuple[str, str, str]:
        label = BY_NAME[change.table].field(field.column).label
        before, after = (self._value(change.table, field.column, one) for one in (field.before, field.after))
        return label, before, after

    def _value(self, table: str, column: str, value: Json) -> str:
        if value is None or value == "":
            return ""
        field = BY_NAME[table].field(column)
        if field.kind is Kind.REFERENCE:
            row = self._snapshot.get(RECORDS[field.target], str(value))
            return str(getattr(row, BY_NAME[field.target].title_column)) if row else self._coming.get(str(value), "")
        return show_value(field, value, self._pack) if isinstance(value, str | int | float) else ""


def ties_of(comparison: Comparison) -> Iterator[Tied]:
    """Every mapping to the older document."""
    for tie in comparison.ties:
        yield Tied(BY_NAME[tie.table].singular, tie.name, bool(tie.target))


def document_words(snapshot: Snapshot, document_id: str) -> str:
    """What the document is called that comes again; "" where it is new."""
    row = snapshot.get(PlanningDocument, document_id)
    if row is None:
        return ""
    years = "–".join(str(year) for year in (row.period_start, row.period_end) if year is not None)
    kind = for_plan(snapshot.plan.reference_version).label("planning_kind", row.kind)
    return row.title or f"{kind} {years}".strip()


def sentences_of(written: Written, comparison: Comparison) -> Iterator[str]:
    """What was written, for the person; what is left to do comes last."""
    for counts, sentence in (
        (written.added, _("Ditambahkan: {counts}.")),
        (written.changed, _("Diubah: {counts}.")),
        (written.removed, _("Dihapus: {counts}.")),
    ):
        if counts:
            yield sentence.format(counts=", ".join(BY_NAME[table].counted(count) for table, count in counts.items()))
    if not (written.added or written.changed or written.removed):
        yield _("Isi berkas ini sama dengan yang sudah ada, sehingga tidak ada yang berubah.")
    if written.carried:
        yield _("{count} pemetaan ikut ke dokumen yang baru.").format(count=written.carried)
    if written.untied:
        sentence = _("{count} pemetaan ikut terhapus. Petakan lagi inisiatif yang kini tidak melayani sasaran apa pun.")
        yield sentence.format(count=written.untied)
    lost = [tie for tie in comparison.ties if not tie.target]
    if lost:
        sentence = _(
            "{count} pemetaan tidak menemukan padanannya di dokumen yang baru, misalnya “{name}”. Petakan lagi."
        )
        yield sentence.format(count=len(lost), name=lost[0].name[:60])
    yield from written.sentences
