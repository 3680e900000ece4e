"""The tag library: `{% load clocks %}`."""
