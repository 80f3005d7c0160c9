/** The readiness of a quarter in words: what is ready, what is missing, and where it is mended. Reminders say the same. */
import { formatShortDate } from '../../domain/french-dates.ts';
import { monthInWords, type Quarter } from '../../domain/quarter.ts';
import type { TeamPoint } from '../../domain/staff/check-team.ts';
import { holdsUp } from '../../domain/subsidy/report.ts';
import {
  endingPoints,
  type MonthReadiness,
  type ReadinessLine,
  type ReadinessState,
} from '../../domain/subsidy/readiness.ts';
import { euros, pointInWords } from './report-words.ts';

export const stateWords: Readonly<Record<ReadinessState, { text: string; kind: string }>> = {
  'to-do': { text: 'à faire', kind: 'due-late' },
  'advised': { text: 'conseillé', kind: 'due-soon' },
  'at-one': { text: "à l'ONE", kind: 'at-one' },
  'to-come': { text: 'à venir', kind: 'neutral' },
  'ready': { text: 'prêt', kind: 'done' },
};
export interface LineWords {
  label: string;
  text: string;
  button: string;
}

const shortly = 3;
/** A few of them, and how many more there are. */
const listed = (texts: readonly string[]): string =>
  texts.length > shortly
    ? `${texts.slice(0, shortly).join(', ')} et ${String(texts.length - shortly)} autres`
    : texts.join(', ');
const counted = (count: number, one: string, more: string): string => `${String(count)} ${count > 1 ? more : one}`;

const notSent = ({ attendance }: MonthReadiness): string =>
  attendance.sent === 'reopened'
    ? "rouvertes par l'ONE, à renvoyer"
    : attendance.rows > 0
      ? `${counted(attendance.rows, 'ligne encodée', 'lignes encodées')}, pas encore envoyées`
      : 'rien encore, pas envoyées';

export function lineInWords(quarter: Quarter, line: ReadinessLine): LineWords {
  switch (line.code) {
    case 'attendance':
      return {
        label: `Présences ${ofMonth(line.of)}`,
        text:
          line.state === 'ready'
            ? 'envoyées'
            : line.state === 'to-come'
              ? 'le mois n’est pas terminé'
              : notSent(line.of),
        button: line.of.attendance.rows > 0 ? 'Envoyer' : 'Encoder',
      };
    case 'consultations': {
      const { unsent, cents, sent } = line.of.consultations;
      return {
        label: `Consultations ${ofMonth(line.of)}`,
        text:
          line.state === 'ready'
            ? 'envoyées'
            : line.state === 'to-come'
              ? 'le mois n’est pas terminé'
              : cents > 0
                ? `non envoyées : sans elles, ${euros(cents)} d'honoraires et de déplacements ne seront pas remboursés`
                : sent === 'reopened'
                  ? "rouvertes par l'ONE, à signer et envoyer"
                  : unsent > 0
                    ? `${counted(unsent, 'consultation', 'consultations')} à compléter, pas envoyées`
                    : 'aucune envoyée : les honoraires ne sont remboursés que si elles le sont',
        button: 'Signer',
      };
    }
    case 'team': {
      const blocking = line.points.filter(({ weight }) => weight === 'blocking').length;
      return {
        label: 'Mon Équipe',
        text:
          blocking > 0
            ? counted(blocking, 'donnée à compléter ou à corriger', 'données à compléter ou à corriger')
            : line.state === 'advised'
              ? `bientôt à renouveler : ${endingInWords(line.points)}`
              : `${counted(line.people, 'personne', 'personnes')}, rien n'empêche de soumettre`,
        button: 'Corriger',
      };
    }
    case 'salaries':
    case 'information':
    case 'costs': {
      const points = [...line.points].sort((a, b) => Number(holdsUp(b)) - Number(holdsUp(a)));
      const empty = { salaries: 'tous encodés', information: 'complets', costs: 'complets' }[line.code];
      return {
        label: { salaries: 'Salaires bruts', information: 'Renseignements du trimestre', costs: 'Frais divers' }[
          line.code
        ],
        text:
          line.state === 'to-come'
            ? toCome[line.code]
            : points.length > 0
              ? listed(points.map((point) => pointInWords(quarter, point)))
              : empty,
        button: { salaries: 'Encoder', information: 'Compléter', costs: 'Vérifier' }[line.code],
      };
    }
    case 'doctors':
      return {
        label: 'Médecins',
        text:
          line.valid.length === 0
            ? line.waiting.length > 0
              ? `${listed(line.waiting)} : validation en cours`
              : 'aucun médecin validé : ses consultations ne peuvent pas être remboursées. La validation prend du temps'
            : line.ends
              ? `${listed(line.valid.map(({ name }) => name))} : jusqu'au ${formatShortDate(line.ends)}, plus aucun médecin validé ensuite${line.waiting.length > 0 ? ` ; ${listed(line.waiting)} : validation en cours` : ''}`
              : listed(
                  line.valid.map(
                    ({ name, until }) => `${name}, ${until ? `jusqu'au ${formatShortDate(until)}` : 'validé·e'}`,
                  ),
                ),
        button: 'Introduire un médecin',
      };
    case 'account':
      return {
        label: 'Compte bancaire',
        text: line.account.masked
          ? `${line.account.masked}, validé pour les subsides petite enfance`
          : line.account.asked === 'at-one'
            ? 'validation en cours'
            : line.account.asked === 'complement'
              ? "l'ONE demande un complément : rien ne peut être liquidé sans compte validé"
              : 'aucun compte validé : rien ne peut être liquidé. La validation prend du temps',
        button: line.account.asked === 'complement' ? 'Compléter' : 'Introduire un compte',
      };
    case 'authorisation':
      return {
        label: 'Autorisation',
        text: `elle ne permet plus d'accueillir après le ${line.until ? formatShortDate(line.until) : ''} : rien n'est subventionné ensuite`,
        button: "Voir l'autorisation",
      };
    case 'submitter': {
      const [only, ...others] = line.people;
      const names = listed(line.people.map(({ name }) => name));
      return {
        label: "Quelqu'un peut soumettre",
        text: !only
          ? "personne qui en a le droit ne s'est connecté avec itsme ou eID depuis trois mois"
          : line.ends
            ? `${names} : ${others.length > 0 ? 'leurs droits se terminent' : 'son droit se termine'} le ${formatShortDate(line.ends)}, avant le dernier jour`
            : `${names}, avec une connexion forte${others.length > 0 ? '' : '. Personne d’autre ne le pourrait'}`,
        button: 'Désigner une personne',
      };
    }
    default:
      return line satisfies never;
  }
}
const toCome = {
  salaries: 'les salaires des mois à venir',
  information: "le nombre d'enfants inscrits au 15 janvier",
  costs: 'complets',
};
/** « 2 contrats se terminent, 1 extrait de casier judiciaire » */
function endingInWords(points: readonly TeamPoint[]): string {
  const ending = endingPoints(points);
  const contracts = ending.filter(({ code }) => code === 'contract-ending').length;
  const papers = ending.length - contracts;
  return [
    ...(contracts > 0 ? [counted(contracts, 'contrat qui se termine', 'contrats qui se terminent')] : []),
    ...(papers > 0 ? [counted(papers, 'extrait de casier judiciaire', 'extraits de casier judiciaire')] : []),
  ].join(', ');
}
/** « de septembre », « d'août » */
function ofMonth({ month }: MonthReadiness): string {
  const name = monthInWords(month).replace(/ \d+$/, '');
  return /^[ao]/.test(name) ? `d'${name}` : `de ${name}`;
}
