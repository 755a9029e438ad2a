"""Words in, pictures out; knows no Discord."""
