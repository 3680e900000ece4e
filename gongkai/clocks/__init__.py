"""Clocks (期限): what is due when, for everything in the house that the law gives a time to.

A mechanism, which knows no domain. A domain announces in its `apps.py` which rule of
`rules/clocks/*.toml` counts for which references; the clock itself is read from the journal by the
pure function of the kernel (`docs/adr/0004-clock.md`). The table is a copy by which a loop and a
board find cases by index; it is kept inside the recording transaction and can be written anew at
any time. Counting follows 民法典 第二百零一条 to 第二百零三条; each rule names its own article.
Words: due (到期), near (即将到期), passed (已超期), paused (暂停计算), provisional (暂定).
"""
