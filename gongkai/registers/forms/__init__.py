"""The forms of catalogues and duties. Rules are asked of the operations."""
