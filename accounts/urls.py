"""Addresses of accounts."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("sign-up/", views.sign_up, name="sign_up"),
    path("sign-up/sent/", views.sign_up_sent, name="sign_up_sent"),
    path("sign-up/<str:token>/", views.sign_up_confirm, name="sign_up_confirm"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("profile/", views.profile, name="profile"),
    path("profile/email/", views.email_change, name="email_change"),
    path("password/", views.password_change, name="password_change"),
    path("password/reset/", views.password_reset, name="password_reset"),
    path("password/reset/sent/", views.password_reset_sent, name="password_reset_sent"),
    path(
        "password/reset/<int:user_id>/<str:token>/",
        views.password_reset_confirm,
        name="password_reset_confirm",
    ),
    path("family/", views.family, name="family"),
    path("family/add/", views.add_child, name="add_child"),
    path("family/<int:user_id>/", views.child, name="child"),
    path("family/<int:user_id>/password/", views.child_password, name="child_password"),
    path("family/<int:user_id>/remove/", views.child_remove, name="child_remove"),
]
