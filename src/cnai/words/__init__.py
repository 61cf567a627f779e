"""How values are written and read: labels, text, dates, quantities."""
