"""One function a request: what pages, API and commands call. Each takes an opened house, and the time as an argument."""
