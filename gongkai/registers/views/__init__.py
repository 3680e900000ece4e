"""The desk's pages of catalogues, one module per subject."""
