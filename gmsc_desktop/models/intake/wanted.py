"""Records as a table from outside has them: held against the plan, then written as part of one change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import editing, initiatives, plan, progress, rows, rpjmd
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checked import Given
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.fields.spec import FIXED_KINDS, REFERENCE_KINDS, Kind
from gmsc_desktop.models.ids import derived_id
from gmsc_desktop.models.intake.comparing import Change, FieldChange
from gmsc_desktop.models.intake.incoming import within_limit
from gmsc_desktop.models.reading import one
from gmsc_desktop.models.records import RECORDS, Initiative, InitiativeBudget, QuickWin
from gmsc_desktop.models.snapshot import Json, Record, Snapshot
from gmsc_desktop.models.typed import read_text
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from gmsc_desktop.models.document_core import Connection

_TEXTS = frozenset((Kind.TEXT, Kind.PROSE, Kind.MARKDOWN, Kind.CODE, Kind.WRITTEN))


@dataclass(frozen=True)
class Wanted:
    """One record: ``values`` by column as they are stored, without those that the table does not tell.

    ``record`` is the id of the record that it is, "" where it is new; then ``id`` names it among the others, whose
    owners and references may be this id. ``name`` is what a person calls it, ``owner`` what it stands under.
    """

    table: str
    id: str
    values: Mapping[str, Json]
    name: str
    owner: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Something to be told of a row from outside (``row`` is its id): ``kind`` is a word for programs."""

    kind: str
    sentence: str
    row: str = ""
    doubt: bool = True


@dataclass(frozen=True)
class Prepared:
    """Everything that a table comes to: its records, owners first, and what is to be told."""

    wanted: tuple[Wanted, ...]
    told: tuple[Told, ...] = ()


@dataclass
class Brought:
    """What was written: counts of records by table, their ids by those from outside, what was refused."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)


def record_id(snapshot: Snapshot, table: str, *keys: str | int) -> str:
    """The id of the row that stands for these keys where the plan has it, else ""."""
    spec = BY_NAME[table]
    first, *rest = keys if spec.fields[0].kind is Kind.OWNER else (snapshot.plan.id, *keys)
    found = derived_id(table, str(first), *rest)
    return found if snapshot.get(RECORDS[table], found) is not None else ""


def fitted(table: str, values: Mapping[str, Json]) -> dict[str, Json]:
    """The values that are told, every text as it would be stored: without unseen letters, within its field's limit."""
    made: dict[str, Json] = {}
    for column, value in values.items():
        spec = BY_NAME[table].field(column)
        if value is not None and spec.kind in _TEXTS:
            value = read_text(spec, within_limit(table, column, str(value)))  # noqa: PLW2901
        if value is not None:
            made[column] = value
    return made


def _within(table: str, column: str, value: Json) -> Json:
    """A text within its limit; ids, also those from outside, and codes stay as they are."""
    is_text = isinstance(value, str) and BY_NAME[table].field(column).kind in _TEXTS
    return within_limit(table, column, str(value)) if is_text else value


def cut(table: str, values: Mapping[str, Json], row: str) -> Iterator[Told]:
    """What is longer than its field, told."""
    for column, value in values.items():
        if isinstance(value, str) and _within(table, column, value) != value:
            sentence = _("“{text}…” lebih panjang daripada {limit} huruf, sehingga ujungnya dipotong.")
            limit = BY_NAME[table].field(column).limit
            yield Told("cut", sentence.format(text=value[:60], limit=limit), row)


def compare(snapshot: Snapshot, wanted: Iterable[Wanted]) -> tuple[Change, ...]:
    """What would be added and changed; nothing is written, and nothing is ever taken away."""
    known: dict[str, dict[str, Record]] = {}
    found = []
    for want in wanted:
        if not want.record:
            found.append(Change("added", want.table, want.id, want.name, want.owner))
            continue
        if want.table not in known:
            known[want.table] = {row.id: row for row in snapshot.rows(want.table)}
        record = known[want.table][want.record]
        if fields := tuple(_fields(want, record)):
            found.append(Change("changed", want.table, want.record, want.name, want.owner, fields))
    return tuple(found)


def _fields(want: Wanted, record: Record) -> Iterator[FieldChange]:
    for column, after in want.values.items():
        if BY_NAME[want.table].field(column).kind in {*FIXED_KINDS, Kind.PARSED} or after is None or after == "":
            continue
        before = getattr(record, column)
        if not same(before, after):
            yield FieldChange(column, None if before == "" else before, after)


def same(before: object, after: object) -> bool:
    """Whether two values say the same: texts without regard to how their blanks are set."""
    if isinstance(before, str) or isinstance(after, str):
        return " ".join(str(before or "").split()) == " ".join(str(after or "").split())
    return before == after


# -- writing


def write(
    db: Connection,
    wanted: Sequence[Wanted],
    changes: Iterable[Change],
    *,
    today: date,
    skip: Collection[str] = (),
) -> Brought:
    """Write what ``compare`` told, without the changes in ``skip`` and what stands under them.

    A record against which a rule of the plan stands is left out whole, and its sentence told; the others are written.
    """
    return _Writer(db, {change.id: change for change in changes if change.id not in skip}, today).write(wanted)


class _Writer:
    def __init__(self, db: Connection, changes: Mapping[str, Change], today: date) -> None:
        self._db = db
        self._changes = changes
        self._today = today
        self.done = Brought()

    def write(self, wanted: Sequence[Wanted]) -> Brought:
        new = {want.id for want in wanted if not want.record}
        for want in wanted:
            change = self._changes.get(want.record or want.id)
            if want.record:
                self.done.ids[want.id] = want.record
            if change is None:
                continue
            values = self._resolved(want, new)
            if values is None:
                continue
            if want.record:
                columns = [one.column for one in change.fields]
                chosen = {column: values[column] for column in columns if column in values}
                self._attempt(want, lambda want=want, chosen=chosen: self._change(want, chosen))  # type: ignore[misc]
            else:
                self._attempt(want, lambda want=want, values=values: self._add(want, values))  # type: ignore[misc]
        return self.done

    def _resolved(self, want: Wanted, new: Collection[str]) -> dict[str, Value] | None:
        """The values with ids of the plan; None where what it stands under was left out."""
        made: dict[str, Value] = {}
        for column, value in want.values.items():
            spec = BY_NAME[want.table].field(column)
            if spec.kind not in REFERENCE_KINDS or not isinstance(value, str):
                made[column] = value
                continue
            known = self.done.ids.get(value) or ("" if value in new else value)
            if not known and spec.kind is Kind.OWNER:
                return None
            if known:
                made[column] = known
        return made

    def _attempt(self, want: Wanted, work: Callable[[], None]) -> None:
        if self._try(want.name, work):
            counts = self.done.changed if want.record else self.done.added
            counts[want.table] = counts.get(want.table, 0) + 1

    def _try(self, name: str, work: Callable[[], None]) -> bool:
        """Do it whole or not at all, and tell why not."""
        self._db.exec_driver_sql("SAVEPOINT intake")
        try:
            work()
        except UserFacingError as refused:
            self._db.exec_driver_sql("ROLLBACK TO intake")
            self.done.sentences.append(
                _("“{name}” tidak diambil: {reason}").format(name=name[:80], reason=refused.sentence)
            )
            return False
        finally:
            self._db.exec_driver_sql("RELEASE intake")
        return True

    def _add(self, want: Wanted, values: dict[str, Value]) -> None:
        self.done.ids[want.id] = rows.add_row(self._db, want.table, values, self._today)

    def _year(self, want: Wanted) -> tuple[str, int]:
        initiative = str(want.values["initiative_id"])
        return self.done.ids.get(initiative, initiative), cast(int, want.values["year"])

    def _change(self, want: Wanted, values: dict[str, Value]) -> None:
        changer = _CHANGERS.get(want.table)
        if changer is not None:
            changer(self, want, values)
        else:
            editing.change(self._db, want.table, want.record, cast("dict[str, Given]", values))

    def progress_year(self, want: Wanted, values: dict[str, Value]) -> None:
        """Status, sums and the rest of a year, each by its rule."""
        initiative, year = self._year(want)
        present = progress.progress_year(self._db, initiative, year)
        told = {column: values.pop(column, None) for column in ("status", "status_reason", "status_on")}
        if any(told.values()):
            status, reason, on = (str(told[c] or getattr(present, c, "") or "") for c in told)
            progress.set_status(self._db, initiative, year, status, reason, date.fromisoformat(on) if on else None)
        sums = {
            c: cast(int, values.pop(c)) for c in ("plan_amount", "budget", "revised_budget", "spending") if c in values
        }
        if sums:
            progress.set_sums(self._db, initiative, year, **sums)
        if values:
            editing.change(self._db, "progress_year", want.record, cast("dict[str, Given]", values))

    def progress_entry(self, want: Wanted, values: dict[str, Value]) -> None:
        """An entry by the rules of its figures."""
        told = cast("dict[str, Given]", values)
        progress.change_entry(self._db, want.record, today=self._today, **told)  # type: ignore[arg-type]  # no column is ``values``

    def quick_win(self, want: Wanted, values: dict[str, Value]) -> None:
        """A quick win that lasts a year at most, and is stopped with a reason."""
        row = one(self._db, QuickWin, want.record)
        start, end = (str(values.get(column) or getattr(row, column)) for column in ("start_on", "end_on"))
        initiatives.within_a_year(start, end)
        editing.change(self._db, "quick_win", row.id, cast("dict[str, Given]", values))
        now = one(self._db, QuickWin, row.id)
        if now.status == initiatives.STOPPED:
            initiatives.stop_quick_win(self._db, now.initiative_id, now.year, now.status_reason)

    def objective(self, want: Wanted, values: dict[str, Value]) -> None:
        """A sasaran that has nothing to do with the smart city, with its reason."""
        rpjmd.mark_unrelated(self._db, want.record, str(want.values.get("unrelated_reason") or ""))
        rest = {column: value for column, value in values.items() if column not in {"unrelated", "unrelated_reason"}}
        editing.change(self._db, "objective", want.record, cast("dict[str, Given]", rest))

    def initiative(self, want: Wanted, values: dict[str, Value]) -> None:
        """An initiative by the rules of its code, its years and what stands outside the RPJMD."""
        if code := str(values.pop("code", None) or ""):
            initiatives.set_code(self._db, want.record, code)
        if {"year_start", "year_end"} & values.keys():
            row = one(self._db, Initiative, want.record)
            start, end = (cast("int | None", values.pop(c, getattr(row, c))) for c in ("year_start", "year_end"))
            initiatives.set_years(self._db, want.record, start, end)
        if outside := str(values.pop("outside_reason", None) or ""):
            initiatives.mark_outside(self._db, want.record, outside)
        if values:
            editing.change(self._db, "initiative", want.record, cast("dict[str, Given]", values))

    def initiative_budget(self, want: Wanted, values: dict[str, Value]) -> None:
        """A budget of a year that is open."""
        plan.require_open(self._db, one(self._db, InitiativeBudget, want.record).year)
        editing.change(self._db, "initiative_budget", want.record, cast("dict[str, Given]", values))


_CHANGERS: dict[str, Callable[[_Writer, Wanted, dict[str, Value]], None]] = {
    "objective": _Writer.objective,
    "progress_year": _Writer.progress_year,
    "progress_entry": _Writer.progress_entry,
    "quick_win": _Writer.quick_win,
    "initiative": _Writer.initiative,
    "initiative_budget": _Writer.initiative_budget,
}
