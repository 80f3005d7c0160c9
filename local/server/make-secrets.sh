#!/bin/sh
# Makes the secrets of docker-compose.yml that are not there yet, one file each. What is there is never replaced.
# Usage: sh local/server/make-secrets.sh [folder]
set -eu
folder=${1:-${SECRETS_DIR:-./secrets}}
umask 077
mkdir -p "$folder"
# The folder is the administrator's alone; the files in it are read by the users of the images.
chmod 700 "$folder"

keep() {
  if [ -e "$folder/$1" ]; then return; fi
  cat > "$folder/$1.new"
  chmod 444 "$folder/$1.new"
  mv "$folder/$1.new" "$folder/$1"
  echo "fait : $folder/$1"
}

for name in postgres_password database_owner_password database_web_password database_worker_password temporal_database_password \
  session_secret niss_pepper niss_key; do
  openssl rand -base64 48 | tr -d '\n' | keep "$name"
done
openssl genpkey -algorithm ed25519 | keep chain_key
openssl pkey -in "$folder/chain_key" -pubout | keep chain_key.pub

# These two come from others. Empty, the first stops the start with a sentence; the second means that the mail server asks for none.
printf '' | keep oidc_client_secret
printf '' | keep smtp_password

cat <<TEXT

À faire encore :
  - écrire dans $folder/oidc_client_secret le secret reçu du fournisseur d'identité (fichier en lecture seule : chmod u+w d'abord) ;
  - écrire dans $folder/smtp_password le mot de passe du serveur de courriel, s'il en demande un ;
  - garder une copie de $folder/niss_pepper avec les sauvegardes, ailleurs que la base : sans elle, personne ne se connecte plus ;
  - garder de même $folder/niss_key : sans elle, les numéros des personnes de Mon Équipe sont perdus ;
  - garder ailleurs $folder/chain_key.pub : elle suffit à vérifier les actes.
TEXT
