"""Start Fivegates: `python -m fivegates`, and the command `fivegates`."""

from fivegates.cli.main import main

if __name__ == "__main__":
    main()
