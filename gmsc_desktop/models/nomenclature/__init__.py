"""The nomenclature of urusan, program, kegiatan, subkegiatan: lists that a person imported, one a regulation."""
