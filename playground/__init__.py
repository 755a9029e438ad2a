"""A Discord that fits on one machine; knows neither the bot nor the engine."""
