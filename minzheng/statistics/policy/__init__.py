"""What other values would cost in a county and whom they would reach: its own households under the rules that decide.

`population` puts the households together, `models` knows the schemes that can be simulated, `reform` answers.
"""
