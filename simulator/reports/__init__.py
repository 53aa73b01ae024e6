"""Reports 2021-06-30: orders and listings as files, on request or on a schedule."""
