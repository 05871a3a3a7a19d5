"""Addresses of the site."""

from django.urls import path

from minzheng.api.v1 import api
from minzheng.kernel.screens.urls import register_urls
from minzheng.web.desk import (
    apply_views,
    bench_views,
    case_views,
    data_views,
    document_views,
    event_views,
    figure_views,
    job_views,
    map_views,
    money_views,
    policy_views,
    simulate_views,
    views,
    why_views,
)
from minzheng.web.field import views as field
from minzheng.web.portal import second_factor_views
from minzheng.web.portal import views as portal

urlpatterns = [
    path("api/v1/", api.urls),
    path("", portal.home, name="home"),
    path("sign-in/", portal.sign_in_page, name="sign_in"),
    path("sign-in/code/", second_factor_views.code_page, name="code"),
    path("my-second-factor/", second_factor_views.my_second_factor, name="my_second_factor"),
    path("sign-out/", portal.sign_out_page, name="sign_out"),
    path("notices/", portal.notices, name="notices"),
    path("language/", portal.language, name="language"),
    path("demo/date/", portal.move_date, name="move_date"),
    path("my/", portal.my, name="my"),
    path("work/", views.work, name="work"),
    path("households/<int:household_id>/", views.household, name="household"),
    path("households/<int:household_id>/apply/", apply_views.choose, name="apply"),
    path("households/<int:household_id>/apply/<slug:code>/", apply_views.apply, name="apply-scheme"),
    path("households/<int:household_id>/reveal/", views.reveal, name="reveal"),
    path("alerts/<int:alert_id>/why/", why_views.why_alert, name="why_alert"),
    path("dispatch/", map_views.dispatch, name="dispatch"),
    path("people/<int:person_id>/death/", event_views.death, name="death"),
    path("effects/", event_views.effects, name="effects"),
    path("effects/<int:effect_id>/again/", event_views.again, name="effect_again"),
    path("tasks/<int:task_id>/", field.task, name="task"),
    path("visits/<int:visit_id>/", field.visit, name="visit"),
    path("cases/<int:case_id>/", case_views.case, name="case"),
    path("decisions/<int:decision_id>/letter/", case_views.letter, name="letter"),
    path("decisions/<int:decision_id>/letter/issue/", document_views.issue_letter, name="letter_issue"),
    path("documents/<int:document_id>/<slug:form>/", document_views.document, name="document"),
    path("notice-board/issue/", document_views.issue_board, name="board_issue"),
    path("households/<int:household_id>/files/", document_views.files, name="files"),
    path("files/<int:attachment_id>/", document_views.file, name="file"),
    path("assessments/<int:assessment_id>/why/", why_views.why_assessment, name="why_assessment"),
    path("runs/<int:run_id>/", money_views.run, name="run"),
    path("runs/<int:run_id>/download/", money_views.download, name="run_download"),
    path("payments/<int:line_id>/why/", why_views.why_line, name="why_line"),
    path("figures/", figure_views.figures, name="figures"),
    path("figures/<slug:code>/", figure_views.figure, name="figure"),
    path("jobs/", job_views.jobs, name="jobs"),
    path("jobs/<int:job_id>/file/", job_views.job_file, name="job_file"),
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
    path("feeds/lay-down/", bench_views.lay_down, name="lay_down"),
    path("feeds/trial/", bench_views.trial, name="trial"),
    path("feeds/trial/headers/", bench_views.name_headers, name="name_headers"),
    path("feeds/hand-in/", bench_views.hand_in, name="hand_in"),
    path("feeds/files/<int:batch_id>/", data_views.batch, name="batch"),
    path("feeds/files/<int:batch_id>/rows-to-mend/", data_views.batch_errors, name="batch_errors"),
    path("feeds/files/<int:batch_id>/mend/", bench_views.mend, name="batch_mend"),
    path("feeds/files/<int:batch_id>/again/", bench_views.read_anew, name="batch_again"),
    path("post/", portal.take_post, name="take_post"),
    *register_urls(),
]

handler403 = "minzheng.web.desk.views.not_allowed"
handler404 = "minzheng.web.desk.views.no_page"
