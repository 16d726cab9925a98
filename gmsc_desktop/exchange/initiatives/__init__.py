"""Tables of initiatives: matrices of actions, road maps, lists of programmes; from cells to initiatives of a plan."""
