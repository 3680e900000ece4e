"""The verbs of disclosure, one module per part of an item's life.

`drafting` draft, save, attach · `checking` mask or confirm personal data · `reviewing` submit,
approve, return · `releasing` release, appoint, release urgently · `ending` correct, withdraw,
restore · `erasing` erase, and destroy what was erased · `importing` take over what was public
before.
"""
