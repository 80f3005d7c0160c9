/** The lists of the sheet, and how else people write their words. */
import {
  functionCodes,
  linkCodes,
  staffFunctions,
  staffLinks,
  type FunctionCode,
  type LinkCode,
} from '../functions.ts';
import { regimes } from './columns.ts';
import type { Word } from '../../sheet/find-word.ts';

const alsoLinks: Readonly<Record<LinkCode, readonly string[]>> = {
  'employment': [
    'contrat',
    'employé',
    'employée',
    'salarié',
    'salariée',
    'CDI',
    'CDD',
    "contrat d'employé",
    "contrat d'employée",
  ],
  'self-employed': ['indépendant', 'indépendante', 'convention'],
  'volunteer': ['bénévole', 'volontariat'],
  'household': ['ménage', 'cohabitant', 'cohabitante'],
  'other-employer': ['autre employeur', 'mis à disposition', 'mise à disposition', 'détaché', 'détachée'],
};
export const linkWords: readonly Word<LinkCode>[] = linkCodes.map((code) => ({
  code,
  label: staffLinks[code].label,
  also: alsoLinks[code],
}));

export const functionWords: readonly Word<FunctionCode>[] = functionCodes.map((code) => ({
  code,
  label: staffFunctions[code].label,
}));

export const regimeWords: readonly Word<keyof typeof regimes>[] = [
  { code: 'percent', label: regimes.percent, also: ['pourcentage', 'pour cent', 'en pourcentage', '%'] },
  {
    code: 'hours',
    label: regimes.hours,
    also: ['h', 'heure', 'heures', 'h semaine', 'en heures', 'heures par semaine'],
  },
];
