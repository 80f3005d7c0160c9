/** The readiness of a quarter in words: what is ready, what is missing, and where it is mended. Reminders say the same. */
import { monthInWords, type Quarter } from '../../domain/quarter.ts';
import { holdsUp } from '../../domain/subsidy/report.ts';
import type { MonthReadiness, ReadinessLine, ReadinessState } from '../../domain/subsidy/readiness.ts';
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
        text: points.length > 0 ? listed(points.map((point) => pointInWords(quarter, point))) : empty,
        button: { salaries: 'Encoder', information: 'Compléter', costs: 'Vérifier' }[line.code],
      };
    }
    case 'doctors':
      return {
        label: 'Médecins',
        text:
          line.valid.length > 0
            ? `${listed(line.valid)}, ${line.valid.length > 1 ? 'validés' : 'validé·e'}`
            : line.waiting.length > 0
              ? `${listed(line.waiting)} : validation en cours`
              : 'aucun médecin validé : ses consultations ne peuvent pas être remboursées. La validation prend du temps',
        button: 'Introduire un médecin',
      };
    case 'account':
      return {
        label: 'Compte bancaire',
        text: line.masked
          ? `${line.masked}, validé pour les subsides petite enfance`
          : 'aucun compte validé : rien ne peut être liquidé. La validation prend du temps',
        button: 'Introduire un compte',
      };
    case 'submitter':
      return {
        label: "Quelqu'un peut soumettre",
        text:
          line.names.length > 0
            ? `${listed(line.names)}, avec une connexion forte`
            : "personne qui en a le droit ne s'est connecté avec itsme ou eID depuis trois mois",
        button: 'Désigner une personne',
      };
    default:
      return line satisfies never;
  }
}
/** « de septembre », « d'août » */
function ofMonth({ month }: MonthReadiness): string {
  const name = monthInWords(month).replace(/ \d+$/, '');
  return /^[ao]/.test(name) ? `d'${name}` : `de ${name}`;
}
