"""Commands in, messages out; knows no torch."""
