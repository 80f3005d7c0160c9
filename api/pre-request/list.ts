/** « Pré-demandes »: who asks for a place in which of the operator's places, and what is to be answered first. */
import { Router, type Request } from 'express';
import { listFacilities, type FacilityRow } from '../../db/authorisations.ts';
import {
  listPreRequests,
  states,
  summarisePreRequests,
  type PreRequestQuery,
  type PreRequestRow,
  type State,
} from '../../db/pre-request/list.ts';
import { addMonths, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { dueInWords, formatShortDate } from '../../domain/french-dates.ts';
import { slug, type Status } from '../../workflows/pre-request/contract.ts';
import { process } from '../../workflows/pre-request/process.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id as exactId } from '../forms/envelope.ts';
import { renderPage } from '../page.ts';
import { forbidden } from '../problems.ts';
import { childInWords, daysInWords, monthInWords } from './own.ts';

export const listPath = '/pro/pre-requests';
const size = 50;
/** Months that one may look for: as far as families ask ahead. */
const monthsAhead = 24;

const stateWords: Readonly<Record<State, string>> = {
  'to-answer': 'À répondre',
  'question': 'Question posée',
  'on-list': "Liste d'attente",
  'offered': 'Place proposée',
  'confirmed': 'Confirmées',
  'closed': 'Clôturées',
};
const order = Object.keys(states) as State[];
const noRight =
  'Les pré-demandes des familles sont lues par qui a le dossier « Pré-demandes ». Adressez-vous à votre administrateur.';

export function listRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();
  router.get(listPath, async (req, res) => {
    const { ability } = getViewer(res);
    if (!ability.can('pre-requests', 'Facility')) throw forbidden(noRight);
    const facilities = (await listFacilities(db, ability, 'pre-requests')).filter(
      ({ kind }) => !kind.startsWith('after-school'),
    );
    const asked = askedBy(req, facilities, dayOf(now()));
    const [page, counts] = await Promise.all([
      listPreRequests(db, ability, { ...asked.query, size }),
      summarisePreRequests(db, ability, asked.query.facilityId),
    ]);
    const countOf = (state: State): number =>
      counts
        .filter(({ status }) => (states[state] as readonly Status[]).includes(status))
        .reduce((total, { cases }) => total + cases, 0);
    const waiting = countOf('to-answer');
    renderPage(deps, req, res, 'pre-request/list', {
      title: 'Pré-demandes',
      back: { href: '/pro', label: "à l'accueil" },
      wide: true,
      line:
        waiting === 0
          ? 'Aucune famille n’attend votre réponse.'
          : waiting === 1
            ? 'Une famille attend votre réponse.'
            : `${String(waiting)} familles attendent votre réponse.`,
      filter: filterBar(asked, facilities, countOf),
      table: page.rows.length > 0 ? tableOf(page.rows, now(), facilities.length > 1) : undefined,
      empty: { filtered: asked.filtered, all: listPath },
      pager: {
        firstHref: page.previous && asked.href(),
        previousHref: page.previous && asked.href({ before: page.previous }),
        nextHref: page.next && asked.href({ after: page.next }),
      },
    });
  });
  return router;
}

interface Asked {
  query: Omit<PreRequestQuery, 'size'>;
  typed: Record<string, string>;
  months: string[];
  filtered: boolean;
  href: (more?: Record<string, string>) => string;
}

/** What the address asks for; what it does not know is not asked. */
function askedBy(req: Request, facilities: readonly FacilityRow[], today: Day): Asked {
  const months = Array.from({ length: monthsAhead + 1 }, (_, index) =>
    addMonths(`${today.slice(0, 7)}-01`, index).slice(0, 7),
  );
  const state = order.find((one) => one === req.query.state);
  const month = months.find((one) => one === req.query.month);
  const facilityId = facilities.find(({ id }) => id === req.query.place)?.id;
  const typed = {
    ...(state ? { state } : {}),
    ...(month ? { month } : {}),
    ...(facilityId ? { place: facilityId } : {}),
  };
  const [after, before] = ['after', 'before'].map((name) => exactId.safeParse(req.query[name]).data);
  return {
    query: { state, month, facilityId, ...(after ? { after } : {}), ...(before ? { before } : {}) },
    typed,
    months,
    filtered: Object.keys(typed).length > 0,
    href: (more = {}) => {
      const query = new URLSearchParams({ ...typed, ...more }).toString();
      return query === '' ? listPath : `${listPath}?${query}`;
    },
  };
}

function filterBar(
  { typed, months, filtered }: Asked,
  facilities: readonly FacilityRow[],
  countOf: (state: State) => number,
): object {
  const all = { value: '', text: 'toutes' };
  return {
    action: listPath,
    label: 'Filtrer les pré-demandes',
    ...(filtered ? { resetHref: listPath } : {}),
    fields: [
      {
        name: 'state',
        label: 'État',
        value: typed.state,
        options: [
          all,
          ...order.map((state) => ({ value: state, text: `${stateWords[state]} (${String(countOf(state))})` })),
        ],
      },
      ...(facilities.length > 1
        ? [
            {
              name: 'place',
              label: 'Lieu',
              value: typed.place,
              options: [{ value: '', text: 'tous' }, ...facilities.map(({ id, name }) => ({ value: id, text: name }))],
            },
          ]
        : []),
      {
        name: 'month',
        label: 'Entrée',
        value: typed.month,
        options: [
          { value: '', text: 'tous les mois' },
          ...months.map((month) => ({ value: month, text: monthInWords(month) })),
        ],
      },
    ],
  };
}

const badges: Readonly<Partial<Record<Status, string>>> = {
  'to-answer': 'due-soon',
  'unanswered': 'due-late',
  'confirmed': 'done',
  'placed': 'done',
};

function tableOf(rows: readonly PreRequestRow[], now: Instant, severalPlaces: boolean): object {
  const today = dayOf(now);
  return {
    caption: 'Pré-demandes',
    hideCaption: true,
    stack: true,
    columns: [
      { label: 'Famille' },
      { label: 'Entrée souhaitée' },
      ...(severalPlaces ? [{ label: 'Lieu' }] : []),
      { label: 'Reçue le', nowrap: true },
      { label: 'État', card: 'corner' },
    ],
    rows: rows.map((row) => ({
      cells: [
        {
          text: row.name ?? 'données effacées',
          href: `/pro/${slug}/${row.id}`,
          strong: true,
          sub: row.child_on ? childInWords(row.child_on, today) : row.reference,
        },
        {
          text: row.wished_on ? formatShortDate(row.wished_on) : monthInWords(row.month),
          ...(row.days ? { sub: daysInWords(row.days) } : {}),
        },
        ...(severalPlaces ? [{ text: row.facility_name }] : []),
        { text: formatShortDate(dayOf(row.opened_at)) },
        {
          text: '',
          badge: { kind: badges[row.status] ?? 'neutral', text: process.statuses[row.status].label },
          ...subOf(row, today),
        },
      ],
    })),
  };
}

/** The day that counts next, for whom. */
function subOf({ status, due_on: due, state }: PreRequestRow, today: Day): { sub?: string } {
  if (status === 'to-answer' && due) return { sub: `réponse ${dueInWords(due, today)}` };
  if (status === 'offered' && state.data.offer)
    return { sub: `la famille répond avant le ${formatShortDate(state.data.offer.replyBy)}` };
  if (status === 'confirmed' && state.data.offer) return { sub: `entrée le ${formatShortDate(state.data.offer.from)}` };
  return {};
}
