"""The files departments send: one module per department, one way of spoiling and one of writing for all."""
