"""What a cell says as a target or as money: the text as it is written, the number only where it is certain."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from gmsc_desktop.exchange.review import Notice
from gmsc_desktop.exchange.sheets import Cell, Kind, Place, fold
from gmsc_desktop.text import _
from gmsc_desktop.values import ValueProblem, parse_rupiah, try_number

Tell = Callable[[Notice], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A target or condition as it is written, and its number where that is certain."""

    text: str
    number: float | None
    place: Place
    doubt: bool = False


_AMOUNT = re.compile(
    r"(?:Rp\.?|IDR)?\s*\(?-?[0-9]{1,3}(?:[.,][0-9]{3}){2,}(?:[.,][0-9]{1,2})?\)?(?:,-|,–)?", re.IGNORECASE
)
SCALES = {"rupiah": Decimal(1), "ribu": Decimal(1_000), "juta": Decimal(1_000_000), "miliar": Decimal(1_000_000_000)}

# A dot or comma before exactly three digits may part thousands or a fraction; "0,125" is a fraction.
_THREE_DIGITS = re.compile(r"(?<![0-9.,])(?!0[.,])[0-9]+[.,][0-9]{3}(?![0-9]|[.,][0-9])")
_DASHES = re.compile(r"[-–—=_. ]*")
_NUMBER = re.compile(r"[-+(]?\s*(?:rp\.?|idr)?\s*[0-9][0-9., ]*(?:,-)?\s*\)?", re.IGNORECASE)
_FRACTION = re.compile(
    r"(?:[0-9]+|[0-9]{1,3}(?:[.][0-9]{3})+)(?:,[0-9]+)?|(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:[.][0-9]+)?"
)


def figure_in(cell: Cell | None, place: Place, tell: Tell) -> Figure | None:
    """The figure in a cell, None where it is empty; what is doubtful is told."""
    if cell is None or is_unreadable(cell, place, tell):
        return None
    if cell.kind is Kind.DATE:
        _doubt(
            tell,
            "date",
            place,
            _("Sel {cell} berisi tanggal ({text}); mungkin yang dimaksud rentang, misalnya 2-3."),
            cell,
        )
        return Figure(fold(cell.text), None, place, doubt=True)
    if cell.kind in {Kind.NUMBER, Kind.PERCENT}:
        return _stored(cell, place, tell)
    text = fold(cell.text)
    if not text:
        return None
    if _THREE_DIGITS.search(text):
        _two_meanings(tell, place, text)
        return Figure(text, None, place, doubt=True)
    return Figure(text, try_number(text), place)


def _stored(cell: Cell, place: Place, tell: Tell) -> Figure:
    """A stored number as Indonesians write it; one with three digits behind the point stays as the file has it."""
    if cell.kind is Kind.PERCENT:
        return Figure(f"{cell.text.replace('.', ',')}%", cell.number, place)
    if _THREE_DIGITS.fullmatch(cell.text.lstrip("-")):
        _two_meanings(tell, place, cell.text)
        return Figure(cell.text, None, place, doubt=True)
    return Figure(cell.text.replace(".", ","), cell.number, place)


def _two_meanings(tell: Tell, place: Place, text: str) -> None:
    sentence = _("“{text}” di sel {cell} dapat berarti ribuan atau pecahan, sehingga angkanya dikosongkan.")
    tell(Notice("two-meanings", sentence.format(text=text, cell=place.cell), place, doubt=True))


def _doubt(tell: Tell, kind: str, place: Place, sentence: str, cell: Cell) -> None:
    tell(Notice(kind, sentence.format(cell=place.cell, text=fold(cell.text)), place, doubt=True))


def is_unreadable(cell: Cell, place: Place, tell: Tell) -> bool:
    """Whether a cell holds an error, or a formula whose value the file does not have; both are told, and empty."""
    if cell.kind is Kind.ERROR:
        _doubt(tell, "error", place, _("Sel {cell} berisi galat {text} dan dianggap kosong."), cell)
        return True
    if cell.kind is Kind.UNSTORED:
        sentence = _(
            "Sel {cell} berisi rumus tanpa nilai tersimpan dan dianggap kosong. Buka berkasnya di Excel, simpan, lalu "
            "impor lagi."
        )
        _doubt(tell, "unstored", place, sentence, cell)
        return True
    return False


def is_amount(text: str) -> bool:
    """Whether a text is a sum of money and nothing else: "Rp 1.500.000,00", "1,500,000.00"."""
    return _AMOUNT.fullmatch(fold(text)) is not None


def money_in(cell: Cell | None, place: Place, scale: Decimal, tell: Tell) -> Decimal | None:
    """The money in a cell, exactly, in Rupiah; None where it is blank, a dash, or cannot be read (told)."""
    if cell is None or is_unreadable(cell, place, tell):
        return None
    if cell.kind is Kind.NUMBER:
        return Decimal(cell.text) * scale
    text = fold(cell.text)
    if cell.kind is Kind.TEXT:
        if _DASHES.fullmatch(text) or text.casefold() in {"n/a", "na", "nihil"}:
            return None
        found = _written(text, scale)
        if found is not None:
            return found
    sentence = _("“{text}” di sel {cell} tidak dapat dibaca sebagai jumlah uang, sehingga dikosongkan.")
    tell(Notice("money", sentence.format(text=text, cell=place.cell), place, doubt=True))
    return None


def _written(text: str, scale: Decimal) -> Decimal | None:
    """A written amount with one meaning: dots or commas in groups of three part thousands, as money is whole."""
    if scale == 1:
        try:
            return Decimal(parse_rupiah(text))
        except ValueProblem:
            pass
    if not _NUMBER.fullmatch(text):
        return None
    negative = text.lstrip().startswith(("-", "("))
    body = re.sub(r"(?i)rp\.?|idr|[-+()\s]|,-", "", text)
    if not _FRACTION.fullmatch(body):
        return None
    if len(re.findall("[.,]", body)) == 1 and scale != 1 and _THREE_DIGITS.fullmatch(body):
        return None  # 1.500 thousand Rupiah, or one and a half
    comma_last = body.rfind(",") > body.rfind(".")
    grouping, point = (".", ",") if comma_last else (",", ".")
    last = body.rpartition(point)[2]
    if point in body and (body.count(point) > 1 or (len(last) == 3 and grouping not in body)):
        grouping, point = point, grouping  # 234,556,500 and 1.500
    value = Decimal(body.replace(grouping, "").replace(point, "."))
    return (-value if negative else value) * scale
