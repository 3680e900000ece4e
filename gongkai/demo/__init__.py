"""One fictional county, 名川县 in 某省, for demonstrations and as the cast of tests.

Its bodies, people, places, figures and papers are invented: division and credit codes stand in a
range that is given to nobody, telephone numbers begin with an area code that cannot be dialled.
Everything is made by a program from a seed and one date, the *anchor*: the same anchor gives the
same county to the letter, and a county loaded today has work that is due today.

Two years are lived through in order under a clock of their own (`clock`): until the platform was
opened, publications are those of an older website and are taken over as they stood; since then
every item went the whole way from draft to release. The moments in the journal are therefore as
invented as the rest; they agree with each other and with what the pages say.

`cast` who is who · `bodies` the organs and their units · `places` names · `texts` what they write ·
`planning` when they write it · `county.load` makes it all.
"""
