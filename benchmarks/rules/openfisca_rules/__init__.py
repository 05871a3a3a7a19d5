"""The household rules once more, for OpenFisca: variables, entities and parameters, article by article as in ours.

OpenFisca's whole numbers have 32 bits and its fractions hold no fen above 168,000 yuan, so amounts are `int` in fen.
That is exact for the values used here: with them every yearly amount of the law is a whole number of fen (`parameters`
refuses others), no household's total comes near 21 million yuan, and what is compared by multiplying is widened to 64
bits inside the formula.  The rules themselves are not simplified: every output of ours is an output here.

It is written to be fast as well as plain: parameters that differ by residence are chosen with `where` (fancy indexing
loops in Python), relatives living apart are columns of the household instead of persons with roles.
"""
