#!/bin/sh
# Puts a copy made by backup.sh into an empty database and an empty folder of documents; refuses where something is already.
# Usage: restore.sh <name of the copy>        PGHOST, PGUSER, PGDATABASE, PASSWORD_FILE, DOCUMENTS, BACKUPS: as for backup.sh
# The accounts of the database must be there (service `accounts`). Afterwards: migrate, verify-acts, reseat (docs/server.md).
set -eu
if [ -n "${PASSWORD_FILE:-}" ]; then PGPASSWORD=$(cat "$PASSWORD_FILE"); export PGPASSWORD; fi
copy="$BACKUPS/${1:?nom de la copie}"
[ -d "$copy" ] || { echo "Il n'y a pas de copie $1." >&2; exit 2; }
(cd "$copy" && sha256sum --check --quiet SHA256)
there=$(psql -X -At -c "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")
[ "$there" = 0 ] || { echo "La base $PGDATABASE n'est pas vide : rien n'a été fait." >&2; exit 3; }
[ -z "$(ls -A "$DOCUMENTS" 2>/dev/null)" ] || { echo "Le dossier des documents n'est pas vide : rien n'a été fait." >&2; exit 3; }
pg_restore --exit-on-error --single-transaction --no-owner --dbname="$PGDATABASE" "$copy/database.dump"
# Only what this copy names: later documents stay where they are.
while read -r file; do
  mkdir -p "$DOCUMENTS/$(dirname "$file")"
  cp "$BACKUPS/documents/$file" "$DOCUMENTS/$file"
done < "$copy/documents.txt"
echo "Base et documents remis : $(psql -X -At -c 'select count(*) from acts') actes, $(find "$DOCUMENTS" -type f | wc -l) fichiers."
