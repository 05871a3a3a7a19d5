"""The household rules over a made-up population: our engine beside OpenFisca, the same law, data and answers."""
