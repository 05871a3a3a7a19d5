"""Application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents and attachments."""

    name = "minzheng.kernel.documents"
