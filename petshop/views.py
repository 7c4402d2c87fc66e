"""Pages that belong to no app: the home page, and what is shown when something goes wrong."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from pets.models import Pet

PETS_ON_HOME = 8


@require_safe
@login_not_required
def home(request):
    newest = Pet.objects.available().newest_first().defer("description")[:PETS_ON_HOME]
    return render(request, "home.html", {"newest": list(newest), "kinds": Pet.Type.choices})


@login_not_required
def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


@login_not_required
def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


@login_not_required
def csrf_failure(request, reason=""):
    """The form came without its token: usually a page that stood open through a sign-in."""
    return render(request, "403_csrf.html", status=403)


@login_not_required
def not_found(request, exception=None):
    return render(request, "404.html", status=404)


@login_not_required
def server_error(request):
    """Drawn without the request: whatever failed may be what the page would ask for."""
    return HttpResponseServerError(render_to_string("500.html"))
