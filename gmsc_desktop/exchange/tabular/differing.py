"""What an import of records would change, in words, and what it has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gmsc_desktop.exchange.review import Difference
from gmsc_desktop.models.fields import BY_NAME, Kind
from gmsc_desktop.models.intake.comparing import Change
from gmsc_desktop.models.intake.wanted import Brought, Wanted
from gmsc_desktop.models.records import RECORDS
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.models.snapshot import Json, Snapshot
from gmsc_desktop.models.typed import show_value
from gmsc_desktop.text import _


def differences_of(changes: Iterable[Change], wanted: Sequence[Wanted], snapshot: Snapshot) -> Iterator[Difference]:
    """Every change with its values as a person reads them; of a new record what it will hold."""
    words = _Words(wanted, snapshot)
    for one in changes:
        if one.kind == "added":
            fields = tuple(words.of_new(one))
        else:
            fields = tuple(words.told(one.table, field.column, field.before, field.after) for field in one.fields)
        label, year = BY_NAME[one.table].singular, words.year_of(one)
        yield Difference(one.kind, one.id, label, one.name, one.owner, fields, one.ties, year)


class _Words:
    def __init__(self, wanted: Sequence[Wanted], snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._pack = for_plan(snapshot.plan.reference_version)
        self._coming = {one.id: one for one in wanted}

    def year_of(self, change: Change) -> str:
        """The year of a record that is about one; "" of any other."""
        row, coming = self._snapshot.get(RECORDS[change.table], change.id), self._coming.get(change.id)
        found = coming.values.get("year") if coming is not None else getattr(row, "year", None)
        return str(found) if found is not None else ""

    def of_new(self, change: Change) -> Iterator[tuple[str, str, str]]:
        for column, value in self._coming[change.id].values.items():
            kind = BY_NAME[change.table].field(column).kind
            if kind not in {Kind.OWNER, Kind.PARSED} and value not in {None, ""}:
                yield self.told(change.table, column, None, value)

    def told(self, table: str, column: str, before: Json, after: Json) -> tuple[str, str, str]:
        label = BY_NAME[table].field(column).label
        return label, self._value(table, column, before), self._value(table, column, after)

    def _value(self, table: str, column: str, value: Json) -> str:
        if value is None or value == "":
            return ""
        field = BY_NAME[table].field(column)
        if field.kind is Kind.REFERENCE:
            row = self._snapshot.get(RECORDS[field.target], str(value))
            if row is not None:
                return str(getattr(row, BY_NAME[field.target].title_column))
            return self._coming[str(value)].name if str(value) in self._coming else ""
        return show_value(field, value, self._pack) if isinstance(value, str | int | float) else ""


def sentences_of(brought: Brought) -> Iterator[str]:
    """What was written, for the person; what was refused comes last."""
    for counts, sentence in ((brought.added, _("Ditambahkan: {counts}.")), (brought.changed, _("Diubah: {counts}."))):
        if counts:
            yield sentence.format(counts=", ".join(BY_NAME[table].counted(count) for table, count in counts.items()))
    if not (brought.added or brought.changed):
        yield _("Isi berkas ini sama dengan yang sudah ada, sehingga tidak ada yang berubah.")
    yield from brought.sentences
