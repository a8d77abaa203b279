"""What can go wrong, as a tree.

    CitecheckError
    ├── SettingsError         a wrong option, setting or key
    ├── ArticleError         an input that cannot be read as an article
    ├── ArchiveError         the local or shared archive cannot be used
    ├── BaselineError        a --baseline file cannot be used
    ├── BatchError           a batch cannot be begun or gone on with
    └── RecordingError       a --record or --replay file cannot be used

Each message is one line for the person who meets it: what, where, and what to do next.
The command line turns them into exit code 2. Failures of the network are not errors here:
they are answers (`models.Refused`).
"""


class CitecheckError(Exception):
    """Base of everything citecheck raises on purpose."""


class SettingsError(CitecheckError):
    """A wrong option, setting or key; the message names it and the nearest right one."""


class ArticleError(CitecheckError):
    """An input that cannot be read as an article; the message starts with its name."""


class ArchiveError(CitecheckError):
    """The archive cannot be opened, read or written."""


class RecordingError(CitecheckError):
    """A recording cannot be opened, read or written."""


class BaselineError(CitecheckError):
    """A baseline cannot be read or written."""


class BatchError(CitecheckError):
    """A batch cannot be begun, or not be gone on with."""
