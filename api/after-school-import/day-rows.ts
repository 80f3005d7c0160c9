/** The rows of the preview: each day of the file, what is encoded, what it would become, and why where nothing changes. */
import type { DaysReview, DaysWaiting } from '../../db/after-school-import/preview.ts';
import { presentOf, type Counted } from '../../domain/after-school/counts.ts';
import type { Doing, PlannedDay, PlannedEnrolled } from '../../domain/after-school/sheet/plan.ts';
import { groupBy } from '../../domain/group-by.ts';
import { monthInWords } from '../../domain/quarter.ts';
import { dayInFull, reasonInWords } from '../../domain/after-school/attendance-words.ts';

export const views = {
  all: 'Toutes',
  faulty: 'Avec fautes',
  question: 'Ouvert ce jour-là ?',
  new: 'Nouveaux',
  changed: 'Modifiés',
  empty: 'Laissés vides',
  since: 'Changés depuis',
} as const;
export type View = keyof typeof views;
export const viewIn = (value: unknown): View | undefined =>
  typeof value === 'string' && Object.hasOwn(views, value) ? (value as View) : undefined;

interface ShownRow {
  /** Of the sheet. */
  number: number;
  name: string;
  views: View[];
  /** Nothing is asked for. */
  isRed: boolean;
  before: string;
  after: string;
  note: string;
  badge: { kind: string; text: string };
  isLeft: boolean;
}

/** « 31 + 44, dont 5 en différenciation positive », « 75 ensemble »; '' where nothing is said. */
export function countsInWords(counted: Counted): string {
  const { nursery, primarySchool, together, positive, morning } = counted;
  if (presentOf(counted) === null && positive === null && morning === null) return '';
  return [
    together === null ? `${shown(nursery)} + ${shown(primarySchool)}` : `${String(together)} ensemble`,
    ...(positive === null ? [] : [`dont ${String(positive)} en différenciation positive`]),
    ...(morning === null ? [] : [`${String(morning)} le matin`]),
  ].join(', ');
}
const shown = (count: number | null): string => (count === null ? '–' : String(count));
const enrolledInWords = ({ nursery, primary }: PlannedEnrolled['after']): string =>
  nursery === null && primary === null ? '' : `${shown(nursery)} + ${shown(primary)}`;

const badges: Readonly<Record<Doing | 'kept', { kind: string; text: string }>> = {
  'new': { kind: 'done', text: 'nouveau' },
  'changed': { kind: 'due-soon', text: 'modifié' },
  'same': { kind: 'neutral', text: 'inchangé' },
  'empty': { kind: 'due-soon', text: 'reste à encoder' },
  'red': { kind: 'neutral', text: 'non requis' },
  'question': { kind: 'due-late', text: 'ouvert ce jour-là ?' },
  'locked': { kind: 'neutral', text: 'envoyé, ne change pas' },
  'early': { kind: 'due-late', text: 'pas encore passé' },
  'to-come': { kind: 'neutral', text: 'à venir' },
  'kept': { kind: 'neutral', text: 'déjà encodé, gardé' },
};

export function rowsOf({ sheet, mending, shown: seen }: DaysWaiting, review: DaysReview): ShownRow[] {
  const faults = groupBy(review.faults, ({ row }) => row);
  const isSince = (row: number): boolean =>
    seen[String(row)] !== undefined && seen[String(row)] !== review.shown[String(row)];
  const viewsOf = (row: number, doing: string): View[] => [
    'all',
    ...(faults.has(row) ? (['faulty'] as const) : []),
    ...(doing === 'new' || doing === 'changed' || doing === 'empty' || doing === 'question' ? ([doing] as const) : []),
    ...(isSince(row) ? (['since'] as const) : []),
  ];
  const wrong = { kind: 'due-late', text: 'à réparer' };
  const sinceBadge = { kind: 'due-soon', text: 'changé depuis' };
  const badgeOf = (row: number, doing: Doing | 'kept') =>
    faults.has(row) ? wrong : isSince(row) ? sinceBadge : badges[doing];
  const days = review.days.map(
    (each): ShownRow => ({
      ...{ number: each.row, name: dayInFull(each.day), isLeft: false },
      ...{ views: viewsOf(each.row, each.doing), badge: badgeOf(each.row, each.doing) },
      isRed: each.doing === 'red',
      before: countsInWords(each.before),
      after: countsInWords(each.after),
      note: [noteOf(each), ...(faults.get(each.row) ?? []).map(({ sentence }) => sentence)].filter(Boolean).join('. '),
    }),
  );
  const enrolled = review.enrolled.map(
    (each): ShownRow => ({
      ...{ number: each.row, name: `Inscrits en ${monthInWords(each.month)}`, isLeft: false, isRed: false },
      ...{ views: viewsOf(each.row, each.doing === 'empty' ? 'same' : each.doing) },
      badge: badgeOf(each.row, each.doing === 'empty' ? 'same' : each.doing),
      ...{ before: enrolledInWords(each.before), after: enrolledInWords(each.after) },
      note: (faults.get(each.row) ?? []).map(({ sentence }) => sentence).join('. '),
    }),
  );
  const known = new Set([...days, ...enrolled].map(({ number }) => number));
  const texts = new Map(sheet.rows.map(({ number, cells }) => [number, Object.values(cells).map(({ text }) => text)]));
  const unread = [...faults.keys()].filter((row) => !known.has(row));
  const others = [...unread, ...mending.leftOut].map((number): ShownRow => {
    const isLeft = mending.leftOut.includes(number);
    return {
      ...{ number, name: (texts.get(number) ?? []).join(' · ').slice(0, 60) || 'sans date', isRed: false, isLeft },
      ...{ views: isLeft ? ['all'] : ['all', 'faulty'], before: '', after: '' },
      note: (faults.get(number) ?? []).map(({ sentence }) => sentence).join('. '),
      badge: isLeft ? { kind: 'neutral', text: 'laissée de côté' } : wrong,
    };
  });
  return [...days, ...enrolled, ...others].sort((one, other) => one.number - other.number);
}

function noteOf({ why, opens, doing, day }: PlannedDay): string {
  if (!why) return '';
  return opens && doing !== 'question'
    ? `ouvert ce jour-là, malgré : ${reasonInWords(why, day)}`
    : reasonInWords(why, day);
}

export function countsOf(rows: readonly ShownRow[]): Record<View, number> {
  const of = (view: View): number => rows.filter((row) => row.views.includes(view)).length;
  return {
    ...{ all: rows.length, faulty: of('faulty'), question: of('question'), new: of('new') },
    ...{ changed: of('changed'), empty: of('empty'), since: of('since') },
  };
}
