"""Addresses of the pages, each with the right that it needs."""

from django.contrib.auth.views import LogoutView
from django.views.i18n import set_language

from handschlag.web.guard import door, page
from handschlag.web.views import (
    account,
    agreement,
    backtest,
    companies,
    connections,
    erasures,
    funnel,
    intakes,
    leads,
    links,
    passes,
    passwords,
    problems,
    reconciliation,
    settings_house,
    settings_teams,
    settings_users,
    sign_in,
    sources,
    today,
)

urlpatterns = [
    page("", today.today, "home", "see_figures"),
    page("funnel/", funnel.funnel, "funnel", "see_figures"),
    page("funnel/passes/", passes.passes, "passes", "see_people"),
    page("leads/", leads.leads, "leads", "see_people"),
    page("leads/<uuid:person>/", leads.lead, "lead", "see_people"),
    page("leads/<uuid:person>/export/", leads.export, "person_export", "export_person"),
    page("leads/<uuid:person>/erase/", erasures.erase, "person_erase", "erase_person"),
    page("companies/", companies.companies, "companies", "see_people"),
    page("companies/<uuid:company>/", companies.company, "company", "see_people"),
    page("agreement/", agreement.agreement, "agreement", "see_figures"),
    page("agreement/try/", backtest.try_change, "try_change", "see_figures"),
    page("agreement/file/", agreement.agreement_file, "agreement_file", "see_figures"),
    page("reconciliation/", reconciliation.reconciliation, "reconciliation", "see_people"),
    page("connections/", connections.connections, "connections", "see_connections"),
    page("connections/imports/<int:number>/", connections.delivery, "delivery", "see_connections"),
    page("connections/set-aside/", connections.set_aside, "set_aside", "import_data"),
    page("connections/set-aside/<str:group>/", connections.group, "set_aside_group", "import_data"),
    page("connections/set-aside/row/<str:row>/", connections.row, "set_aside_row", "import_data"),
    page("imports/new/", intakes.new, "new_import", "import_data"),
    page("imports/<str:intake>/", intakes.intake, "intake", "import_data"),
    page("imports/<str:intake>/file/", intakes.file, "intake_file", "import_data"),
    page("imports/<str:intake>/run/", intakes.run, "intake_run", "import_data"),
    page("leads/<uuid:person>/join/", links.join, "join_people", "mend_links"),
    page("leads/<uuid:person>/part/", links.part, "part_records", "mend_links"),
    page("facts/<uuid:fact>/source/", sources.source, "source", "see_people"),
    door("sign-in/", sign_in.SignIn.as_view(), "sign_in"),
    door("sign-in/demo/", sign_in.demo, "sign_in_demo"),
    door("set-up/<str:token>/", passwords.set_up, "set_up"),
    door("password/<str:token>/", passwords.choose, "choose_password"),
    page("account/", account.account, "account", "own_account"),
    page("settings/", settings_house.home, "settings", "see_audit"),
    page("settings/users/", settings_users.users, "users", "manage_users"),
    page("settings/users/add/", settings_users.add, "user_add", "manage_users"),
    page("settings/users/person/<str:username>/", settings_users.user, "user", "manage_users"),
    page("settings/users/person/<str:username>/link/", settings_users.link, "user_link", "manage_users"),
    page("settings/users/person/<str:username>/password/", settings_users.password, "user_password", "manage_users"),
    page("settings/users/person/<str:username>/access/", settings_users.access, "user_access", "manage_users"),
    page("settings/teams/", settings_teams.teams, "teams", "manage_users"),
    page("settings/teams/team/", settings_teams.team, "team", "manage_users"),
    page("settings/rights/", settings_house.rights, "rights", "own_account"),
    page("settings/works-agreement/", settings_house.works_agreement, "works_agreement", "change_settings"),
    page("settings/erasures/", erasures.erasures, "erasures", "erase_person"),
    page("settings/audit/", settings_house.audit, "audit", "see_audit"),
    page("sign-out/", LogoutView.as_view(), "sign_out", "own_account"),
    door("language/", set_language, "set_language"),
    door("look/", sign_in.set_look, "set_look"),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.failed
