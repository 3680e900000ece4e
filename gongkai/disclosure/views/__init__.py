"""The staff screens of disclosure, one module per screen.

`finding` what the person may look at, or 404 · `showing` rows and texts made ready · `items` the
list · `starting` a new item, `bringing` one from a document · `workspace` and `acts` one item and
what can be done with it · `editing`, `attaching`, `asides` its text and files · `checking` personal
data · `reviewing` opinions · `versions` differences, previews and files.
"""
