#!/bin/sh
# Copies of the database and of the documents it names. The database first: a document is on disk before any row names it,
# so whatever the copy of the database names is in the copy of the documents.
# Usage: backup.sh now | nightly
#   PGHOST, PGUSER, PGDATABASE, PASSWORD_FILE: where the database is · DOCUMENTS, CHAIN: folders to copy · BACKUPS: where to
# Each copy is a folder <date>T<hour>; it has that name only once it is whole. Documents never change, so they stand once, in BACKUPS/documents.
set -eu
umask 077
nights=${KEPT_NIGHTS:-14}
months=${KEPT_MONTHS:-12}
if [ -n "${PASSWORD_FILE:-}" ]; then PGPASSWORD=$(cat "$PASSWORD_FILE"); export PGPASSWORD; fi

say() { echo "$(date '+%F %T') $*"; }

copy() {
  name=$(date '+%FT%H%M%S')
  part="$BACKUPS/.$name"
  rm -rf "$BACKUPS"/.20*
  mkdir -p "$part" "$BACKUPS/documents"
  pg_dump --format=custom --no-password --file="$part/database.dump"
  # A file that cannot be read back is no copy.
  pg_restore --list "$part/database.dump" > "$part/contents.txt"
  # What is half received has no digest for a name yet, and no row.
  (cd "$DOCUMENTS" && find ./?? -type f) > "$part/documents.txt"
  while read -r file; do
    [ ! -e "$BACKUPS/documents/$file" ] || continue
    mkdir -p "$BACKUPS/documents/$(dirname "$file")"
    # A copy under way never has the name of a whole one. A file that was withdrawn meanwhile is named by no copy of the database.
    [ -e "$DOCUMENTS/$file" ] || continue
    cp "$DOCUMENTS/$file" "$BACKUPS/documents/$file.part"
    mv "$BACKUPS/documents/$file.part" "$BACKUPS/documents/$file"
  done < "$part/documents.txt"
  if [ -d "${CHAIN:-}" ]; then cp -R "$CHAIN" "$part/chain"; fi
  (cd "$part" && sha256sum database.dump > SHA256)
  sync
  mv "$part" "$BACKUPS/$name"
  say "copie faite : $name ($(wc -c < "$BACKUPS/$name/database.dump") octets, $(wc -l < "$BACKUPS/$name/documents.txt") documents)"
}

# The newest copies, and the first of each of the last months.
forget() {
  ls -1 "$BACKUPS" | grep '^20' | sort -r > "$BACKUPS/.all"
  { head -n "$nights" "$BACKUPS/.all"
    sort "$BACKUPS/.all" | awk '{ month = substr($0, 1, 7) } !(month in seen) { seen[month] = 1; print }' | sort -r | head -n "$months"
  } | sort -u > "$BACKUPS/.kept"
  grep -vxF -f "$BACKUPS/.kept" "$BACKUPS/.all" | while read -r old; do rm -rf "${BACKUPS:?}/$old"; say "ancienne copie retirée : $old"; done || true
  # A document that no kept copy names was withdrawn long ago.
  cat "$BACKUPS"/20*/documents.txt | sort -u > "$BACKUPS/.named"
  (cd "$BACKUPS/documents" && find ./?? -type f) | grep -vxF -f "$BACKUPS/.named" | while read -r file; do rm "$BACKUPS/documents/$file"; done || true
  rm -f "$BACKUPS/.all" "$BACKUPS/.kept" "$BACKUPS/.named"
}

case "${1:-}" in
  now)
    copy
    forget
    ;;
  nightly)
    trap 'exit 0' TERM INT
    while :; do
      # Until the next 02:30.
      now=$(date '+%s')
      next=$(date -d 'today 02:30' '+%s')
      [ "$next" -gt "$now" ] || next=$(date -d 'tomorrow 02:30' '+%s')
      sleep $((next - now)) &
      wait $!
      # Its own shell, so that a failure ends it where it happens and is told; the next night tries again.
      sh "$0" now || say "LA COPIE A ÉCHOUÉ"
    done
    ;;
  *)
    echo "usage: backup.sh now | nightly" >&2
    exit 2
    ;;
esac
