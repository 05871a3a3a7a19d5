"""What other departments tell us, under a contract for each data set, and what we tell them."""
