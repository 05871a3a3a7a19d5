"""Whom departments' rows mean: ours beside Splink with the settings its documentation starts from."""
