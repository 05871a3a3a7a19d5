"""Settings by topic.  Values come from the environment or from the home folder; nothing here is a secret."""

from config.settings.apps import *  # noqa: F403
from config.settings.database import *  # noqa: F403
from config.settings.language import *  # noqa: F403
from config.settings.places import *  # noqa: F403
from config.settings.security import *  # noqa: F403
