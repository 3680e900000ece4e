"""What people type in annual reports."""
