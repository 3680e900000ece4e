"""Addresses of signing in, of one's own account, and of bodies and people. Mounted below desk/."""

from __future__ import annotations

from django.urls import path

from gongkai.people.views import bodies, closing, delegations, persons, posts, rights, signing_in

app_name = "people"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-in/back/", signing_in.back, name="back"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("account/password/", signing_in.change_password, name="password"),
    path("account/two-step/", signing_in.two_step, name="totp"),
    path("account/two-step/on/", signing_in.set_up_two_step, name="set_up_two_step"),
    path("account/two-step/off/", signing_in.take_off_two_step, name="take_off_two_step"),
    path("people/", bodies.bodies, name="bodies"),
    path("people/bodies/new/", bodies.new_body, name="new_body"),
    path("people/bodies/<slug:code>/", bodies.body, name="body"),
    path("people/bodies/<slug:code>/change/", bodies.change_body, name="change_body"),
    path("people/bodies/<slug:code>/close/", closing.close_body, name="close_body"),
    path("people/bodies/<slug:code>/units/new/", bodies.new_unit, name="new_unit"),
    path("people/units/<slug:code>/change/", bodies.change_unit, name="change_unit"),
    path("people/units/<slug:code>/close/", closing.close_unit, name="close_unit"),
    path("people/units/<slug:code>/posts/new/", bodies.new_post, name="new_post"),
    path("people/posts/<int:pk>/", posts.post, name="post"),
    path("people/posts/<int:pk>/rename/", posts.rename_post, name="rename_post"),
    path("people/posts/<int:pk>/close/", closing.close_post, name="close_post"),
    path("people/posts/<int:pk>/grant/", posts.grant, name="grant"),
    path("people/posts/<int:pk>/appoint/", posts.appoint, name="appoint"),
    path("people/rights/", rights.rights, name="rights"),
    path("people/rights/<int:pk>/withdraw/", posts.withdraw_right, name="withdraw_right"),
    path("people/tenures/<int:pk>/end/", posts.end_tenure, name="end_tenure"),
    path("people/tenures/<int:pk>/cancel/", posts.cancel_tenure, name="cancel_tenure"),
    path("people/persons/", persons.persons, name="persons"),
    path("people/persons/new/", persons.new_person, name="new_person"),
    path("people/persons/of/<str:username>/", persons.person, name="person"),
    path("people/persons/of/<str:username>/rename/", persons.rename_person, name="rename_person"),
    path("people/persons/of/<str:username>/reset/", persons.reset_password, name="reset_password"),
    path("people/persons/of/<str:username>/unlock/", persons.unlock, name="unlock"),
    path(
        "people/persons/of/<str:username>/two-step/off/",
        persons.remove_two_step,
        name="remove_two_step",
    ),
    path("people/persons/of/<str:username>/close/", persons.close_account, name="close_account"),
    path("people/persons/of/<str:username>/reopen/", persons.reopen_account, name="reopen_account"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/<int:pk>/revoke/", delegations.revoke, name="revoke"),
]
