"""The addresses of every register, made from its declaration."""

from django.urls import URLPattern, path

from minzheng.kernel.declare import Register, registry
from minzheng.kernel.screens import import_views, views


def urls_of(register: Register) -> list[URLPattern]:
    """The addresses of one register.  A register with a page of its own brings that address itself."""
    code, noun = register.code, register.noun
    found = [
        path(f"{code}/", views.list_view(register), name=code),
        path(f"{code}/export/", views.export_view(register), name=f"{code}-export"),
        path(f"{code}/views/", views.keep_view_view(register), name=f"{code}-views"),
    ]
    if register.link is None:
        found.append(path(f"{code}/<int:row_id>/history/", views.history_view(register), name=f"{noun}-history"))
    if not register.page and register.link is None:
        found.append(path(f"{code}/<int:row_id>/", views.detail_view(register), name=noun))
    for act in register.acts:
        where = f"{code}/{act.code}/" if act.on_list else f"{code}/<int:row_id>/{act.code}/"
        found.append(path(where, views.act_view(register, act.code), name=f"{noun}-{act.code}"))
    return found + (_editing_urls(register) if register.editing else [])


def _editing_urls(register: Register) -> list[URLPattern]:
    code, noun = register.code, register.noun
    return [
        path(f"{code}/new/", views.form_view(register), name=f"{noun}-new"),
        path(f"{code}/<int:row_id>/edit/", views.form_view(register), name=f"{noun}-edit"),
        path(f"{code}/import/", import_views.import_view(register), name=f"{code}-import"),
        path(f"{code}/import/template/", import_views.template_view(register), name=f"{code}-import-template"),
        path(f"{code}/import/<int:import_id>/", import_views.import_file_view(register), name=f"{code}-import-file"),
        path(f"{code}/import/<int:import_id>/rows-to-mend/", import_views.faults_view(register), name=f"{code}-faults"),
    ]


def register_urls() -> list[URLPattern]:
    """The addresses of all registers."""
    return [url for register in registry.registers for url in urls_of(register)]
