"""Writes: sets of criteria of one person."""

from django.db import transaction


@transaction.atomic
def save_set(criteria, *, by):
    """Save a set of criteria for `by` and return it; raises `ValidationError` for what the table would refuse."""
    criteria.user = by
    criteria.full_clean()
    criteria.save()
    return criteria


@transaction.atomic
def delete_set(criteria, *, by):
    """Delete a set of criteria of `by`; another person's set is left as it is."""
    by.criteria.filter(pk=criteria.pk).delete()
