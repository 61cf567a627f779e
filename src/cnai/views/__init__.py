"""Views: from answers to blocks of cells for a terminal. No view decides what is true, and none knows of Rich."""
