"""A table that another office keeps in another way comes to the same tree."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gmsc_desktop.exchange.rpjmd.proposal import Proposal, propose
from tests.exchange.layout_files import FOLDER, read_layout_file, told_tree
from tests.exchange.layout_writers import read_layout
from tests.exchange.test_layout_files import LAYOUTS, answers
from tests.exchange.variations import VARIATIONS

EVERY = 20  # of the layouts one in so many is tried with each variation, every one with some
# What says another thing after all, or needs an answer then.
MEANT_OTHERWISE = {
    ("below_a_letterhead", "lanjutan_tabel"): "its second sheet has no heading that the letterhead could stand above",
    ("below_a_letterhead", "lanjutan_bernomor_kolom_saja"): "its second table has no heading, either",
    ("on_pages_of_five_rows", "tanda_tangan_berdua"): "a page parts those who sign",
    ("on_two_sheets", "halaman_berulang"): "the sheets say the same page heading",
    ("on_two_sheets", "inmendagri_program"): "the OPD of the programme stands on the page before",
    ("heads_in_capitals", "opd_kolom_centang"): "the headings are the names of offices",
    ("with_odd_spaces", "huruf_tegak"): "spaces stand between its letters",
    ("on_two_sheets", "tanda_tangan_berdua"): "those who sign stand on a sheet of their own",
    ("with_numbered_columns", "dua_tabel_berdampingan"): "the numbers stand below one of two tables alone",
    ("with_broken_texts", "daftar_dalam_sel"): "the breaks are those of a list",
}


def told(proposal: Proposal) -> tuple[list[str], list[str]]:
    """The tree without the dots of its amounts, and what is asked."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in told_tree(proposal)]
    plain = [re.sub(r"(?:Rp )?([0-9]{1,3}(?:[.,][0-9]{3}){2,})(?:[.,]00)?(?![0-9])", _digits, line) for line in lines]
    return plain, [need.what for need in proposal.needs]


def _digits(found: re.Match[str]) -> str:
    return re.sub(r"[.,]", "", found[1])


def differing(variation: str, layouts: list[str], folder: Path) -> Iterator[str]:
    """The layouts that a variation makes another tree of."""
    for name in layouts:
        if (variation, name) in MEANT_OTHERWISE:
            continue
        layout = read_layout_file(FOLDER / f"{name}.txt")
        book = read_layout(layout, folder, name)
        proposal = propose(book, answers(layout))
        varied = VARIATIONS[variation](book, proposal)
        if varied != book and told(propose(varied, answers(layout))) != told(proposal):
            yield name


@pytest.mark.parametrize("variation", VARIATIONS)
def test_a_varied_table_comes_to_the_same_tree(variation: str, tmp_path: Path) -> None:
    at = list(VARIATIONS).index(variation)
    assert list(differing(variation, LAYOUTS[at % EVERY :: EVERY], tmp_path)) == []


if __name__ == "__main__":  # every layout with every variation: python -m tests.exchange.test_varied_layouts FOLDER
    for each in VARIATIONS:
        print(each, *differing(each, LAYOUTS, Path(sys.argv[1])))
