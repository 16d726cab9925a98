"""User text on paper is literal: nothing is markup, nothing is read from disk, no letter is lost, none takes long."""

from __future__ import annotations

import io
import unicodedata

import pytest

from gmsc_desktop.exports.fonts import Glyphs
from gmsc_desktop.exports.pdf import write_pdf
from gmsc_desktop.exports.pdf.grid import Column, Grid
from gmsc_desktop.exports.pdf.ink import Ink
from gmsc_desktop.exports.pdf.laid import LaidTable
from gmsc_desktop.exports.pdf.styles import styles
from gmsc_desktop.exports.text_clean import clean
from gmsc_desktop.models.fields import TABLES
from gmsc_desktop.models.snapshot import from_json
from tests.exports.books import Reading, squeezed
from tests.exports.editions import HOSTILE, edition, hostile_edition, is_free_text
from tests.sample_initiatives import add
from tests.sample_plan import sample_tables

# What Markdown means by these is shown in place of the signs.
MARKDOWN = {
    "**tebal** _miring_": "tebal miring", "`kode`": "kode", "# bukan judul": "bukan judul", "> kutip": "kutip",
    "[teks](http://x)": "teks (http://x)", "_x0041_": "x0041",
}  # fmt: skip


def printed(text: str) -> str:
    """The text as the type can show it: cleaned, composed, absent letters as a box."""
    return squeezed(Glyphs().drawable(text, beside=True))


@pytest.fixture(scope="module")
def hostile() -> Reading:
    """Every hostile string in a cell, in a heading, in plain prose and in a narrative."""
    tables = sample_tables()
    body = []
    for number, text in enumerate(HOSTILE):
        add(tables, "action_step", kind="sdm", text=f"A{number}a{text}A{number}z")
        add(tables, "initiative", f"hostile {number}", title=f"B{number}a{text}B{number}z", dimension="SG",
            description=f"C{number}a{text}C{number}z", year_start=2026, year_end=2027)  # fmt: skip
        body.append(f"D{number}a\n\n{text}\n\nD{number}z")
    tables["section"][0]["body"] = "\n\n".join(body)
    tables["region"][0] |= {"name": "<b>Kota</b> &amp; =1+1", "office_name": "<img src='file:///etc/passwd'>"}
    tables["plan"][0]["title"] = "{{7*7}} <i>Rencana</i> & lain"
    return Reading.of(edition(from_json(tables)))


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_is_literal(hostile: Reading, number: int) -> None:
    text = printed(HOSTILE[number])
    for place in "ABC":
        assert f"{place}{number}a{text}{place}{number}z" in hostile.body
    narrative = printed(MARKDOWN.get(HOSTILE[number], HOSTILE[number]))
    assert f"D{number}a{narrative}D{number}z" in hostile.body


def test_names_on_cover_and_head_are_literal(hostile: Reading) -> None:
    assert squeezed("Pemerintah <b>Kota</b> &amp; =1+1") in squeezed(hostile.pages[0])
    assert squeezed("{{7*7}} <i>Rencana</i> & lain") in squeezed(hostile.pages[5])
    with hostile.pdf() as pdf:
        assert str(pdf.docinfo["/Title"]) == "Rencana Induk Smart City <b>Kota</b> &amp; =1+1 2025–2029"
        assert not [name for page in pdf.pages for name in page.get_images()]


def test_letters_that_the_type_has_not_are_boxes_and_are_named(hostile: Reading) -> None:
    note = hostile.pages[-1]
    assert "Catatan Cetak" in note
    for letter in ("中", "ש", "\ufffd"):
        assert f"U+{ord(letter):04X}" in note


def test_signs_and_emoji_are_drawn_and_can_be_copied(hostile: Reading) -> None:
    assert "😀emoji👩👩👧" in hostile.text
    assert f"U+{ord('😀'):04X}" not in hostile.pages[-1]
    glyphs = Glyphs()
    signs = "➢ ☑ ⚠️ ❖ 👍 ✅ ⭐ 🏛 ■ → ≥"
    assert glyphs.drawable(signs, beside=True).replace("\ufe0f", "") == signs.replace("\ufe0f", "")
    assert not glyphs.missing
    assert glyphs.drawable("➢ 👍") == "□ □"  # where only one font can be used


def test_signs_in_the_title_stand_in_the_running_heads_too() -> None:
    tables = sample_tables()
    tables["plan"][0]["title"] = f"Luwu ➢ Cerdas 👍 {'panjang ' * 60}"
    tables["region"][0]["name"] = "Kabupaten ⭐ Luwu"
    reading = Reading.of(edition(from_json(tables)))
    assert "⭐" in reading.pages[0]
    for page in (reading.pages[0], reading.pages[5]):
        assert "➢" in page
        assert "👍" in page
        assert "□" not in page
    head = next(line for line in reading.pages[5].splitlines() if "➢" in line)
    assert "…" in reading.pages[5][: reading.pages[5].index(head) + len(head) + 40]


def test_every_text_field_of_a_plan_can_be_hostile() -> None:
    for text in ("</para><b>&lt;x</i>", "\x00\ud800<br>\n\n\n=1", "x" * 400, "\u202e😀 -_./" * 30):
        reading = Reading.of(hostile_edition(text))
        assert printed(text)[:20] in reading.text
        assert all(reading.fonts.values())


def test_no_letter_of_a_long_text_is_lost() -> None:
    tables = sample_tables()
    words = " ".join(f"kata{number}" for number in range(3000))  # 25,000 letters
    word = "".join(chr(ord("a") + number * 7 % 26) for number in range(10_000))
    tables["initiative"][0] |= {"description": words, "background": f"mulai{word}selesai"}
    tables["section"][0]["body"] = f"{words}\n\nawal{word}akhir"
    tables["action_step"][0]["output"] = words.replace("kata", "isi")
    body = Reading.of(edition(from_json(tables))).body
    assert body.count(words.replace(" ", "")) == 2
    assert all(f"isi{number}" in body for number in range(3000))  # a cell that goes on over several pages
    for begin, end in (("mulai", "selesai"), ("awal", "akhir")):
        assert f"{begin}{word}{end}" in body


@pytest.mark.parametrize(
    "text", ["<kegiatan> & " * 1600, "a" * 20_000, "=1+1 " * 4000, "| a | b |\n" * 2000, "**a** " * 3500]
)
def test_a_long_text_is_set_in_pieces(text: str) -> None:
    ink = Ink()  # the time that a piece takes grows with the square of its letters
    set_in = ink.narrative(text[:20_000])
    assert max(len(paragraph.text) for paragraph in set_in if hasattr(paragraph, "text")) < 8_000
    for paragraph in set_in:
        paragraph.wrap(467, 1e6)
    grid = Grid(ink, [Column("a", 1), Column("b", 1), Column("c", 1)], 467)
    grid.row("x", text[:20_000], "y")
    made = grid.flowables()
    assert made


def test_titles_of_any_length_are_printed_whole_and_listed_short() -> None:
    tables = sample_tables()
    long = " ".join(f"judul{number}" for number in range(700))
    for name, column in (
        ("plan", "title"), ("region", "name"), ("initiative", "title"), ("body", "name"),
        ("planning_document", "title"),
    ):  # fmt: skip
        tables[name][0][column] = long
    reading = Reading.of(edition(from_json(tables)))
    assert long.replace(" ", "") in reading.body
    assert max(len(title) for _level, title, _page in reading.outline) <= 220
    assert "Halaman 5 dari" in reading.pages[4]


def test_a_row_taller_than_a_page_goes_on_in_the_next() -> None:
    ink = Ink()
    grid = Grid(ink, [Column("Kiri", 1), Column("Kanan", 1)], 467)
    text = " ".join(f"kata{number}" for number in range(2000))
    grid.row("satu", text)
    [table] = grid.flowables()
    assert len(table) > 5
    assert max(table.heights) < 300
    first, rest = table.split(467, 600)
    assert isinstance(first, LaidTable)
    assert isinstance(rest, LaidTable)
    assert len(first) + len(rest) == len(table)
    assert first.wrap(467, 600)[1] <= 600


def test_nothing_of_the_text_reaches_the_file_system(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real = io.open

    def watched(file: object, *args: object, **kwargs: object) -> object:
        opened.append(str(file))
        return real(file, *args, **kwargs)  # type: ignore[call-overload]

    write_pdf(edition(), io.BytesIO())  # fonts are read once
    monkeypatch.setattr("builtins.open", watched)
    write_pdf(hostile_edition("<img src='file:///etc/passwd' width='1' height='1'/>"), io.BytesIO())
    assert not [name for name in opened if "passwd" in name]


def test_the_list_of_hostile_texts_is_long_enough() -> None:
    assert len(HOSTILE) >= 40
    assert len({unicodedata.normalize("NFC", clean(text)) for text in HOSTILE}) >= 40
    assert sum(is_free_text(field) for table in TABLES for field in table.fields) > 100
    assert styles().body.splitLongWords
