"""Benchmarks: how fast the house is, at the size that a county reaches.

    python -m bench [names…] [--size smoke|small|full] [--postgres] [--json] [--home DIR]

Every bench runs in a process of its own, against an instance of its own in a temporary folder, and
gives tables. Times depend on the machine; ratios of two things measured in the same run hardly do,
so those are what to compare. `README.md` says what each bench measures and how.
"""
