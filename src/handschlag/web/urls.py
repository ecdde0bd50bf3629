"""Addresses of the pages, each with the right that it needs."""

from django.contrib.auth.views import LogoutView
from django.views.i18n import set_language

<<<<<<< HEAD
from handschlag.web.guard import door, page
from handschlag.web.views import funnel, leads, passes, problems, reconciliation, sign_in, sources

urlpatterns = [
    page("", funnel.home, "home", "see_figures"),
    page("funnel/", funnel.funnel, "funnel", "see_figures"),
    page("funnel/passes/", passes.passes, "passes", "see_people"),
    page("leads/", leads.leads, "leads", "see_people"),
    page("leads/<uuid:person>/", leads.lead, "lead", "see_people"),
    page("reconciliation/", reconciliation.reconciliation, "reconciliation", "see_people"),
    page("facts/<uuid:fact>/source/", sources.source, "source", "see_people"),
    door("sign-in/", sign_in.SignIn.as_view(), "sign_in"),
    door("sign-in/demo/", sign_in.demo, "sign_in_demo"),
    page("sign-out/", LogoutView.as_view(), "sign_out", "own_account"),
    door("language/", set_language, "set_language"),
    door("look/", sign_in.set_look, "set_look"),
=======
from handschlag.web.views import agreement, funnel, leads, passes, problems, reconciliation, sign_in, sources

urlpatterns = [
    path("", funnel.home, name="home"),
    path("funnel/", funnel.funnel, name="funnel"),
    path("funnel/passes/", passes.passes, name="passes"),
    path("leads/", leads.leads, name="leads"),
    path("leads/<uuid:person>/", leads.lead, name="lead"),
    path("reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/file/", agreement.agreement_file, name="agreement_file"),
    path("facts/<uuid:fact>/source/", sources.source, name="source"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/demo/", sign_in.demo, name="sign_in_demo"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("language/", sign_in.anybody(set_language), name="set_language"),
    path("look/", sign_in.set_look, name="set_look"),
>>>>>>> dd42593 (The agreement as a page: contents, glossary, what is executed of it, and its problems where it has some)
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.failed
