/** What the sections and the values of a sheet are called in the history: « contact inscriptions, permanence ». */

const sections: Readonly<Record<string, string>> = {
  'emergency': 'numéro d’urgence',
  'postal-address': 'adresse courrier',
  'registration-contact': 'contact inscriptions',
  'co-minding': 'co-accueil',
  'early-childhood-manager': 'responsable petite enfance',
  'public-information': 'informations publiques',
  'publication': 'publication',
  'project-leader': 'responsable de projet',
  'characteristics': 'caractéristiques',
};
const values: Readonly<Record<string, string>> = {
  person: 'personne',
  phone: 'téléphone',
  email: 'courriel',
  hours: 'permanence',
  partner: 'nom',
  text: 'présentation',
  summary: 'présentation',
  website: 'site internet',
  same: 'la même que le lieu',
  box: 'boîte',
  street: 'rue',
  number: 'numéro',
  postcode: 'code postal',
  locality: 'localité',
  refused: 'refusée',
  addressShown: 'rue montrée',
};

/** The name of a value of a section, as the audit calls it (`registration-contact.hours`); undefined for anything else. */
export function nameOfSheetValue(column: string): string | undefined {
  const [section = '', ...parts] = column.split('.');
  const last = parts.at(-1);
  if (last === undefined || !Object.hasOwn(sections, section)) return undefined;
  return `${sections[section] ?? ''}, ${values[last] ?? last}`;
}
