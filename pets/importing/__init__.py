"""Pets out of a file that another program wrote: a shelter's records, a breeder's list.

A file goes through four rooms, each of which can be used alone:

1. `reading`: bytes to rows of texts, each with its line number (`Table`).
2. `columns`: which heading means what (`match_columns`).
3. `records`: the texts of one row to one unsaved pet, or the reason why not (`Reader`), with the help of `cells`,
   `dates` and `species`.
4. `services`: many rows into the database (`import_rows`), or only counted.
"""
