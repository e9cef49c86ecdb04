"""Charts: each function draws domain values as a matplotlib Figure, for screen and paper alike."""

from fivegates.charts.system_fonts import leave_out_system_fonts

leave_out_system_fonts()
