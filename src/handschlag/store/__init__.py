"""What the operational database keeps: the ledger's head and manifest, batches, quarantine, fold generations."""
