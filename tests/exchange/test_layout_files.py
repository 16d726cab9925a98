"""Layouts of offices that the reader of RPJMD tables was not made for come to the tree that a person reads in them."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest

from gmsc_desktop.exchange.rpjmd.proposal import Answers, propose
from tests.exchange.layout_files import FOLDER, LayoutFile, read_layout_file, told_tree
from tests.exchange.layout_writers import read_layout

LAYOUTS = sorted(path.stem for path in FOLDER.glob("*.txt"))
_READ = {name: read_layout_file(FOLDER / f"{name}.txt") for name in LAYOUTS}
WORKBOOKS = [name for name, layout in _READ.items() if "form" not in layout.told and len(layout.sheets) == 1]


def answers(layout: LayoutFile) -> Answers:
    first_year = layout.told.get("first_year")
    level = layout.told.get("level", "")
    return Answers(unit=layout.told.get("unit", ""), first_year=int(first_year) if first_year else None, level=level)


@pytest.mark.parametrize(("name", "form"), list(zip(WORKBOOKS, cycle(("docx", "html", "ods")), strict=False)))
def test_a_workbook_comes_to_the_same_tree_in_another_form(tmp_path: Path, name: str, form: str) -> None:
    layout = read_layout_file(FOLDER / f"{name}.txt")
    layout.told["form"] = form
    proposal = propose(read_layout(layout, tmp_path, name), answers(layout))
    assert told_tree(proposal) == layout.tree
    assert [need.what for need in proposal.needs] == layout.words("needs")


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_comes_to_its_tree(tmp_path: Path, name: str) -> None:
    layout = read_layout_file(FOLDER / f"{name}.txt")
    proposal = propose(read_layout(layout, tmp_path, name), answers(layout))
    assert told_tree(proposal) == layout.tree
    assert [need.what for need in proposal.needs] == layout.words("needs")
    doubts = {notice.kind for notice in proposal.notices if notice.doubt}
    assert doubts == set(layout.words("doubts"))
    assert {notice.kind for notice in proposal.notices} >= set(layout.words("told"))
    if "kind" in layout.told:
        assert proposal.kind == layout.told["kind"]
    if "years" in layout.told:
        assert [str(year) for year in proposal.years] == layout.words("years")
    if "period" in layout.told:
        assert [str(year) for year in proposal.period or ()] == layout.words("period")
