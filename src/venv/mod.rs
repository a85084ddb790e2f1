//! venv
