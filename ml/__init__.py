"""Networks: models, conversion, and the small runtime that the program uses."""
