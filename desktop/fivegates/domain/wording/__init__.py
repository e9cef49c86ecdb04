"""Every sentence about verdicts and money, made once: window, PDF and command line say the same."""
