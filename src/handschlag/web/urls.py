"""Addresses of the pages."""

from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.i18n import set_language

from handschlag.web.views import funnel, leads, passes, problems, reconciliation, sign_in, sources

urlpatterns = [
    path("", funnel.home, name="home"),
    path("funnel/", funnel.funnel, name="funnel"),
    path("funnel/passes/", passes.passes, name="passes"),
    path("leads/", leads.leads, name="leads"),
    path("leads/<uuid:person>/", leads.lead, name="lead"),
    path("reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path("facts/<uuid:fact>/source/", sources.source, name="source"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/demo/", sign_in.demo, name="sign_in_demo"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("language/", sign_in.anybody(set_language), name="set_language"),
    path("look/", sign_in.set_look, name="set_look"),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.failed
