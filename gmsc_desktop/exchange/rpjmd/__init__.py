"""Tables of RPJMD, RPD and Renstra: from a book of cells to a proposed tree with everything that is doubtful in it."""
