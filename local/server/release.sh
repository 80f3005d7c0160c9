#!/bin/sh
# A release without a pause: the schema first, then one web at a time, each waited for until it serves, then the workers.
# Stops at the first that does not come up; what still runs goes on serving.
# Usage: sh local/server/release.sh [--pull]
set -eu
cd "$(dirname "$0")/../.."
compose=${COMPOSE:-docker compose}
lock=local/server/images.lock.yml
files="-f docker-compose.yml"

say() { echo "» $*"; }
do_compose() { $compose $files "$@"; }

# The images that were released are those that run again: by their digests, until somebody asks for newer ones.
if [ "${1:-}" = --pull ] || [ ! -e "$lock" ]; then
  say "Empreintes des images"
  do_compose config --lock-image-digests > "$lock.new"
  mv "$lock.new" "$lock"
fi
files="$files -f $lock"

say "Construction de l'image"
do_compose build migrate

# Each of these waits for what it depends on: postgres, accounts, Temporal and its schema.
say "Base de données et moteur"
do_compose up -d temporal
do_compose run --rm temporal-namespace

say "Schéma"
do_compose run --rm accounts
do_compose run --rm migrate

for service in web-1 web-2; do
  say "$service"
  do_compose up -d --no-deps --wait --wait-timeout 120 "$service"
done

say "Mandataire"
do_compose up -d --no-deps proxy

for service in worker-1 worker-2; do
  say "$service"
  do_compose up -d --no-deps --wait "$service"
done

say "Le reste"
do_compose up -d --no-recreate --remove-orphans
say "Fait."
