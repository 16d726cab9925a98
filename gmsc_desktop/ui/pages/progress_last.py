"""What was told last of an initiative in a year: the notes under the fields of its next entry."""

from __future__ import annotations

from collections.abc import Mapping

from gmsc_desktop.models.figures import latest_budget
from gmsc_desktop.models.records import InitiativeTarget, ProgressEntry, ProgressValue
from gmsc_desktop.text import _
from gmsc_desktop.ui.pages.progress_due import short_day
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_number, format_percent


class LastValues:
    """The entries before ``entry`` (None: a new one, after all of them) of an initiative in a year."""

    def __init__(self, session: Session, initiative_id: str, year: int, entry: ProgressEntry | None) -> None:
        self._session, self._year, self._is_new = session, year, entry is None
        rows = session.figures.entries(initiative_id, year)
        self._rows = [row for row in rows if entry is None or (row.as_of, row.id) < (entry.as_of, entry.id)]
        self._progress = session.figures.progress(initiative_id, year)
        self._pagu = latest_budget(self._progress)

    def last(self, column: str) -> ProgressEntry | None:
        """The last of them that tells a column."""
        return next((row for row in reversed(self._rows) if getattr(row, column) is not None), None)

    def note_of(self, column: str) -> str:
        """What stands under a field of the entry."""
        if column == "period":
            return _("Tahun anggaran {year}").format(year=self._year)
        if column == "as_of":
            return _("contoh 30/09/{year}").format(year=self._year)
        if column == "note":
            return _("Wajib bila angka turun, melebihi 100 %, atau melebihi pagu.")
        if column not in {"physical_percent", "spending"}:
            return ""
        last = self.last(column)
        if last is None:
            whole = self._progress.spending if self._progress and column == "spending" else None
            return self._nothing_before() if whole is None else _("setahun {value}").format(value=format_number(whole))
        value = getattr(last, column)
        return _last_words(format_percent(value) if column == "physical_percent" else format_number(value), last.as_of)

    def indicator_note(self, indicator_id: str) -> str:
        """The last value of an indicator and its target of the year."""
        parts = []
        for row in reversed(self._rows):
            values = self._session.snapshot.where(ProgressValue, "entry_id", row.id)
            told = next((value.text for value in values if value.indicator_id == indicator_id), "")
            if told:
                parts.append(_last_words(told, row.as_of))
                break
        targets = self._session.snapshot.where(InitiativeTarget, "indicator_id", indicator_id)
        target = next((row.text for row in targets if row.year == self._year), "")
        if target:
            parts.append(_("target {value}").format(value=target))
        return " · ".join(parts) or self._nothing_before()

    def _nothing_before(self) -> str:
        """That there is no earlier value: of a new entry, or of one that is the first."""
        return _("belum ada nilai tahun ini") if self._is_new else _("nilai pertama tahun ini")

    def asks_a_note(self, figures: Mapping[str, float | None]) -> bool:
        """Whether a figure falls, is over 100 % or over the year's pagu."""
        for column, most in (("physical_percent", 100), ("spending", self._pagu)):
            value, last = figures[column], self.last(column)
            if value is None:
                continue
            if (most is not None and value > most) or (last is not None and value < getattr(last, column)):
                return True
        return False


def _last_words(value: str, as_of: str) -> str:
    return _("terakhir {value} · {when}").format(value=value, when=short_day(as_of))
