"""Addresses of signing in, of one's own account, and of bodies and people. Mounted below desk/."""

from __future__ import annotations

from django.urls import path

from gongkai.people.views import signing_in

app_name = "people"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("account/password/", signing_in.change_password, name="password"),
    path("account/two-step/", signing_in.two_step, name="totp"),
    path("account/two-step/on/", signing_in.set_up_two_step, name="set_up_two_step"),
    path("account/two-step/off/", signing_in.take_off_two_step, name="take_off_two_step"),
]
