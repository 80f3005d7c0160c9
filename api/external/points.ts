/** What is wrong in a message, in French: for the person who encodes, whom the software shows it to. */
import type { z } from 'zod';
import type { TakeInPoint } from '../../domain/attendance/take-in.ts';
import type { PointBody } from './problem.ts';

const sentences: Record<TakeInPoint['code'], string> = {
  'unknown-code': 'Ce code n’existe pas : P, ½P, AJ, ½AJ, AI, ½AI ou F',
  'closed-day': 'Le milieu d’accueil est fermé ce jour-là : videz la cellule ou changez les fermetures',
  'before-entry': 'Ce jour est avant le premier jour d’accueil : videz la cellule ou changez « enteredOn »',
  'after-exit': 'Ce jour est après le dernier jour d’accueil : videz la cellule ou changez « leftOn »',
  'future': 'Ce jour est à venir : une présence ne s’encode pas d’avance',
  'beyond-month': 'Le mois n’a pas ce jour',
  'no-name': 'Le nom et le prénom sont requis',
  'no-birth': 'La date de naissance est requise',
  'no-entry': 'Le premier jour d’accueil est requis',
  'born-after-entry': 'La date de naissance est après le premier jour d’accueil',
  'born-in-future': 'La date de naissance est à venir',
  'exit-before-entry': 'Le dernier jour d’accueil est avant le premier',
  'entry-after-month': 'Le premier jour d’accueil est après ce mois',
  'exit-before-month': 'Le dernier jour d’accueil est avant ce mois',
  'same-child': 'Le même enfant est déjà dans ce mois, ou deux fois dans votre message',
  'too-many-rows': 'Un mois compte au plus 500 enfants',
  'over-capacity': 'Plus d’enfants présents que de places autorisées',
  'older-than-usual': 'Cet enfant est plus âgé que d’habitude en crèche : vérifiez la date de naissance',
  'closed-alone': 'Fermeture pour cet enfant seulement : d’autres sont présents ce jour-là',
  'changed': 'Autre chose s’y trouve déjà : relisez, puis renvoyez avec la version lue pour remplacer',
  'same-day': 'Ce jour est deux fois dans votre message pour cet enfant',
};

export const pointOf = ({ pointer, code, day, stands }: Omit<TakeInPoint, 'child'>): PointBody => ({
  ...{ pointer, code, detail: sentences[code] },
  ...(day ? { day } : {}),
  ...(stands ? { stands } : {}),
});

/** What the schema refuses: each with its place, RFC 6901. */
export const pointsOf = (error: z.ZodError): PointBody[] =>
  error.issues.map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    code: issue.code === 'custom' ? 'invalid-value' : issue.code.replaceAll('_', '-'),
    detail: sentenceOf(issue),
  }));

const kinds: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  array: 'une liste',
  object: 'un objet',
  boolean: 'true ou false',
};

function sentenceOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Champ inconnu : ${issue.keys
        .map((key) => `« ${key.slice(0, 40)} »`)
        .join(', ')
        .slice(0, 300)}`;
    case 'invalid_type':
      return issue.input === undefined
        ? `Ce champ est requis : ${kinds[issue.expected] ?? issue.expected}`
        : `Il faut ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `Trop long : ${String(issue.maximum)} au maximum`
        : `Trop grand : ${String(issue.maximum)} au maximum`;
    case 'too_small':
      return issue.origin === 'array'
        ? `Il en faut au moins ${String(issue.minimum)}`
        : `Trop petit : ${String(issue.minimum)} au minimum`;
    case 'invalid_value':
      return `Une des valeurs suivantes : ${issue.values.map(String).join(', ')}`;
    case 'not_multiple_of':
      return `Un multiple de ${String(issue.divisor)}`;
    case 'custom':
      return issue.message;
    case 'invalid_format':
      return issue.message.startsWith('Cette réponse') ? 'Ce texte n’a pas la forme attendue' : issue.message;
    default:
      return 'Cette valeur ne se lit pas';
  }
}
