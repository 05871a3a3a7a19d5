"""Accounts, awards, runs, bank files, returns and the ledger behind them."""
