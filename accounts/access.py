"""Guards for views, also for those of other apps."""

from functools import wraps

from django.shortcuts import render


def pet_owner_required(view):
    """Let pet owners in; a child gets a page that says kindly why not, with status 403.

    For views behind the sign-in, which is everything that is not ``login_not_required``.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_child:
            return render(request, "accounts/grown_ups_only.html", status=403)
        return view(request, *args, **kwargs)

    return guarded
