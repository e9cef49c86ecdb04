"""Charts: domain values in, a matplotlib Figure out, one function a chart, for screen and paper alike."""

from fivegates.charts.system_fonts import leave_out_system_fonts

leave_out_system_fonts()
