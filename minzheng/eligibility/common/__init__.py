"""The means test that all household schemes share: who belongs to the household, what it has, which class it is in."""
