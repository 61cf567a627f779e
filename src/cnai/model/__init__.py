"""What a record is: its classes, what is known about each field, and the kinds of record."""
