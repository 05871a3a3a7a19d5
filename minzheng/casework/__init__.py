"""Applications, visits, notices and the steps that lead to a decision."""
