"""REST v10: one file for each kind of resource, one pipeline around them all."""
