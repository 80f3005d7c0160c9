/** Who takes part in a review: each side names its own, by boxes; the other side reads them. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import {
  listParticipants,
  nameParticipants,
  type NamedRow,
  type Participant,
} from '../../db/functioning-review/participants.ts';
import { findCaseRow } from '../../db/cases/case-file.ts';
import type { Side } from '../../db/functioning-review/assessment/evaluations.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { participantGroups, participantHint } from '../../views/functioning-review/participant-words.ts';
import { slug } from '../../workflows/functioning-review/contract.ts';
import { hasBegun, mayNameParticipants } from '../../workflows/functioning-review/evaluations.ts';
import { placeOf } from '../cases/present-case.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { codesWithIds, several } from '../forms/envelope.ts';
import { errorLinks } from '../forms/form.ts';
import { incomplete, notAChoice, unknownField } from '../forms/sentences.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';
import type { Panel, Reader } from '../cases/procedure-pages.ts';
import type { File } from './own.ts';
import { caseOf, sides, writes, type Row } from './assessment/context.ts';

export function participantsRoutes(deps: Dependencies): Router {
  const router = Router();
  for (const side of ['operator', 'one'] as const) {
    const path = `${sides[side].portal}/reviews/:id/participants`;
    const asked =
      (handle: (one: Asked) => Promise<void>): RequestHandler =>
      (req, res) =>
        handle({ deps, req, res, side });
    router.get(
      path,
      asked((one) => show(one)),
    );
    router.post(path, asked(save));
  }
  return router;
}

/** On the page of the review. */
export function participantsPanel({ row, own }: File, reader: Reader): Panel[] {
  if (!hasBegun(row)) return [];
  const people = own.participants;
  return [
    {
      partial: 'functioning-review/participants',
      title: 'Participants',
      people: people.map((one) => ({ name: one.name, hint: participantHint(one) })),
      href: `/${reader === 'operator' ? 'pro' : 'office'}/reviews/${row.id}/participants`,
      hrefText: mayNameParticipants(row) ? 'Dire qui participe' : 'Voir les participants',
    },
  ];
}

interface Asked {
  deps: Dependencies;
  req: Request;
  res: Response;
  side: Side;
}
/** @throws Problem 404 */
async function getRow({ deps, req, res }: Asked): Promise<Row> {
  const row = (await findCaseRow(deps.db, getViewer(res), slug, idOf(req))) as Row | undefined;
  if (!row) throw notFound();
  return row;
}
const isOf = (side: Side, { kind }: Participant): boolean => (kind === 'agent') === (side === 'one');
const placeIn = (row: Row, { deps }: Asked) => ({
  caseId: row.id,
  facilityId: row.facility_id ?? '',
  bodyId: row.organising_body_id,
  today: dayOf(deps.now()),
});

interface Returned {
  ticked: readonly string[];
  error: string;
}
/** @param returned what came back of the form */
async function show(asked: Asked, returned?: Returned): Promise<void> {
  const { deps, req, res, side } = asked;
  const row = await getRow(asked);
  const people = await listParticipants(deps.db, placeIn(row, asked));
  const mayName = mayNameParticipants(row) && writes(getViewer(res), row, sides[side]);
  const own = mayName ? people.filter((one) => isOf(side, one)) : [];
  const others = people.filter((one) => one.isNamed && !own.includes(one));
  const named = own.filter(({ isNamed }) => isNamed).map(({ key }) => key);
  const ticked = returned?.ticked ?? named;
  const faults = returned ? { who: returned.error } : {};
  renderPage(deps, req, res, 'functioning-review/participants', {
    title: 'Participants',
    line: [...placeOf(row), row.reference].join(' · '),
    back: { href: caseOf(sides[side], row.id), label: 'au bilan de fonctionnement' },
    about: row.reference,
    text: textOf(row, mayName, side),
    ...(mayName
      ? {
          action: req.originalUrl.split('?')[0],
          shown: named.join(','),
          errors: returned ? errorLinks(faults, ['who']) : undefined,
          error: returned?.error,
          groups: participantGroups(own).map(({ title, people: some }, index) => ({
            partial: 'field-checkboxes',
            name: 'who',
            id: index === 0 ? 'who' : `who-${String(index)}`,
            label: title,
            required: true,
            value: ticked,
            options: some.map((one) => ({ value: one.key, text: one.name, hint: participantHint(one) })),
          })),
        }
      : {}),
    others: participantGroups(others).map(({ title, people: some }) => ({
      title,
      people: some.map((one) => ({ name: one.name, hint: participantHint(one) })),
    })),
  });
}

function textOf(row: Row, mayName: boolean, side: Side): string {
  if (!hasBegun(row))
    return `On dit qui participe à partir du premier jour du bilan, le ${formatLongDate(row.state.data.firstDayOn)}.`;
  if (!mayName) return 'Qui prend part à ce bilan, pour les deux parties.';
  return side === 'operator'
    ? "Cochez qui prend part à l'auto-évaluation, à la rencontre et au plan. Cela ne donne aucun droit : l'ONE lit seulement les noms et les fonctions."
    : "Cochez qui y prend part pour l'ONE. L'opérateur lit les noms et les fonctions.";
}

const schema = z.strictObject({
  who: several(codesWithIds).default([]),
  shown: codesWithIds,
});

async function save(asked: Asked): Promise<void> {
  const { deps, req, res, side } = asked;
  const row = await getRow(asked);
  const viewer = getViewer(res);
  if (!writes(viewer, row, sides[side]))
    throw forbidden('Vous pouvez lire qui participe : chaque partie nomme les siens.');
  if (!mayNameParticipants(row))
    throw forbidden('On dit qui participe du premier jour du bilan à la signature du plan.');
  const read = schema.safeParse(req.body);
  if (!read.success) {
    const isUnknown = read.error.issues.some(({ code }) => code === 'unrecognized_keys');
    return refuse(asked, [], isUnknown ? unknownField : incomplete);
  }
  const who = read.data.who.flat();
  const people = await listParticipants(deps.db, placeIn(row, asked));
  const own = new Set(people.filter((one) => isOf(side, one)).map(({ key }) => key));
  if (who.some((key) => !own.has(key))) return refuse(asked, who, notAChoice);
  const { shown } = read.data;
  await nameParticipants(
    deps.db,
    { caseId: row.id, side },
    {
      named: who.filter((key) => !shown.includes(key)).map(rowOf),
      removed: shown.filter((key) => !who.includes(key) && own.has(key)).map(rowOf),
    },
    { userId: viewer.userId, at: arrivedAt(res) },
  );
  leaveFlash(req, { kind: 'done', text: 'Les participants sont enregistrés.' });
  res.redirect(303, `${sides[side].portal}/reviews/${row.id}/participants`);
}
const rowOf = (key: string): NamedRow => {
  const [kind, id = ''] = key.split('.');
  return { kind: kind as NamedRow['kind'], id };
};

async function refuse(asked: Asked, ticked: readonly string[], error: string): Promise<void> {
  asked.res.status(422);
  await show(asked, { ticked, error });
}
