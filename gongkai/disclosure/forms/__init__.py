"""What staff type into, and what of it is accepted.

`fields` dates and document numbers as officials write them · `editor` the rich-text editor ·
`content` the text of a version · `starting` a new item, or one from a document · `acts` the short
forms of submitting, releasing, withdrawing … · `listing` the filters of the list.
"""
