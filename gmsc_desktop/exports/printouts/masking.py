"""What a page gives to be printed, with every text through one function: how private numbers are kept off paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from gmsc_desktop.exports.printouts.printable import (
    ChartSection,
    Facts,
    Printable,
    PrintCell,
    PrintTable,
    Prose,
    Section,
)

Mask = Callable[[str], str]


def texts_of(printable: Printable) -> Iterator[str]:
    """Every text of a printout; those of a chart are made from the plan when it is drawn."""
    yield printable.title
    yield from printable.facts
    for section in printable.sections:
        if isinstance(section, PrintTable):
            yield from (section.title, section.note)
            for line in section.lines:
                yield line.group
                for cell in line.cells:
                    yield cell.text
                    if isinstance(cell.value, str):
                        yield cell.value
        elif isinstance(section, Facts):
            yield section.title
            yield from (value for _label, value in section.pairs)
        elif isinstance(section, Prose):
            yield from (section.title, section.text)


def masked_printable(printable: Printable, mask: Mask) -> Printable:
    """The same printout with every text through ``mask``."""
    sections = tuple(_section(section, mask) for section in printable.sections)
    return replace(printable, title=mask(printable.title), facts=tuple(map(mask, printable.facts)), sections=sections)


def _section(section: Section, mask: Mask) -> Section:
    if isinstance(section, ChartSection):
        return section
    if isinstance(section, Facts):
        return replace(
            section, title=mask(section.title), pairs=tuple((name, mask(told)) for name, told in section.pairs)
        )
    if isinstance(section, Prose):
        return replace(section, title=mask(section.title), text=mask(section.text))
    lines = [
        replace(line, group=mask(line.group), cells=[_cell(cell, mask) for cell in line.cells])
        for line in section.lines
    ]
    return replace(section, title=mask(section.title), note=mask(section.note), lines=lines)


def _cell(cell: PrintCell, mask: Mask) -> PrintCell:
    value = mask(cell.value) if isinstance(cell.value, str) else cell.value
    text = mask(cell.text)
    return cell if (text, value) == (cell.text, cell.value) else replace(cell, text=text, value=value)
