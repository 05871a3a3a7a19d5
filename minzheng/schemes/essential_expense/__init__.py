"""Essential-expense hardship households (刚性支出困难家庭): income above the line, spending above what it bears."""
