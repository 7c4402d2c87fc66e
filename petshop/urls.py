"""The addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from petshop import views

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/", include("accounts.urls")),
    path("accounts/second-factor/", include("accounts.second_factor.urls")),
    path("accounts/devices/", include("sessions_app.urls")),
    path("pets/", include("pets.urls")),
    path("", include("interactions.urls")),
    path("matches/", include("matchmaking.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "petshop.views.bad_request"
handler403 = "petshop.views.forbidden"
handler404 = "petshop.views.not_found"
handler500 = "petshop.views.server_error"
