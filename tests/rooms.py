"""The rooms of the house in their order: a module imports only from rooms before its own, or from its own without a circle."""

ROOMS = ("errors", "words", "model", "store", "questions", "output", "views", "curate", "api", "commands", "cli", "__main__")
