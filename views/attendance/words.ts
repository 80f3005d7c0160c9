/** What is said of a month of attendance: the same on the pages of the server and in the browser. Nothing here needs a library. */
import { codeWords, readCode, type Code } from '../../domain/attendance/codes.ts';
import type { Point, Proposal, RowField } from '../../domain/attendance/check-month.ts';
import type { ChildRow, Counts } from '../../domain/attendance/month.ts';
import type { Pattern } from '../../domain/attendance/proposing.ts';
import { dayInWords, shortDay } from '../../domain/attendance/weeks.ts';

export const fieldWords: Readonly<Record<RowField, string>> = {
  familyName: 'le nom',
  firstName: 'le prénom',
  birthOn: 'la date de naissance',
  enteredOn: "la date d'entrée",
  leftOn: 'la date de sortie',
};

/** « Lambert Ada », « ligne 4 » where no name stands yet. */
export const childName = ({
  familyName,
  firstName,
  position,
}: Pick<ChildRow, 'familyName' | 'firstName' | 'position'>) =>
  [familyName, firstName].filter(Boolean).join(' ') || `ligne ${String(position)}`;

/** Points of one kind that are told and mended together: a day on which nobody is received, and all who stand there. */
export type PointGroup = readonly [Point, ...Point[]];

/** Faults first, in the order of the rows; what is the same on one day for several children stands once. */
export function groupPoints(points: readonly Point[]): PointGroup[] {
  const groups = new Map<string, [Point, ...Point[]]>();
  for (const point of points) {
    const together = point.code === 'closed-day' || point.code === 'future' || point.code === 'closed-alone';
    const key = together
      ? `${point.code} ${point.day ?? ''}`
      : `${point.code} ${point.rowId ?? ''} ${point.day ?? ''} ${point.field ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(point);
    else groups.set(key, [point]);
  }
  return [...groups.values()].sort(([a], [b]) => Number(a.weight === 'doubt') - Number(b.weight === 'doubt'));
}

export interface PointWords {
  /** Whom and which day it is about. */
  who: string;
  text: string;
}

/** @param rows by id; @param places authorised */
export function groupInWords(group: PointGroup, rows: ReadonlyMap<string, ChildRow>, places: number): PointWords {
  const [point] = group;
  const count = group.length;
  if (count === 1 || point.day === null) return pointInWords(point, rows, places);
  const cells = `${String(count)} cellules`;
  return {
    who: dayInWords(point.day),
    text:
      point.code === 'future'
        ? `${cells} notées présentes avant le jour même.`
        : point.code === 'closed-alone'
          ? `${cells} fermées un jour où d'autres enfants sont là : est-ce exact ?`
          : `${cells} remplies un jour de fermeture.`,
  };
}

export function pointInWords(point: Point, rows: ReadonlyMap<string, ChildRow>, places: number): PointWords {
  const row = point.rowId === null ? undefined : rows.get(point.rowId);
  const day = point.day && (point.code === 'beyond-month' ? `jour ${point.day.slice(8)}` : dayInWords(point.day));
  return { who: [row ? childName(row) : '', day].filter(Boolean).join(', '), text: textOf(point, row, rows, places) };
}

function textOf(point: Point, row: ChildRow | undefined, rows: ReadonlyMap<string, ChildRow>, places: number): string {
  const { code, found } = point;
  switch (code) {
    case 'unknown-code':
      return `« ${found} » n'est pas un code connu.`;
    case 'closed-day':
      return `« ${found} » un jour de fermeture.`;
    case 'before-entry':
      return `« ${found} » avant son entrée${row?.enteredOn ? `, le ${shortDay(row.enteredOn)}` : ''}.`;
    case 'after-exit':
      return `« ${found} » après sa sortie${row?.leftOn ? `, le ${shortDay(row.leftOn)}` : ''}.`;
    case 'future':
      return 'Une présence ne se note pas avant le jour même.';
    case 'beyond-month':
      return `« ${found} » un jour que ce mois n'a pas.`;
    case 'no-name':
      return point.field === 'firstName' ? 'Le prénom manque.' : 'Le nom manque.';
    case 'no-birth':
      return 'La date de naissance manque.';
    case 'no-entry':
      return "La date d'entrée manque.";
    case 'born-after-entry':
      return 'La date de naissance vient après la date d’entrée.';
    case 'born-in-future':
      return 'La date de naissance est dans le futur.';
    case 'exit-before-entry':
      return "La date de sortie vient avant la date d'entrée.";
    case 'entry-after-month':
      return "L'enfant n'est pas encore entré ce mois-ci.";
    case 'exit-before-month':
      return 'L’enfant était déjà sorti avant ce mois.';
    case 'same-child': {
      const other = point.otherId === undefined ? undefined : rows.get(point.otherId);
      return `Cet enfant est déjà à la ligne ${String(other?.position ?? '')} : retirez l'une des deux.`;
    }
    case 'too-many-rows':
      return 'Un mois compte 500 lignes au plus : retirez les lignes en trop.';
    case 'over-capacity':
      return `${found.replace('.', ',')} enfants présents pour ${String(places)} places : est-ce exact ?`;
    case 'older-than-usual':
      return 'Plus de 4 ans ce mois-ci : la date de naissance est-elle exacte ?';
    case 'closed-alone':
      return 'Fermé pour cet enfant seul, un jour où d’autres sont là : est-ce exact ?';
    default:
      return code satisfies never;
  }
}

/** What is unusual in a month, one sentence for each: to be confirmed before it is sent. */
export const doubtsInWords = (points: readonly Point[], rows: readonly ChildRow[], places: number): string[] => {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return groupPoints(points.filter(({ weight }) => weight === 'doubt')).map((group) => {
    const { who, text } = groupInWords(group, byId, places);
    return `${who} : ${text}`;
  });
};

/** « 512 journées et 34 demi-journées de présence » */
export const presenceInWords = ({ days, halfDays }: Counts): string =>
  `${String(days)} ${days < 2 ? 'journée' : 'journées'} et ${String(halfDays)} ${halfDays < 2 ? 'demi-journée' : 'demi-journées'} de présence`;
export const childrenInWords = (count: number): string => `${String(count)} ${count < 2 ? 'enfant' : 'enfants'}`;

/** What a mend is called on its button. @param count of the cells that it mends */
export function proposalInWords(proposal: Proposal, count = 1): string {
  switch (proposal.do) {
    case 'erase':
      return count === 1 ? 'Effacer' : `Effacer les ${String(count)}`;
    case 'set':
      return `Mettre ${proposal.code}`;
    case 'change':
      return `Changer ${fieldWords[proposal.field]}`;
    case 'open-day':
      return 'La crèche était ouverte';
    default:
      return proposal satisfies never;
  }
}

/** « présence, un demi-jour »; what was typed where it is no code. */
export function cellInWords(text: string): string {
  const code = readCode(text);
  if (code === '') return 'vide';
  return code === undefined ? `« ${text} »` : codeWords[code];
}

/** As a code is shown: what was typed where it is none. */
export const shown = (text: string): string => readCode(text) || text;

/** Class of a code on the page. */
export const codeClass: Readonly<Record<Code, string>> = {
  'P': 'p',
  '½P': 'p half',
  'AJ': 'aj',
  '½AJ': 'aj half',
  'AI': 'ai',
  '½AI': 'ai half',
  'F': 'closed-code',
};

const weekdays = ['lu', 'ma', 'me', 'je', 've', 'sa', 'di'] as const;
/** « lu ma ½ je ve » */
export const patternInWords = (pattern: Pattern): string =>
  pattern.flatMap((code, day) => (code ? [`${code === 'P' ? '' : '½ '}${weekdays[day] ?? ''}`] : [])).join(' ');
/** Days a week: a half one counts for half. */
export const daysInPattern = (pattern: Pattern): number =>
  pattern.reduce((sum, code) => sum + (code === undefined ? 0 : code === 'P' ? 1 : 0.5), 0);
