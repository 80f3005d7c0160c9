/** What is still missing of a quarter, for a mail: counted, and of nobody by name; the board behind the link names them. */
import { formatShortDate } from '../../domain/french-dates.ts';
import { monthInWords } from '../../domain/quarter.ts';
import { holdsUp, type ReportPoint } from '../../domain/subsidy/report.ts';
import { endingPoints, type MonthReadiness, type ReadinessLine } from '../../domain/subsidy/readiness.ts';
import { elided } from '../../domain/elision.ts';

/** In the order of the board: what holds the request up, then what costs money or time. */
export const missingInMail = (lines: readonly ReadinessLine[]): string[] =>
  lines
    .filter(({ state }) => state === 'to-do' || state === 'advised')
    .map((line) => `${line.state === 'advised' ? 'conseillé : ' : ''}${lineInMail(line)}`);

const counted = (count: number, one: string, more: string): string => `${String(count)} ${count > 1 ? more : one}`;
const ofMonth = ({ month }: MonthReadiness): string => elided('de', monthInWords(month));

function lineInMail(line: ReadinessLine): string {
  switch (line.code) {
    case 'attendance':
      return `présences ${ofMonth(line.of)} ${line.of.attendance.sent === 'reopened' ? "rouvertes par l'ONE, à renvoyer" : 'à envoyer'}`;
    case 'consultations':
      return `consultations ${ofMonth(line.of)} à signer et envoyer`;
    case 'team': {
      const blocking = line.points.filter(({ weight }) => weight === 'blocking').length;
      return blocking > 0
        ? `Mon Équipe : ${counted(blocking, 'donnée', 'données')} à compléter ou à corriger`
        : `Mon Équipe : ${counted(endingPoints(line.points).length, 'contrat ou extrait de casier judiciaire arrive', 'contrats ou extraits de casier judiciaire arrivent')} à échéance`;
    }
    case 'salaries':
      return `salaires bruts : ${pointsInMail(line.points)}`;
    case 'information':
      return `renseignements du trimestre : ${pointsInMail(line.points)}`;
    case 'costs':
      return `frais divers : ${pointsInMail(line.points)}`;
    case 'doctors':
      return line.ends ? `plus aucun médecin validé après le ${formatShortDate(line.ends)}` : 'aucun médecin validé';
    case 'account':
      return 'aucun compte bancaire validé pour être payé';
    case 'authorisation':
      return `l'autorisation ne permet plus d'accueillir après le ${line.until ? formatShortDate(line.until) : ''}`;
    case 'submitter':
      return line.ends
        ? `les droits de soumettre se terminent le ${formatShortDate(line.ends)}, avant le dernier jour`
        : "personne qui peut soumettre avec itsme ou eID ne s'est connecté récemment";
    default:
      return line satisfies never;
  }
}

const words: Readonly<Record<ReportPoint['code'], (count: number) => string>> = {
  nobody: () => "personne n'est coché",
  salary: (count) => counted(count, 'montant à encoder', 'montants à encoder'),
  doubt: (count) => counted(count, 'montant à vérifier', 'montants à vérifier'),
  hours: () => "heures d'ouverture à donner",
  children: () => "nombre d'enfants inscrits au 15 janvier à donner",
  motive: (count) => counted(count, 'fermeture sans motif', 'fermetures sans motif'),
  outside: (count) => counted(count, 'date hors du trimestre', 'dates hors du trimestre'),
};
function pointsInMail(points: readonly ReportPoint[]): string {
  const codes = [
    ...new Set([...points].sort((a, b) => Number(holdsUp(b)) - Number(holdsUp(a))).map(({ code }) => code)),
  ];
  return codes.map((code) => words[code](points.filter((point) => point.code === code).length)).join(', ');
}
