"""Files in: workbooks, tables in documents, pasted blocks become proposals that a person reviews first."""
