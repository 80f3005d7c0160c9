/** Sentences of the helpdesk with variables in braces: « Bonjour {prénom}, … ». Pure. */
export const variables = {
  'prénom': 'prénom de la personne',
  'nom': 'prénom et nom de la personne',
  'référence': 'référence du ticket',
  'milieu': "nom du milieu d'accueil",
  'organisme': 'nom du pouvoir organisateur',
  'moi': 'prénom et nom de qui répond',
} as const;
export type Variable = keyof typeof variables;
export type Values = Readonly<Partial<Record<Variable, string>>>;

const braces = /\{([^{}\n]{0,40})\}/gu;

/** The names between braces, as they stand, once each. */
export const namesIn = (text: string): string[] => [
  ...new Set([...text.normalize('NFC').matchAll(braces)].map(([, name = '']) => name.trim())),
];
export const isVariable = (name: string): name is Variable => Object.hasOwn(variables, name);
export const unknownIn = (text: string): string[] => namesIn(text).filter((name) => !isVariable(name));

/** What has no value here stays in its braces: whoever answers fills it in. A value is put in as it is, braces included. */
export const filledIn = (text: string, values: Values): string =>
  text.normalize('NFC').replace(braces, (whole, name: string) => {
    const variable = name.trim();
    return (isVariable(variable) ? values[variable] : undefined) ?? whole;
  });
