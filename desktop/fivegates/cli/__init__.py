"""The command line: the same actions as the window, for scripts and for machines without a screen."""
