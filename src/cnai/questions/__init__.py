"""Questions: pure functions from a catalogue to a plain answer. Nothing here prints or knows of terminals."""
