"""A witness (tlog-witness): signs a checkpoint only if it extends the last one that it signed."""
