"""Model and code facts -> knowledge: pure functions of the application, computed when asked for."""
