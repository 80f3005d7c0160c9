/** What a request that was corrected declares otherwise: each change in a few words. */
import { formatShortDate } from '../../domain/french-dates.ts';
import { inWords } from '../../domain/quantity.ts';
import { monthInWords } from '../../domain/quarter.ts';
import type { DeclaredChange, Figure } from '../../domain/subsidy/declared-changes.ts';
import type { ClosureMotive } from '../../domain/subsidy/report.ts';
import type { LineCode } from '../../domain/subsidy/lines.ts';
import { motiveWords } from './report-words.ts';
import { lineWords } from './words.ts';

const figureWords: Readonly<Record<Figure, string>> = {
  'full-times': 'temps de travail',
  'salaries': 'salaires bruts',
  'person': 'salaires',
  'present': 'présences',
  'justified': 'absences justifiées',
  'unjustified': 'absences injustifiées',
  'consultations': 'consultations',
  'fees': 'honoraires',
  'travel': 'déplacements',
  'sessions': 'séances',
  'amount': 'montant',
  'hours': "heures d'ouverture",
  'children': 'enfants inscrits au 15 janvier',
  'closures': 'fermetures',
};
const fullTimes = new Intl.NumberFormat('fr-BE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function valueInWords(what: Figure, value: number | string | null): string {
  if (value === null) return 'rien';
  switch (what) {
    case 'full-times':
      return `${fullTimes.format(Number(value))} ETP`;
    case 'salaries':
    case 'person':
    case 'fees':
    case 'travel':
    case 'amount':
      return inWords({ value: Number(value), unit: 'cents' });
    case 'present':
    case 'justified':
    case 'unjustified': {
      const [days = '0', halfDays = '0'] = String(value).split('/');
      return `${days} j - ${halfDays} ½j`;
    }
    case 'hours': {
      const [opens, closes] = String(value).split('-');
      return opens && closes ? `de ${opens} à ${closes}` : 'rien';
    }
    case 'closures':
      return value === '' ? 'aucune' : String(value).split(' ').map(closureInWords).join(', ');
    case 'consultations':
    case 'sessions':
    case 'children':
      return inWords({ value: Number(value), unit: 'count' });
    default:
      return what satisfies never;
  }
}
function closureInWords(closure: string): string {
  const [from = '', to = '', motive = ''] = closure.split('/');
  const days = from === to ? formatShortDate(from) : `${formatShortDate(from)} au ${formatShortDate(to)}`;
  return motive === '' ? days : `${days} (${motiveWords[motive as ClosureMotive]})`;
}

/** « Direction », « septembre 2026 », « Renseignements » */
function placeInWords(at: DeclaredChange['at']): string {
  if (at.startsWith('line-')) return lineWords[at.slice('line-'.length) as LineCode];
  return at === 'information' ? 'Renseignements' : monthInWords(at.slice(at.indexOf('-') + 1));
}

/** « Direction, temps de travail : 1,00 ETP → 0,80 ETP » */
export const changeInWords = ({ at, what, before, after, who }: DeclaredChange): string =>
  `${placeInWords(at)}, ${figureWords[what]}${who ? ` de ${who}` : ''} : ${valueInWords(what, before)} → ${valueInWords(what, after)}`;
