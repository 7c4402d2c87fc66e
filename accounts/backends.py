"""Who may sign in, and what staff may do."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission


class GroupBackend(ModelBackend):
    """Django's backend without permissions for single people: staff get theirs from groups alone."""

    def _get_user_permissions(self, user_obj):
        return Permission.objects.none()
