"""What officials change is data: calendars, lists, catalogues. Files only, no program.

Each row carries its basis and effective dates; loading is done by the app that owns the table.
"""
