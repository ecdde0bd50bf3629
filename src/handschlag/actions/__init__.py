"""One function a request: what pages, API and commands call. Time and the acting person are arguments."""
