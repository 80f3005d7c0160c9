/** A case of a period that the calendar has missed (its place, or a place of its body, was there only later): ONE opens it from the page of the place, with a reason. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Day } from '../../domain/calendar.ts';
import { dayOf } from '../../domain/calendar.ts';
import { hasCase } from '../../db/cases/has-case.ts';
import type { Database } from '../../db/connect.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';
import type { Dependencies } from '../context.ts';
import { token } from '../forms/envelope.ts';
import { faultsIn, type Faults } from '../forms/form.ts';
import { answer, radios, requiredText, textarea } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { arrivedAt } from '../middleware/arrival.ts';
import { getPlaceToOpen, openAtOne, showOpeningAtOne, subjectIn, type PlaceToOpen } from './open-at-one.ts';

export interface PeriodOpening {
  process: AnyProcess;
  action: string;
  kind: string;
  /** With `:id` of the place. */
  path: string;
  /** Who else asks. */
  notYours: string;
  /** « 2026-4 » → « 4e trimestre 2026 » */
  inWords: (period: string) => string;
  /** The same as it begins a sentence: « Le 4e trimestre 2026 » */
  named: (period: string) => string;
  facts: (period: string) => object;
  /** Those that may be opened still, the newest first; the rights on the place have been looked at. */
  listToOpen: (db: Database, place: PlaceToOpen, today: Day) => Promise<readonly string[]>;
  title: string;
  intro: string;
  /** Instead of the form, where there is none to open. */
  none: (place: PlaceToOpen) => string;
  /** Whose it is that was opened in between: the place, or its body. */
  whose: (place: PlaceToOpen) => string;
}

const Opening = z.strictObject({
  quarter: answer('Choisissez le trimestre.'),
  reason: requiredText('Écrivez pourquoi ce trimestre est ouvert maintenant.', 5000),
  token,
});

export function periodOpeningRoutes(deps: Dependencies, opening: PeriodOpening): Router {
  const router = Router();
  const { db, now } = deps;
  const { process, action, kind, path } = opening;
  router.get(path, async (req, res) => {
    const { facility } = await getPlaceToOpen(deps, req, res, opening);
    show(deps, req, res, opening, { facility, quarters: await opening.listToOpen(db, facility, dayOf(now())) });
  });
  router.post(path, async (req, res) => {
    const { facility, role } = await getPlaceToOpen(deps, req, res, opening);
    const quarters = await opening.listToOpen(db, facility, dayOf(arrivedAt(res)));
    const body = (req.body ?? {}) as Record<string, unknown>;
    const refuse = (faults: Faults): void => {
      res.status(422);
      show(deps, req, res, opening, { facility, quarters, typed: body, faults });
    };
    const read = Opening.safeParse(body);
    if (!read.success) {
      refuse(faultsIn(read.error));
      return;
    }
    const { quarter, reason, token: sending } = read.data;
    // One that has a case already is not offered: the case itself tells whether this sending has opened it.
    if (!quarters.includes(quarter)) {
      const { id } = subjectIn(process, facility);
      if (!(await hasCase(db, { slug: process.slug, kind, subjectId: id, period: quarter }))) {
        refuse({ quarter: notAChoice });
        return;
      }
    }
    const content = { reason };
    await openAtOne(
      deps,
      res,
      process,
      { facility, role, token: sending, kind, period: quarter, action, facts: opening.facts(quarter), content },
      {
        title: 'Ce trimestre est déjà ouvert',
        what: `${opening.named(quarter)} a été ouvert entre-temps pour ${opening.whose(facility)}`,
        kept: [{ label: 'Motif', value: reason }],
      },
    );
  });
  return router;
}

interface Shown {
  facility: PlaceToOpen;
  quarters: readonly string[];
  typed?: Record<string, unknown>;
  faults?: Faults;
}
function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  { title, intro, none, inWords }: PeriodOpening,
  { facility, quarters, typed = {}, faults = {} }: Shown,
): void {
  const isPossible = quarters.length > 0;
  showOpeningAtOne(deps, req, res, facility, {
    title,
    intro: isPossible ? intro : none(facility),
    inputs: [
      radios(
        'quarter',
        'Trimestre',
        quarters.map((value) => ({ value, text: inWords(value) })),
      ),
      textarea('reason', 'Motif', { rows: 4 }),
    ],
    ...(isPossible ? { button: { label: 'Ouvrir le trimestre', kind: 'go' } } : {}),
    typed,
    faults,
  });
}
