"""Tables in which offices report: realisation of past years, quick wins, the worksheets of a Bimtek."""
