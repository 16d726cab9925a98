"""Realisation as a table from outside tells it: lines of initiatives and periods in, years and entries out."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models.checks.wording import years_listed
from gmsc_desktop.models.figures import Figures, latest_budget
from gmsc_desktop.models.intake.accumulating import together
from gmsc_desktop.models.intake.agencies import KnownAgencies
from gmsc_desktop.models.intake.indicators import IndicatorLine, OwnIndicators
from gmsc_desktop.models.intake.statuses import Statuses, of_several, reason_without_place, unplanned
from gmsc_desktop.models.intake.wanted import Prepared, Told, Wanted, compare, cut, fitted, record_id, same
from gmsc_desktop.models.progress import candidate, hold_figures
from gmsc_desktop.models.records import Agency, Initiative, ProgressEntry
from gmsc_desktop.models.reference import for_plan
from gmsc_desktop.models.snapshot import Json, Snapshot
from gmsc_desktop.text import _, in_source_language
from gmsc_desktop.values import format_date

SUMS = ("plan_amount", "budget", "revised_budget", "spending")
_TEXTS = ("narrative", "obstacle", "solution", "next_step")


@dataclass(frozen=True)
class Line:
    """What one row of a table tells of one initiative in one period.

    ``initiative`` is the id of a record, or of an initiative among ``new``. Without ``period`` it is the whole year;
    ``as_of`` is a day that the table names. Money is whole Rupiah, ``physical`` percent; both since 1 January.
    """

    id: str
    initiative: str
    title: str
    year: int
    period: str = ""
    number: int | None = None
    as_of: str = ""
    status: str = ""
    status_reason: str = ""
    target_text: str = ""
    sums: Mapping[str, int] = field(default_factory=dict)
    physical: float | None = None
    texts: Mapping[str, str] = field(default_factory=dict)  # narrative, obstacle, solution, next_step
    remark: str = ""
    indicators: tuple[IndicatorLine, ...] = ()
    agency: str = ""


def prepare(
    snapshot: Snapshot, lines: Sequence[Line], *, today: date, source: str, propose_statuses: bool = False
) -> Prepared:
    """The records of the lines, entries before the sums of their year, and all that is to be told.

    ``source`` is the name of the file, for the note of figures that ask for one; ``propose_statuses`` gives years whose
    status the report does not tell the one that follows from their figures.
    """
    return _Preparing(snapshot, today, source, propose_statuses=propose_statuses).prepare(lines)


class _Preparing:
    def __init__(self, snapshot: Snapshot, today: date, source: str, *, propose_statuses: bool) -> None:
        self._propose_statuses = propose_statuses
        self._reported: dict[str, set[int]] = defaultdict(set)
        self._snapshot = snapshot
        self._today = today
        self._source = source
        self._pack = for_plan(snapshot.plan.reference_version)
        self._figures = Figures(snapshot, self._pack)
        self._agencies = KnownAgencies(snapshot.all(Agency))
        self._indicators = OwnIndicators(snapshot)
        self._told: list[Told] = []
        self._statuses = Statuses(snapshot, self._figures, self._pack, today.year)

    def prepare(self, lines: Sequence[Line]) -> Prepared:
        groups: dict[tuple[str, int], list[Line]] = {}
        for line in lines:
            groups.setdefault((line.initiative, line.year), []).append(line)
            self._reported[line.initiative].add(line.year)
        wanted: list[Wanted] = []
        closed: dict[int, int] = defaultdict(int)
        for (initiative, year), found in groups.items():
            told = len(self._told)
            made = self._year(initiative, year, found)
            if made and self._figures.closing(year) is not None:
                del self._told[told:]
                closed[year] += bool(compare(self._snapshot, made))
                continue
            wanted += made
        self._tell_of_years(groups, closed)
        if self._propose_statuses:
            self._told += self._statuses.told()
            wanted += self._statuses.approved()
        return Prepared(tuple(wanted), tuple(self._told))

    def _tell_of_years(self, groups: Mapping[tuple[str, int], Sequence[Line]], closed: Mapping[int, int]) -> None:
        for year, count in closed.items():
            if count:
                sentence = _(
                    "Tahun {year} sudah ditutup, sehingga realisasi {count} inisiatif pada tahun itu tidak diambil. "
                    "Buka kembali tahun itu dengan alasan, lalu impor lagi."
                )
                self._told.append(Told("closed", sentence.format(year=year, count=count)))
        self._told += unplanned(self._snapshot, {key: lines[0] for key, lines in groups.items()})
        outside = {year for _initiative, year in groups} - set(self._snapshot.years)
        if outside and self._snapshot.years:
            sentence = _(
                "Tahun {years} berada di luar periode rencana ini; realisasinya tetap dicatat sebagai riwayat."
            )
            self._told.append(Told("outside", sentence.format(years=years_listed(outside))))

    # -- one initiative in one year

    def _year(self, initiative: str, year: int, lines: Sequence[Line]) -> list[Wanted]:
        by_day: dict[str, list[Line]] = {}
        for line in lines:
            day = self._day(line)
            if day:
                by_day.setdefault(day, []).append(line)
        if not by_day:
            return []
        title = lines[0].title
        sums = self._sums(by_day)
        entries: list[Wanted] = []
        held = list(self._figures.entries(initiative, year))
        pagu = sums.get("revised_budget", sums.get("budget"))
        if pagu is None:
            pagu = latest_budget(self._figures.progress(initiative, year))
        for day in sorted(by_day):
            entries += self._entry(initiative, year, day, by_day[day], held, pagu)
        row = self._year_row(initiative, year, [line for day in sorted(by_day) for line in by_day[day]], sums)
        name = _("{title}, {year}").format(title=title, year=year)
        made = [*entries]
        if row:
            found = record_id(self._snapshot, "progress_year", initiative, year)
            made.append(
                Wanted("progress_year", f"year {initiative} {year}", {"initiative_id": initiative, "year": year, **row},
                       name, title, found)
            )  # fmt: skip
        return made

    def _day(self, line: Line) -> str:
        """The day of the entry, "" where it lies ahead, which is told."""
        end = line.as_of or end_of(self._pack.fact("period", line.period, "count"), line.year, line.number)
        begin = begin_of(self._pack.fact("period", line.period, "count"), line.year, line.number)
        today = self._today.isoformat()
        if line.as_of[:4] not in {"", str(line.year)}:
            sentence = _(
                "“{title}”: tanggal {day} tidak termasuk tahun {year}, sehingga barisnya tidak "
                "diambil. Periksa tanggalnya."
            )
            self._tell("day", sentence.format(title=line.title[:60], day=_said(line.as_of), year=line.year), line.id)
            return ""
        if begin > today or (line.as_of and line.as_of > today):
            sentence = _(
                "“{title}”: tahun atau periode {year} belum berjalan, sehingga barisnya tidak diambil. "
                "Periksa tahunnya."
            )
            self._tell("ahead", sentence.format(title=line.title[:60], year=line.year), line.id)
            return ""
        return min(end, today)

    def _tell(self, kind: str, sentence: str, row: str = "", *, doubt: bool = True) -> None:
        self._told.append(Told(kind, sentence, row, doubt))

    def _sums(self, by_day: Mapping[str, Sequence[Line]]) -> dict[str, int]:
        """The sums of the year: of each the last that is told, and the spending only where it is that of the year."""
        made: dict[str, int] = {}
        for day in sorted(by_day):
            for name in SUMS:
                amount = self._amount(name, by_day[day])
                whole = day.endswith("-12-31") and not any(line.period for line in by_day[day] if name in line.sums)
                if amount is not None and (name != "spending" or whole):
                    made[name] = amount
        return made

    def _amount(self, name: str, lines: Sequence[Line]) -> int | None:
        """What several rows of one initiative come to: added, or taken once where each row repeats it."""
        told = [(line.sums[name], line) for line in lines if name in line.sums]
        if len(told) < 2:
            return told[0][0] if told else None
        amounts = {amount for amount, _line in told}
        title = lines[0].title[:60]
        if len(amounts) == 1:
            if amounts != {0}:
                sentence = _("“{title}” menyebut jumlah uang yang sama di {count} baris; jumlah itu diambil satu kali.")
                self._tell("repeated-money", sentence.format(title=title, count=len(told)), told[0][1].id)
            return amounts.pop()
        sentence = _("“{title}” mempunyai {count} baris dengan jumlah uang berbeda; semuanya dijumlahkan.")
        self._tell("added-money", sentence.format(title=title, count=len(told)), told[0][1].id, doubt=False)
        return sum(amount for amount, _line in told)

    def _year_row(self, initiative: str, year: int, lines: Sequence[Line], sums: Mapping[str, int]) -> dict[str, Json]:
        last = lines[-1]
        values: dict[str, Json] = {**self._status(lines), **sums}
        if self._propose_statuses and not any(line.status for line in lines):
            values["status"] = self._statuses.of_year(initiative, year, lines, self._reported[initiative])
        self._statuses.note(initiative, str(values.get("status") or ""))
        values["target_text"] = joined(line.target_text for line in lines)
        record = self._snapshot.get(Initiative, initiative)
        office = self._agencies.find(last.agency) if last.agency else None
        responsible = record.agency_id if record else ""
        if office and responsible and office != responsible:
            values["agency_id"] = office
        elif last.agency and record and not office and responsible:
            sentence = _(
                "OPD “{name}” belum ada di rencana, sehingga OPD tahun {year} untuk “{title}” tidak diisi. "
                "Tambahkan OPD itu lebih dahulu bila perlu."
            )
            self._tell("agency", sentence.format(name=last.agency[:60], year=year, title=last.title[:60]), last.id)
        self._told += cut("progress_year", values, last.id)
        return {column: value for column, value in fitted("progress_year", values).items() if value != ""}

    def _status(self, lines: Sequence[Line]) -> dict[str, Json]:
        """The last status that is told, with its reason and day where it needs them; without a reason none."""
        line = next((one for one in reversed(lines) if one.status), None)
        if line is None:
            return {}
        line, mixed = of_several(line, lines, self._pack)
        self._told += mixed
        if not self._pack.fact("progress_status", line.status, "needs_reason"):
            return {"status": line.status}
        reason = line.status_reason or line.remark or line.texts.get("obstacle", "")
        label = self._pack.label("progress_status", line.status)
        if not reason:
            sentence = _(
                "Status {status} untuk “{title}” tahun {year} perlu alasan, dan berkas ini tidak menyebutnya, sehingga "
                "statusnya tidak diambil. Tulis alasannya di kolom keterangan, lalu impor lagi."
            )
            words = {"status": label, "title": line.title[:60], "year": line.year}
            self._tell("status-reason", sentence.format(**words), line.id)
            return {}
        there = self._figures.progress(line.initiative, line.year)
        if there is not None and there.status == line.status and there.status_on:  # since when it is so is known
            return {"status": line.status, "status_reason": reason}
        return {"status": line.status, "status_reason": reason, "status_on": self._day(line)}

    # -- one entry

    def _entry(
        self, initiative: str, year: int, day: str, lines: Sequence[Line], held: list[ProgressEntry], pagu: int | None
    ) -> Iterator[Wanted]:
        values = self._entry_values(initiative, year, day, lines)
        indicators, texts = self._indicators.read(initiative, year, [one for line in lines for one in line.indicators])
        values["narrative"] = joined([*texts, str(values.get("narrative") or "")])
        self._tell_indicators(lines, indicators.unknown)
        self._tell_several(lines, indicators.several)
        self._tell_alike(lines, indicators.alike)
        told = {c for c, v in values.items() if v not in {None, ""}} - {"period", "period_number"}
        if not told and not indicators.values:
            return
        self._told += cut("progress_entry", values, lines[0].id)
        values = fitted("progress_entry", values)
        record, day = self._same_entry(held, day, lines[0], values)
        values = {"initiative_id": initiative, "year": year, "as_of": day, **values}
        if record is not None:
            held.remove(record)
        taken = self._explained(day, values, record, lines[0], held, pagu)
        if taken is None:
            if record is not None:
                held.append(record)
            return
        name = _("{title}, keadaan {day}").format(title=lines[0].title, day=_said(day))
        entry_id = record.id if record else ""
        entry = Wanted("progress_entry", lines[0].id, taken, name, lines[0].title, entry_id)
        held.append(candidate(entry.id, {**({c: getattr(record, c) for c in _COLUMNS} if record else {}), **taken}))
        yield entry
        yield from indicators.wanted(entry, year)
        for sentence in indicators.other_targets(year):
            self._tell("target", sentence, lines[0].id)

    def _tell_indicators(self, lines: Sequence[Line], unknown: Sequence[str]) -> None:
        for text in unknown:
            sentence = _(
                "Indikator “{text}” tidak ada pada inisiatif “{title}”, sehingga nilainya dicatat dalam uraian "
                "entri. Tambahkan indikatornya lebih dahulu bila nilainya perlu dihitung."
            )
            self._tell("indicator", sentence.format(text=text[:60], title=lines[0].title[:60]), lines[0].id)

    def _tell_alike(self, lines: Sequence[Line], alike: Sequence[tuple[str, str]]) -> None:
        for text, own in dict.fromkeys(alike):
            sentence = _("Indikator “{text}” dianggap “{own}” pada “{title}” karena bunyinya mirip. Periksa.")
            told = sentence.format(text=text[:60], own=own[:60], title=lines[0].title[:60])
            self._tell("indicator-alike", told, lines[0].id)

    def _tell_several(self, lines: Sequence[Line], several: Sequence[str]) -> None:
        for text in several:
            sentence = _(
                "Indikator “{text}” pada “{title}” mempunyai beberapa nilai untuk masa yang sama, sehingga nilainya "
                "dicatat dalam uraian entri. Isi satu nilai di indikator itu."
            )
            told = sentence.format(text=text[:60], title=lines[0].title[:60])
            self._tell("several-values", told, lines[0].id)

    def _entry_values(self, initiative: str, year: int, day: str, lines: Sequence[Line]) -> dict[str, Json]:
        first = lines[0]
        values: dict[str, Json] = {"period": first.period or None, "period_number": first.number}
        percents = {line.physical for line in lines if line.physical is not None}
        if len(percents) > 1:
            sentence = _(
                "“{title}” mempunyai beberapa angka realisasi fisik per {day}, sehingga tidak satu pun diambil. "
                "Isi satu angka untuk inisiatif itu, lalu impor lagi."
            )
            self._tell("physical", sentence.format(title=first.title[:60], day=_said(day)), first.id)
        values["physical_percent"] = percents.pop() if len(percents) == 1 else None
        values["spending"] = self._spent(initiative, year, lines)
        for column in _TEXTS:
            values[column] = joined(line.texts.get(column, "") for line in lines)
        remarks = joined(
            [*(line.remark for line in lines), *(reason_without_place(line, self._pack) for line in lines)]
        )
        values["narrative"] = joined([str(values["narrative"] or ""), remarks])
        return values

    def _spent(self, initiative: str, year: int, lines: Sequence[Line]) -> int | None:
        """Cumulative spending; not said again where the plan has it for the whole year already."""
        told = [line.sums["spending"] for line in lines if "spending" in line.sums]
        if not told:
            return None
        amount = together(told)
        row = self._figures.progress(initiative, year)
        whole_year = not lines[0].period
        return None if whole_year and row is not None and row.spending == amount else amount

    def _same_entry(
        self, held: Sequence[ProgressEntry], day: str, line: Line, values: Mapping[str, Json]
    ) -> tuple[ProgressEntry | None, str]:
        """The entry of the plan that comes again, and its day: one of the same day, or of the running period."""
        there = [row for row in held if row.as_of == day]
        there.sort(key=lambda row: (row.period != line.period, not row.legacy, row.id))
        if there:
            return there[0], day
        if day == self._today.isoformat() and not line.as_of:
            for row in held:
                if row.period == line.period and all(same(getattr(row, c), v) for c, v in values.items()):
                    return row, row.as_of
        return None, day

    def _explained(
        self, day: str, values: dict[str, Json], record: ProgressEntry | None, line: Line,
        held: Sequence[ProgressEntry], pagu: int | None,
    ) -> dict[str, Json] | None:  # fmt: skip
        """The values with a note where the figures ask for one and an honest one can be given; None where it cannot."""
        present = {column: getattr(record, column) for column in _COLUMNS} if record else {}
        try:
            hold_figures(candidate("", {**present, **values}), held, pagu)
            return values
        except UserFacingError as asked:
            note = (line.remark or from_the_file(self._source))[:4000]
            told = {**values, "note": note}
            try:
                hold_figures(candidate("", {**present, **told}), held, pagu)
            except UserFacingError as refused:
                sentence = _("“{title}” per {day} tidak diambil: {reason}")
                words = {"title": line.title[:60], "day": _said(day), "reason": refused.sentence}
                self._tell("figures", sentence.format(**words), line.id)
                return None
            sentence = _("“{title}”: {reason} Dicatat seperti di berkas dengan penjelasan: {note}")
            self._tell("note", sentence.format(title=line.title[:60], reason=asked.sentence, note=note[:80]), line.id)
            return told


def _said(day: str) -> str:
    """A day as people write it."""
    return format_date(date.fromisoformat(day))


_COLUMNS = (
    "initiative_id", "year", "as_of", "period", "period_number", "physical_percent", "spending", "note",
)  # fmt: skip


@in_source_language
def from_the_file(name: str) -> str:
    """The note of a figure that nobody explained: where it is from, and nothing else."""
    return _("Riwayat, dari berkas “{name}”: angka dicatat seperti tertulis di sana.").format(name=name)


def joined(texts: Iterable[str]) -> str:
    """Texts of several rows, each once, a line each."""
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text and text.strip()))


def end_of(count: object, year: int, number: int | None) -> str:
    """The last day of the ``number``-th of ``count`` periods of a year; of the year without them."""
    month = 12 * number // count if isinstance(count, int) and count and number else 12
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def begin_of(count: object, year: int, number: int | None) -> str:
    """The first day of such a period."""
    month = 12 * (number - 1) // count + 1 if isinstance(count, int) and count and number else 1
    return date(year, month, 1).isoformat()
