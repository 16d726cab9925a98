"""How much a file of a stranger may be, and how much of it is read. Measured by ``benchmarks/imports.py``."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MOST_FILE_BYTES = 40 * MEGABYTE
MOST_PART_BYTES = 128 * MEGABYTE  # of one file inside a ZIP, unpacked; 60,000 formatted empty rows take some 40
MOST_PARTS = 4_000  # files inside a ZIP
MOST_CELLS = 300_000  # that hold something, over all sheets; the nomenclature has some 80,000
MOST_TAGS = 2_000_000  # of XML elements in one part, empty cells not counted
MOST_LETTERS = 12_000_000  # of the texts that are given back, each counted once
MOST_CELL_LETTERS = 32_767  # what Excel keeps in a cell; more is cut, and told
MOST_ROW, MOST_COLUMN = 1_048_576, 16_384
MOST_RANGES = 60_000  # merged, over all sheets
MOST_FILLS = 60_000  # coloured cells, over all sheets; those beyond say nothing
MOST_SHEETS = 400
DEEPEST = 60  # elements within elements

MEMORY_BYTES = 256 * MEGABYTE  # of the child's address space
SECONDS = 20.0  # the caps above end any reading in under five on the slowest machine that was tried
