"""Where records come from: the compiled database, a past day of it, names."""
