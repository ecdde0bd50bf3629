"""Everything that runs on DuckDB: reading files, the ledger as a relation, the fold over all components, figures."""
