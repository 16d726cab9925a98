"""Labels and codes: what "MISI 1 : …", "Indikator Sasaran 3 …", "1.02.03" and "II." say of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from gmsc_desktop.exchange.rpjmd.vocabulary import vocabulary
from gmsc_desktop.exchange.sheets import fold
from gmsc_desktop.exchange.tabular.vocabulary import words

_NUMBER = r"(?P<{0}>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})*|[IVXLC]{{1,6}}{1})"
_SIGNS = re.compile(r"[\s:;,\\/_|-]+")
_WORDY = ("programme", "activity", "sub_activity")  # whose own names begin with the word of their label
_SEGMENTS = re.compile(r"(?:[0-9]{1,4}|X{1,2}|x{1,2})(?:\.(?:[0-9]{1,4}|X{1,2}|x{1,2}))*")
_ALONE = re.compile(r"[0-9]{1,2}|X{1,2}", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]{1,6}", re.IGNORECASE)
# Segments of a code and what they count: 1 urusan, 1.02 bidang, 1.02.03 program, 1.02.03.2.01 kegiatan and so on
# (Permendagri 90/2019); four segments are a kegiatan of Permendagri 13/2006.
_OFFICE_POINTS = 6
_DEPTHS = {1: "affair", 2: "field", 3: "programme", 4: "activity", 5: "activity", 6: "sub_activity"}


def label_in(text: str) -> tuple[str, str, str]:
    """Level, number and the text without its label; level "" where there is no label."""
    plain = fold(text)
    for level, pattern in _labels():
        found = pattern.match(plain)
        if found and found.end() < len(plain):
            number = next((number for number in found.groups() if number), "")
            return level, _counted(number), plain[found.end() :]
    return "", "", plain


def level_named(text: str) -> str:
    """The level that a text names and nothing else: "Sasaran", "Program Prioritas", "SUB KEGIATAN"; "" for others."""
    plain = words(text)
    return next((level for level, listed in vocabulary().raw["labels"].items() if plain in listed), "")


def _counted(number: str) -> str:
    """ "1" for "Pertama"."""
    listed = vocabulary().words_of("counting_words")
    return str(listed.index(number.casefold()) // 2 + 1) if number.casefold() in listed else number


@cache
def _labels() -> list[tuple[str, re.Pattern[str]]]:
    raw = vocabulary().raw["labels"]
    known = sorted(((word, level) for level, listed in raw.items() for word in listed), key=lambda pair: -len(pair[0]))
    made = []
    counting = "|(?i:" + "|".join(vocabulary().words_of("counting_words")) + ")"
    for word, level in known:
        name = re.escape(word).replace(r"\ ", r"\s+")
        first, second, third = (
            _NUMBER.format("first", f"|[A-Z]{counting}"),
            _NUMBER.format("second", counting),
            _NUMBER.format("third", ""),
        )
        numbered = rf"(?:\s*(?:ke)?\s*-?\s*{first})?\s*:\s*|\s+{second}\s*[.)–-]\s+"
        bare = "" if level in _WORDY else rf"|\s+{third}\s+(?=\S)"
        made.append((level, re.compile(rf"(?i:{name})(?:{numbered}{bare})")))
    return made


# A code before a name: "1.02 - URUSAN", "1.1. Meningkatnya"; not "1.000 rumah" and not "2.5 juta".
_COMES_OF_IT = re.compile(r"(?:me|ter|ber|di)[a-z]{3,}nya")  # "Terlayaninya", "Membaiknya"
_LEADING_CODE = re.compile(
    r"[(\[]?(?P<code>(?:[0-9]{1,4}|[Xx]{1,2})(?:\.(?:[0-9]{1,4}|[Xx]{1,2}))+)(?:\.|\s*[-–:)\]])?\s+(?=[A-Z])"
)
_LEADING_AFFAIR = re.compile(r"(?P<code>[1-9X])\s+[-–]\s+(?=[A-Z]{3})")  # "1 - URUSAN PEMERINTAHAN WAJIB"
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_BULLET = re.compile(r"[-–•*▪·✓]\s+(?=\w)")
_ENUMERATOR = re.compile(r"\(?(?:(?P<number>[0-9]{1,2})[.)]\s*|(?P<letter>[a-zA-Z]|[IVX]{1,4})[.)]\s+)(?=[^\W\d_])")


def leading_code(text: str) -> tuple[str, str]:
    """The code with which a text begins and the text without it; code "" where there is none."""
    plain = fold(text)
    found = _LEADING_CODE.match(plain) or _LEADING_AFFAIR.match(plain)
    if found is None or _THOUSANDS.fullmatch(found["code"]):
        return "", plain
    return found["code"].upper(), plain[found.end() :]


def enumerator(text: str) -> tuple[str, str]:
    """The "1." or "b)" with which a text begins and the text without it; "" where there is none."""
    plain = _BULLET.sub("", fold(text), count=1) if _BULLET.match(fold(text)) else fold(text)
    found = _ENUMERATOR.match(plain)
    if found is None or found.end() >= len(plain) - 1:
        return "", plain
    return found["number"] or found["letter"], plain[found.end() :]


def without_letter(text: str) -> str:
    """An entry of a list without the letter that counts it."""
    counted, rest = enumerator(text)
    return rest if counted and not counted.isdigit() else text


def listed_in(text: str) -> list[str]:
    """The entries of a text that is a list: lines that begin with a number or a sign, or each with "Program"."""
    lines = [fold(line) for line in text.splitlines() if fold(line)]
    begins = [bool(_BULLET.match(line) or _ENUMERATOR.match(line)) for line in lines]
    if sum(begins) < 2 or not begins[0]:
        begins = [level_by_beginning(line) == "programme" for line in lines]
    if sum(begins) < 2 or not begins[0]:
        return [text]
    made: list[str] = []
    for line, begin in zip(lines, begins, strict=True):
        if begin:
            made.append(line)
        else:
            made[-1] = f"{made[-1]} {line}"
    return made


def short_label(text: str) -> tuple[str, str, str]:
    """Level, number and rest of "T.1.2", "S1. Meningkatnya", "T1.S2.P1"; level "" where there is no such label."""
    plain = fold(text)
    if steps := _steps().match(plain):
        last = steps["last"]
        number = ".".join(re.findall(r"[0-9]+", steps["steps"]))
        return vocabulary().raw["short_labels"][last], number, plain[steps.end() :]
    found = _short_labels().match(plain)
    if found is None:
        return "", "", plain
    return vocabulary().raw["short_labels"][found["word"]], found["number"], plain[found.end() :]


@cache
def _steps() -> re.Pattern[str]:
    """Labels one behind the other, each with its number: "T1.S2.P1"."""
    words_ = "|".join(sorted(vocabulary().raw["short_labels"], key=len, reverse=True))
    step = rf"(?:{words_})[0-9]{{1,2}}"
    return re.compile(rf"(?P<steps>{step}(?:[.\s/-]{step})*[.\s/-](?P<last>{words_})[0-9]{{1,2}})(?:[.:)\]]*\s+|$)")


@cache
def _short_labels() -> re.Pattern[str]:
    listed = sorted(vocabulary().raw["short_labels"], key=len, reverse=True)
    number = r"[0-9]{1,2}(?:\.[0-9]{1,2})*"
    return re.compile(
        rf"[\[(]?(?P<word>{'|'.join(listed)})[.\s-]?(?P<number>{number})(?:[.:)\]]+\s*(?=\S)|$|\s+[-–]\s+|(?<=[0-9]\.[0-9])\s+(?=[A-Z]))"
    )


def plain_code(written: str) -> str:
    """A code in its plain writing: ``2.17.04`` for "2.17.04.", "2:17:04", "2,17,04" and "2 17 04"; "" for none."""
    code = _SIGNS.sub(".", fold(written)).strip(".")
    code = re.sub(r"\.{2,}", ".", code)
    return code.upper() if _SEGMENTS.fullmatch(code) or _ROMAN.fullmatch(code) else ""


def level_of_code(code: str, levels: Sequence[str] = ()) -> str:
    """The level that a plain code counts to, "" for none: ``1.02`` is a bidang urusan, ``II`` an urusan.

    ``levels`` are those of the column: where they begin with misi or tujuan, ``1.2.1`` counts them instead.
    """
    if not code:
        return ""
    counted = [level for level in ("mission", "goal", "objective") if level in levels]
    segments = code.split(".")
    if counted and all(len(segment) == 1 and segment.isdigit() for segment in segments):
        first = "mission" if "mission" in levels else counted[0]
        ranks = ("mission", "goal", "objective", "programme")[("mission", "goal", "objective").index(first) :]
        return ranks[len(segments) - 1] if len(segments) <= len(ranks) else ""
    if _ROMAN.fullmatch(code) and code != "X":
        return "affair"
    return _DEPTHS.get(code.count(".") + 1, "")


def is_office_code(code: str) -> bool:
    """Whether a code is that of an OPD, as SIPD writes it: 1.01.0.00.0.00.01.0000."""
    return plain_code(code).count(".") >= _OFFICE_POINTS


def is_roman(code: str) -> bool:
    """Whether a code is I, II, III and so on."""
    return _ROMAN.fullmatch(plain_code(code)) is not None


def cut_to(code: str, level: str) -> str:
    """A code without the digits behind those that its level has: "2.17.04\\5" of a program is 2.17.04."""
    wanted = next((count for count, name in _DEPTHS.items() if name == level), 0)
    return ".".join(code.split(".")[:wanted]) if level == "programme" and code.count(".") >= wanted else code


def joined_code(pieces: Sequence[str], *, of_nomenclature: bool = False) -> str:
    """One code from the cells over which it is spread.

    Where those of bidang and program stand in cells of their own, a spreadsheet may have kept 01 as the number 1: in
    the nomenclature they have two digits (Permendagri 90/2019).
    """
    held = [piece for piece in pieces if piece]
    if of_nomenclature and len(held) > 1 and all(_ALONE.fullmatch(piece) for piece in held[:3]):
        held[1:3] = [piece.zfill(2) for piece in held[1:3]]
    return ".".join(held)


def level_by_beginning(text: str) -> str:
    """The level that the first words of a text name, "" for none."""
    plain = f"{fold(text).casefold()} "
    for level, listed in vocabulary().raw["beginnings"].items():
        if plain.startswith(tuple(listed)):
            return str(level)
    return ""


def is_outcome(text: str) -> bool:
    """Whether a text says what comes of a programme: "Meningkatnya mutu pendidikan"."""
    first = fold(text).casefold().partition(" ")[0]
    return first in vocabulary().words_of("outcome_beginnings") or _COMES_OF_IT.fullmatch(first) is not None
