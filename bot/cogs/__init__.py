"""One feature a file: what members type and press. No logic, and no cog knows another."""
