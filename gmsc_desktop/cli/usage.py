"""Reading the words of a command: help and mistakes in Indonesian, wherever argparse would speak English."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

WRONG_USAGE = 2

# What argparse says, and what a person reads; the group is kept.
_MISTAKES = (
    (r"the following arguments are required: (.*)", m("yang belum ditulis: {words}")),
    (r"unrecognized arguments: (.*)", m("yang tidak dikenal: {words}")),
    (r"argument (.*?): expected (?:one|at least one) argument", m("{words} memerlukan isi")),
    (r"argument (.*?): invalid int value: .*", m("{words} memerlukan bilangan bulat")),
    (r"argument .*?: invalid choice: (.*?) [(]choose from .*", m("{words} bukan perintah")),
    (r"argument (.*?): ignored explicit argument .*", m("{words} tidak menerima isi")),
)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help whose first word is Indonesian."""

    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("Pemakaian: ") if prefix is None else prefix)  # type: ignore[arg-type]


class Parser(argparse.ArgumentParser):
    """A parser that speaks Indonesian and ends with 2 when the words are off."""

    def __init__(self, **rest: object) -> None:
        super().__init__(formatter_class=Formatter, add_help=False, allow_abbrev=False, **rest)  # type: ignore[arg-type]
        self._optionals.title = _("Pilihan")
        self._positionals.title = _("Isian") if " " in self.prog else _("Perintah")
        self.add_argument("-h", "--help", action="help", help=_("tampilkan bantuan ini"))
        # A value may begin with a hyphen as a number may: our own options all begin with two.
        self._negative_number_matcher = re.compile("-(?!-)")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        told = _("Perintah tidak dikenali atau tidak lengkap: {message}. Lihat {program} --help.")
        self.exit(WRONG_USAGE, told.format(message=_in_indonesian(message), program=self.prog) + "\n")


def _in_indonesian(message: str) -> str:
    for pattern, told in _MISTAKES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return _(told).format(words=found[1])
    return message
