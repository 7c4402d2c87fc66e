"""Who may sign in, and what staff may do."""

from django.contrib.auth import check_password_with_timing_attack_mitigation
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.views.decorators.debug import sensitive_variables

from accounts.models import User


class GroupBackend(ModelBackend):
    """Django's backend with two changes.

    People sign in with their user name or their e-mail address, and staff have permissions from groups alone.
    """

    @sensitive_variables("password")
    def authenticate(self, request, username=None, password=None, **kwargs):
        """Return the active person with this user name or e-mail address and this password, or None.

        A password is hashed once in every case, so that the time does not tell who has an account.
        """
        if username is None or password is None:
            return None
        user = User.objects.find(username)
        if check_password_with_timing_attack_mitigation(user, password) and self.user_can_authenticate(user):
            return user
        return None

    def _get_user_permissions(self, user_obj):
        return Permission.objects.none()
