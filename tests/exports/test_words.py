"""Text on its way out: cleaned, in pieces, in words; Markdown read without losing a letter."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmsc_desktop.exports import OUTPUTS
from gmsc_desktop.exports.markdown import BlockKind, blocks, plain_text
from gmsc_desktop.exports.names import Names
from gmsc_desktop.exports.proof import Proofs
from gmsc_desktop.exports.text_clean import clean, one_line, pieces, screen_text
from gmsc_desktop.exports.wording import date_text, money_text, months_text, period_text, years_text
from gmsc_desktop.models.reference import load
from tests.exports.editions import HOSTILE, edition, final_edition
from tests.sample_plan import sample_snapshot


@pytest.mark.parametrize(
    ("raw", "made"),
    [("a\x00b\x07c\x1b", "abc"), ("a\r\nb\rc\u2028d", "a\nb\nc\nd"), ("\u202eabc\u202c", "abc"),
     ("\ufeffx\u200b", "x"), ("so\u00adal", "soal"),
     ("\ud800", "\ufffd"), ("\uffff", "\ufffd"), ("❤\ufe0f", "❤"), ("a\u00a0b\tc", "a\u00a0b\tc"),
     ("Ω é 中 😀", "Ω é 中 😀")],
)  # fmt: skip
def test_clean_takes_what_cannot_be_seen_and_nothing_else(raw: str, made: str) -> None:
    assert clean(raw) == made


def test_the_screen_keeps_what_joins_letters() -> None:
    assert screen_text("👩\u200d👧 \u202ex\u202c\x00") == "👩\u200d👧 x"


@given(st.text(max_size=400))
def test_no_letter_is_lost_in_cleaning(text: str) -> None:
    kept = [letter for letter in text if letter.isalnum()]
    assert [letter for letter in clean(text) if letter.isalnum()] == kept
    assert one_line(text) == one_line(one_line(text))


@given(st.text(alphabet="ab \n", max_size=300), st.integers(4, 60))
def test_pieces_join_to_the_text(text: str, size: int) -> None:
    made = list(pieces(text, size))
    assert "".join(made) == text
    assert all(len(piece) <= size for piece in made)


@given(st.text(alphabet="ab1 \n*_#>-|`[]()!\\<>&;.:~=+", max_size=200))
@settings(max_examples=300)
def test_no_letter_is_lost_in_markdown(text: str) -> None:
    shown = plain_text(text)
    assert [letter for letter in shown if letter.isalnum()] == [letter for letter in clean(text) if letter.isalnum()]


def test_markdown_is_read() -> None:
    lists, table = "1. satu\n2. dua\n   - anak", "| A | B |\n|--|--|\n| 1 | 2 |"
    read = blocks(f"# Judul\n\nteks **tebal** dan *miring*\nbaris dua\n\n{lists}\n\n{table}")
    assert [block.kind for block in read] == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH,
        BlockKind.TABLE,
    ]  # fmt: skip
    assert [run.text for run in read[1].runs if run.bold] == ["tebal"]
    assert [run.text for run in read[1].runs if run.italic] == ["miring"]
    assert [(block.marker, block.depth) for block in read[2:5]] == [("1.", 1), ("2.", 1), ("•", 2)]
    assert len(read[5].rows) == 2


@pytest.mark.parametrize(
    "text",
    ["<div onclick='x'>a</div>", "&lt;b&gt;", "[a]: http://x", "C:\\a\\b", "\ta", "a\n===", "<http://a.b>"],
)  # fmt: skip
def test_what_is_not_our_markdown_stays_as_written(text: str) -> None:
    assert plain_text(text) == " ".join(text.split())


def test_a_table_with_too_many_cells_is_shown_as_typed() -> None:
    text = "| A | B |\n|---|---|\n| 1 | 2 | 3 |"
    assert [block.kind for block in blocks(text)] == [BlockKind.PARAGRAPH] * 3


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_read_without_a_fault(text: str) -> None:
    assert isinstance(plain_text(text * 50), str)


def test_values_in_words() -> None:
    assert date_text("2026-11-21") == "21 November 2026"
    assert date_text("akhir 2026") == "akhir 2026"
    assert months_text("2026-02", "2026-08") == "Feb 2026 – Agt 2026"
    assert months_text("2026-02", "2026-02") == "Feb 2026"
    assert money_text(1_500_000) == "1.500.000"
    assert (money_text(None), money_text(0)) == ("", "0")
    assert years_text(2025, 2025) == "2025"
    assert years_text(None, 2027) == "2027"
    assert period_text(load(), "triwulan", 3) == "TW III"
    assert period_text(load(), "bulan", 9) == "Bulan 9"
    assert period_text(load(), "", None) == ""


def test_a_record_is_called_by_its_name_or_by_what_it_belongs_to() -> None:
    plan = sample_snapshot()
    names = Names(plan, load())
    assert names.of("initiative", plan.rows("initiative")[0].id) == "SG-01 Mal Pelayanan Publik"
    assert names.of("progress_entry", plan.rows("progress_entry")[0].id) == "SG-01 Mal Pelayanan Publik, 30 Juni 2025"
    assert names.of("quick_win", plan.rows("quick_win")[0].id) == "SG-01 Mal Pelayanan Publik, 2025"
    assert names.of("agency", "") == ""
    assert names.of("agency", "no such id") == "no such id"


def test_evidence_tells_what_it_proves() -> None:
    proofs = Proofs(sample_snapshot(), load())
    told = [f"{proof.subject}: {proof.name} ({proof.page})" for proof in proofs.all]
    assert told[0] == "Realisasi: SG-01 Mal Pelayanan Publik, 30 Juni 2025 ()"
    assert told[-1] == "Inisiatif: SG-01 Mal Pelayanan Publik (alinea 2)"
    assert len(proofs.by_initiative[sample_snapshot().rows("initiative")[0].id]) == 5
    assert proofs.unlinked == ()


def test_an_edition_knows_its_marks_and_its_year() -> None:
    draft, final = edition(), final_edition()
    assert (draft.draft_mark, draft.example_mark) == ("DRAF", "CONTOH – bukan dokumen resmi")
    assert (final.draft_mark, final.example_mark) == ("", "")
    assert (draft.year, draft.period) == (2026, "2025–2029")
    assert draft.made_on == date(2026, 11, 21)


def test_every_output_writes_a_file_that_tells_what_it_is() -> None:
    codes = [output.code for output in OUTPUTS]
    assert len(set(codes)) == len(codes)
    begins = {".pdf": b"%PDF-", ".xlsx": b"PK\x03\x04", ".zip": b"PK\x03\x04", ".html": b"<!doctype html>"}
    for output in OUTPUTS:
        stream = io.BytesIO()
        output.function(edition(), stream)
        assert stream.getvalue().startswith(begins[output.suffix])
        assert output.label
        name = output.file_name(edition())
        assert name == f"{output.code}_73.17_Kabupaten-Luwu_R-7F3A_CONTOH{output.suffix}"
        assert "CONTOH" not in output.file_name(final_edition())
