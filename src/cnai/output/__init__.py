"""How an answer is written: blocks, formats, streams."""
