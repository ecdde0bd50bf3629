"""The command line: parse, call one action, print. Nothing is decided here, and nothing heavy is loaded here."""
