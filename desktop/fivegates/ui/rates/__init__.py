"""The portfolio's rates of currencies: a dialog that lists them, and the form for one."""
