"""Word, Excel and PowerPoint files: one container format (ECMA-376), three vocabularies.

`package` knows parts and relationships; `checks` says what may not be stored; `word`, `sheets` and
`slides` read text and hidden content; `cleaning` makes the release copy.
"""
