/** What is certified whenever a national number is typed for somebody: the sentence of the guides of February 2023, and the version that is kept with it. */
export const numberConsent = {
  version: 'niss-2023-02',
  sentence:
    "Je certifie que l'utilisateur consent à communiquer son numéro de registre national à des fins de connexion par Itsme ou eID",
} as const;
