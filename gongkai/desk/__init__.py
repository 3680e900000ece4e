"""The desk: one workbench for staff. My inbox by due date, items, reviews, catalogues, coverage."""
