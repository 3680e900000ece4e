"""The desk's pages of annual reports, one module per subject."""
