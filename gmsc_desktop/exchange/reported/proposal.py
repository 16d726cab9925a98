"""What the reading of a report comes to, whatever the report is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gmsc_desktop.exchange.reported.answers import INITIATIVE, STATUS
from gmsc_desktop.exchange.review import Amount, Branch, Notice, Question, Sum
from gmsc_desktop.exchange.sheets import Place
from gmsc_desktop.exchange.tabular.answers import Need
from gmsc_desktop.exchange.tabular.layout import Table
from gmsc_desktop.models.intake.newcomers import ADD, LEAVE, Newcomers
from gmsc_desktop.models.intake.wanted import Told, Wanted
from gmsc_desktop.models.reference import ReferencePack
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

_REMARKS = {
    "second": m("Kolom {column} (“{header}”) mengulang arti kolom lain dan tidak dibaca. Cocokkan bila perlu."),
    "achievement": m("Kolom {column} (“{header}”) dibaca sebagai realisasi fisik. Periksa artinya."),
}  # fmt: skip


@dataclass(frozen=True)
class ReportProposal:
    """Everything that a review shows; ``wanted`` are the records that it comes to."""

    title: str
    tables: tuple[Table, ...]
    others: tuple[Table, ...]
    unit: str
    branches: tuple[Branch, ...]
    counts: tuple[tuple[str, int], ...]
    notices: tuple[Notice, ...]
    needs: tuple[Need, ...]
    questions: tuple[Question, ...]
    wanted: tuple[Wanted, ...]
    fingerprint: str
    amounts: tuple[Amount, ...] = ()
    sums: tuple[Sum, ...] = ()


@dataclass
class Reading:
    """What is gathered while tables are read: notices, the cells that rows from outside stand for."""

    notices: list[Notice] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    strange: dict[str, str] = field(default_factory=dict)  # statuses that nobody knows, by their words
    yearless: list[str] = field(default_factory=list)  # sheets that name no year
    amounts: list[int] = field(default_factory=list)

    def needs(self) -> Iterator[Need]:
        """The year of a table that names none."""
        if self.yearless:
            sentence = _("Lembar “{sheet}” tidak menyebut tahunnya. Tahun berapa isi tabel ini?")
            yield Need("year", sentence.format(sheet=self.yearless[0]))

    def told(self, told: Iterable[Told]) -> Iterator[Notice]:
        """What the plan's side told, at the cells that it is about."""
        for one in told:
            yield Notice(one.kind, one.sentence, self.places.get(one.row), one.doubt)

    def status(self, text: str, known: str, answers: Mapping[str, str], place: Place) -> str:
        """The code of a status; one that nobody knows is asked about, and told."""
        plain = " ".join(text.casefold().split())
        code = known or answers.get(plain, "")
        if code and code != LEAVE:
            return code
        if plain and not code and plain not in self.strange:
            self.strange[plain] = text
            sentence = _("Status “{text}” di sel {cell} tidak dikenal, sehingga tidak diambil. Pilih artinya.")
            self.notices.append(Notice("status", sentence.format(text=text[:60], cell=place.cell), place, doubt=True))
        return ""


def column_notices(tables: Sequence[Table]) -> Iterator[Notice]:
    """What was remarked about columns, and those that are not read."""
    table = tables[0]
    for word, index in table.layout.remarks:
        column = table.layout.columns[index]
        place = Place(table.name, table.header.bottom, index)
        yield Notice(word, _(_REMARKS[word]).format(column=column.name, header=column.header), place, doubt=True)
    unread = [c for c in table.layout.columns if c.meaning in {"", "ignored"} and c.header]
    if unread:
        listed = ", ".join(f"{c.name} ({c.header[:40]})" for c in unread[:12])
        yield Notice("columns-left", _("Kolom yang tidak dibaca: {columns}.").format(columns=listed))


def questions_about(
    newcomers: Newcomers, strange: Mapping[str, str], pack: ReferencePack, statuses: str
) -> Iterator[Question]:
    """What a person may answer beside what is needed: initiatives that are not known, statuses that nobody knows."""
    for key, (named, found) in newcomers.unknown.items():
        near = [id_ for id_ in found.near if id_ in newcomers.known.titles]
        ids = [*near, *(id_ for id_ in newcomers.known.titles if id_ not in near)]
        choices = [(id_, _title(newcomers, id_)) for id_ in ids]
        choices += [(ADD, _("Tambahkan sebagai inisiatif baru")), (LEAVE, _("Jangan diambil"))]
        yield Question(
            f"{INITIATIVE}{key}", _("Inisiatif “{title}”").format(title=named.title[:60] or named.code),
            _("Inisiatif ini tidak ditemukan di rencana."), tuple(choices), newcomers.answer(key),
            empty=_("Pilih inisiatif"), many=True,
        )  # fmt: skip
    for plain, text in strange.items():
        listed = tuple((one.code, one.label) for one in pack.choices(statuses))
        yield Question(
            f"{STATUS}{plain}", _("Status “{text}”").format(text=text[:60]),
            _("Aplikasi tidak mengenal status ini. Tanpa jawaban, barisnya masuk tanpa status itu."),
            (*listed, (LEAVE, _("Jangan diambil"))), empty=_("Pilih artinya"), many=True,
        )  # fmt: skip


def _title(newcomers: Newcomers, id_: str) -> str:
    return " ".join(part for part in (newcomers.known.codes[id_], newcomers.known.titles[id_]) if part)


def dimension_need(newcomers: Newcomers, pack: ReferencePack) -> Iterator[Need]:
    """The dimension of new initiatives whose rows name none."""
    if newcomers.homeless:
        sentence = _("Inisiatif baru “{title}” belum mempunyai dimensi. Dimensi mana?")
        codes = tuple(one.code for one in pack.dimensions)
        labels = tuple(one.label for one in pack.dimensions)
        yield Need("dimension", sentence.format(title=newcomers.homeless[0].title[:80]), codes, labels)
