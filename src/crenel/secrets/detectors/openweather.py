"""OpenWeather: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "OpenWeather",
    docs="https://openweathermap.org/appid",
    revoke="API keys: delete it.",
)
DETECTORS = (
    _provider.near(
        "openweather-api-key",
        "an API key of OpenWeather",
        ("openweather", "appid", "owm_api"),
        run(HEX, 32),
    ),
)
