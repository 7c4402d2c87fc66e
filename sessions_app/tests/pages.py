"""Pages that do one thing each with the session, for tests of what a request leaves behind.

Used with ``@pytest.mark.urls("sessions_app.tests.pages")``: the whole chain of middleware, and no template.
"""

from django.contrib.auth import SESSION_KEY, login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path

from accounts.models import User
from sessions_app.models import Session


@login_not_required
def ignores(request):
    return HttpResponse("nobody asked")


@login_not_required
def who(request):
    return HttpResponse(str(request.user))


@login_not_required
async def who_async(request):
    return HttpResponse(str(await request.auser()))


@login_not_required
def keeps(request):
    request.session["kept"] = request.GET.get("kept", "something")
    return HttpResponse("kept")


@login_not_required
def reads(request):
    return HttpResponse(request.session.get("kept", "nothing"))


@login_not_required
def drops(request):
    request.session.pop("kept", None)
    return HttpResponse("dropped")


@login_not_required
def clears(request):
    request.session.clear()
    return HttpResponse("cleared")


@login_not_required
def forgets_who(request):
    """As no view should: the person's id taken out by hand."""
    request.session["kept"] = "still here"
    del request.session[SESSION_KEY]
    return HttpResponse("forgotten")


@login_not_required
def flushes(request):
    request.session.flush()
    return HttpResponse("flushed")


@login_not_required
def keeps_and_fails(request):
    request.session["kept"] = "lost"
    return HttpResponse("failed", status=500)


@login_not_required
def expires(request):
    request.session.set_expiry(int(request.GET["seconds"]))
    return HttpResponse("set")


@login_not_required
def signs_in(request):
    login(request, User.objects.get(username=request.GET["as"]))
    return HttpResponse("in")


@login_not_required
def cycles(request):
    request.session.cycle_key()
    return HttpResponse("cycled")


def changes_password(request):
    """As a view should: the person saved, then this session's own proof renewed."""
    person = User.objects.get(pk=request.user.pk)
    person.set_password(request.GET["to"])
    person.save(update_fields=["password"])
    update_session_auth_hash(request, person)
    return HttpResponse("changed")


def changes_email(request):
    """As a view should not: nothing is said to the session."""
    request.user.email = request.GET["to"]
    request.user.save()
    return HttpResponse("changed")


def is_ended_meanwhile(request):
    """Somebody ends the session while the page is being made, which then wants to keep something."""
    Session.objects.filter(pk=request.session.session_id).update(expired=True)
    request.session["kept"] = "too late"
    return HttpResponse("late")


def is_ended_before_cycling(request):
    Session.objects.filter(pk=request.session.session_id).update(expired=True)
    request.session.cycle_key()
    return HttpResponse("late")


VIEWS = [view for name, view in list(globals().items()) if getattr(view, "__module__", "") == __name__]

urlpatterns = [path(f"{view.__name__}/", view) for view in VIEWS] + [path("", include("petshop.urls"))]
