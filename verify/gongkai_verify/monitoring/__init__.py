"""Site against log, in both directions."""
