"""The questions of disclosure, one module per subject.

`visibility` who may see what · `reasons` why something cannot be done now · `approvals` what was
approved about which content · `personal_data` what looks like personal data · `shelves` public
lists · `due` when an item must be public · `coverage` how every duty stands · `work` what waits for
whom · `versions` comparing versions.
"""
