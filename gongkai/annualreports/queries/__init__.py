"""The questions about annual reports.

`ledger` what one body counts in one year · `requests`, `lives`, `remedies`, `documents` the counts
behind the three tables · `named` the queries that cells name · `rules` what must add up · `drafts`
sentences to begin with · `saying` what a report says now, or said when it was frozen · `reasons`
why something cannot be done · `visibility` whose business a report is.
"""
