"""Knowledge -> verdicts. One control is ``family/name.py`` and ``family/name.md``; none is listed.

A control judges one kind of entity. Its ``check`` says when the state is bad, as a ``Truth``; it
never handles unknown values itself.
"""

from crenel.controls.control import Control
from crenel.controls.judgement import NOT_JUDGED, Judged, Judgement, fails_if
from crenel.model.verdict import Severity

__all__ = ["NOT_JUDGED", "Control", "Judged", "Judgement", "Severity", "fails_if"]
