"""Measures: figures with the rows behind them."""
