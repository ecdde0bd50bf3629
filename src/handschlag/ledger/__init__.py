"""The ledger's floor: which kinds of fact exist, how a fact is identified, what its columns are."""
