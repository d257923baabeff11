#!/bin/bash
# Run once by the image of PostgreSQL, on an empty data directory. The owner migrates; this role only works, and
# `huifang migrate` grants it what it needs.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --set password="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE huifang_app LOGIN PASSWORD :'password';
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
SQL
