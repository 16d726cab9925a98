"""What typing into a field is called in undo, history and messages."""

from __future__ import annotations

from gmsc_desktop.models.fields import FieldSpec
from gmsc_desktop.text import _, in_source_language


@in_source_language
def edit_label(field: FieldSpec) -> str:
    """What changing a field is called in undo and history: "Ubah nama OPD"."""
    return _("Ubah {name}").format(name=field_name(field))


@in_source_language
def draft_label(field: FieldSpec) -> str:
    """What keeping a text that is no value yet is called."""
    return _("Ketik {name}").format(name=field_name(field))


def field_name(field: FieldSpec) -> str:
    """What a field is called inside a sentence."""
    name = field.label
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
