"""Long computations kept as Parquet with a manifest: written by `make sweep`, read by notebooks, refused when stale."""
