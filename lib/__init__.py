"""Müşteri Talepleri: two roads through the layers.

Claims come in:      marketplaces/ (answer → Claim) → store/ → DuckDB → queries/ → ui/ → pages/     flows/sync.py
Decisions go out:    button → flows/decisions.py → journal (SQLite) → flows/engine.py → marketplaces/ → journal;
                     the claim changes only when a later answer of the marketplace shows it

wiring.py puts the parts together, __main__.py gives them to the command line, ui/runtime.py to the pages.
"""
