"""Addresses of the site."""

from django.urls import path

from minzheng.api.v1 import api
from minzheng.web.desk import (
    case_views,
    data_views,
    figure_views,
    money_views,
    policy_views,
    simulate_views,
    views,
    why_views,
)
from minzheng.web.field import views as field
from minzheng.web.portal import views as portal

urlpatterns = [
    path("api/v1/", api.urls),
    path("", portal.home, name="home"),
    path("sign-in/", portal.sign_in_page, name="sign_in"),
    path("sign-out/", portal.sign_out_page, name="sign_out"),
    path("notices/", portal.notices, name="notices"),
    path("language/", portal.language, name="language"),
    path("demo/date/", portal.move_date, name="move_date"),
    path("my/", portal.my, name="my"),
    path("work/", views.work, name="work"),
    path("households/", views.households, name="households"),
    path("households/<int:household_id>/", views.household, name="household"),
    path("households/<int:household_id>/reveal/", views.reveal, name="reveal"),
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/<int:alert_id>/why/", why_views.why_alert, name="why_alert"),
    path("tasks/<int:task_id>/", field.task, name="task"),
    path("visits/<int:visit_id>/", field.visit, name="visit"),
    path("cases/", case_views.cases, name="cases"),
    path("cases/<int:case_id>/", case_views.case, name="case"),
    path("cases/<int:case_id>/assess/", case_views.assess, name="case_assess"),
    path("cases/<int:case_id>/propose/", case_views.put_opinion, name="case_propose"),
    path("cases/<int:case_id>/decide/", case_views.decide, name="case_decide"),
    path("cases/<int:case_id>/return/", case_views.send_back, name="case_return"),
    path("decisions/<int:decision_id>/letter/", case_views.letter, name="letter"),
    path("assessments/<int:assessment_id>/why/", why_views.why_assessment, name="why_assessment"),
    path("runs/", money_views.runs, name="runs"),
    path("runs/prepare/", money_views.prepare, name="run_prepare"),
    path("runs/<int:run_id>/", money_views.run, name="run"),
    path("runs/<int:run_id>/approve/", money_views.approve, name="run_approve"),
    path("runs/<int:run_id>/file/", money_views.make_file, name="run_file"),
    path("runs/<int:run_id>/download/", money_views.download, name="run_download"),
    path("payments/<int:line_id>/why/", why_views.why_line, name="why_line"),
    path("figures/", figure_views.figures, name="figures"),
    path("figures/<slug:code>/", figure_views.figure, name="figure"),
    path("policy/", policy_views.policy, name="policy"),
    path("policy/rules/<str:name>/", policy_views.rule, name="policy_rule"),
    path("policy/values/<str:key>/", policy_views.value, name="policy_value"),
    path("policy/values/<str:key>/set/", policy_views.set_value, name="policy_set"),
    path("policy/proposals/<int:proposal_id>/", policy_views.proposal, name="policy_proposal"),
    path("policy/proposals/<int:proposal_id>/settle/", policy_views.settle, name="policy_settle"),
    path("policy/simulate/", simulate_views.simulate, name="simulate"),
    path("policy/simulate/keep/", simulate_views.keep, name="simulate_keep"),
    path("policy/simulate/export/<str:form>/", simulate_views.export, name="simulate_export"),
    path("feeds/", data_views.feeds, name="feeds"),
    path("feeds/hand-in/", data_views.hand_in, name="hand_in"),
    path("feeds/files/<int:batch_id>/", data_views.batch, name="batch"),
    path("feeds/files/<int:batch_id>/rows-to-mend/", data_views.batch_errors, name="batch_errors"),
]

handler403 = "minzheng.web.desk.views.not_allowed"
handler404 = "minzheng.web.desk.views.no_page"
