"""The archive of an old website, brought here in bulk (历史信息): tables, or lines of JSON.

`rows` reads files without judging them, `judging` says of every row what it will become or what is
wrong in which column, `taking` goes through a whole file in batches. The verb itself, which takes
one batch over and writes it into the journal, is `operations.importing.take_over`.
"""
