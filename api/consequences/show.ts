/** What a decision touches beside the authorisation: ahead of it as lines, afterwards as a card that both sides tick. */
import { Router, type Request, type Response } from 'express';
import { asSubject } from '../../db/access/subjects.ts';
import { findCaseRow } from '../../db/cases/case-file.ts';
import { noteRead, type Consequences, type DoneConsequence, type Side } from '../../db/consequences/list.ts';
import type { Consequence } from '../../domain/consequences/consequences.ts';
import { formatDateTime, formatLongDate } from '../../domain/french-dates.ts';
import { dayOf } from '../../domain/calendar.ts';
import { byWords, consequenceInWords, touchedWords } from '../../views/consequences/words.ts';
import type { Ahead, Panel, Reader } from '../cases/procedure-pages.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { whole } from '../forms/envelope.ts';
import { leaveFlash } from '../page.ts';
import { forbidden, notFound } from '../problems.ts';

/** « le 4 janvier 2027 : Places disponibles – deux périodes sont retirées (à faire par vous) » */
export const consequencesAhead = (consequences: readonly Consequence[], on: string, reader: Reader): Ahead[] =>
  consequences.map((told) => ({
    on,
    text: `${touchedWords[told.what]} : ${consequenceInWords(told)}${told.by === 'itself' ? '' : ` (${byWords[told.by][reader === 'operator' ? 'operator' : 'one']})`}`,
  }));

const sideOf = (reader: Reader): Side => (reader === 'operator' ? 'operator' : 'one');
const sideWords: Readonly<Record<Side, string>> = { operator: "l'opérateur", one: "l'ONE" };

function shown({ told, back, back_at: backAt }: DoneConsequence, side: Side): object {
  return {
    label: touchedWords[told.what],
    text: consequenceInWords(told),
    badge:
      told.by === 'itself'
        ? { kind: 'done', text: 'fait' }
        : { kind: told.by === side ? 'to-you' : 'neutral', text: byWords[told.by][side] },
    back:
      back === null || backAt === null
        ? undefined
        : back === 'given-back'
          ? `Rétabli le ${formatLongDate(dayOf(backAt))}, comme avant.`
          : `Le ${formatLongDate(dayOf(backAt))}, ce qui avait été changé à la main entre-temps est resté ; le reste est rétabli.`,
  };
}

/** Nothing where the decision has touched nothing yet. @param mayTick whether this person may say for their side that they know */
export function consequencesPanel(
  { slug, id }: { slug: string; id: string },
  { done, gaveBack, read }: Consequences,
  reader: Reader,
  mayTick: boolean,
): Panel[] {
  if (done.length === 0 && gaveBack.length === 0) return [];
  const side = sideOf(reader);
  const last = Math.max(0, ...done.map(({ act_number: number }) => number));
  const isRead = read.some((one) => one.side === side && one.seen_act >= last);
  return [
    {
      partial: 'consequences/card',
      title: 'Ce que la décision a touché',
      lines: done.map((one) => shown(one, side)),
      gaveBack: gaveBack.map((one) => shown(one, side)),
      read: read.map((one) => `Lu par ${one.name} pour ${sideWords[one.side]}, le ${formatDateTime(one.at)}.`),
      seen: last,
      action:
        done.length === 0 || isRead || !mayTick
          ? undefined
          : `/${side === 'operator' ? 'pro' : 'office'}/${slug}/${id}/consequences/read`,
    },
  ];
}

/** The tick of either side: once for what stood there, whoever of them does it. */
export function consequenceRoutes(deps: Dependencies, slug: string): Router {
  const router = Router();
  const read = (side: Side) => async (req: Request, res: Response) => {
    const viewer = getViewer(res);
    const row = await findCaseRow(deps.db, viewer, slug, idOf(req));
    if (!row) throw notFound();
    if (!viewer.ability.can('write-message', asSubject('Case', row))) throw forbidden();
    const seen = whole(9).safeParse((req.body as { seen?: unknown } | undefined)?.seen);
    const noted = await noteRead(deps.db, {
      caseId: row.id,
      side,
      userId: viewer.userId,
      seen: seen.success ? seen.data : 0,
      at: deps.now(),
    });
    if (noted)
      leaveFlash(
        req,
        noted === 'noted'
          ? { kind: 'done', text: "C'est noté : vous savez ce que la décision a touché." }
          : {
              kind: 'warning',
              text: "D'autres lignes s'y sont ajoutées depuis que vous avez ouvert la page : lisez-les, puis dites-le.",
            },
      );
    res.redirect(303, `/${side === 'operator' ? 'pro' : 'office'}/${slug}/${row.id}`);
  };
  router.post(`/pro/${slug}/:id/consequences/read`, read('operator'));
  router.post(`/office/${slug}/:id/consequences/read`, read('one'));
  return router;
}
