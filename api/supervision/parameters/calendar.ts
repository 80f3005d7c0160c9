/** The calendar: legal holidays, which move deadlines, and school holidays. Asked for and confirmed like a parameter. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Viewer } from '../../../db/access/viewer.ts';
import { Holiday, SchoolHoliday } from '../../../db/models/holiday.ts';
import type { RuleChange } from '../../../db/models/rule-change.ts';
import { findChanges } from '../../../db/parameters/find-changes.ts';
import {
  ChangeRefused,
  firstDayOfChange,
  keyOf,
  proposeChange,
  type Proposal,
} from '../../../db/parameters/propose-change.ts';
import { dayOf, isDay, type Day } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { token } from '../../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../../forms/form.ts';
import { dateInput, requiredDay, requiredLine } from '../../forms/inputs.ts';
import { leaveFlash, renderPage } from '../../page.ts';
import { holidayTable, schoolTable } from './calendar-tables.ts';
import { farOrNear, reason, reference, source, whyInputs } from './parameter-form.ts';
import { changesTable } from './change-page.ts';
import { refusalOf } from './refusal.ts';
import { refusals } from './words.ts';

const why = { reference, reason, token };
const name = requiredLine('Encodez le nom', 100);
const fromOn = requiredDay('Encodez la date');
const forms = {
  'holiday': z.strictObject({ rule: z.literal('holiday'), effect: z.literal('add'), fromOn, name, source, ...why }),
  'school-holiday': z
    .strictObject({
      rule: z.literal('school-holiday'),
      effect: z.literal('add'),
      fromOn,
      toOn: requiredDay('Encodez la date'),
      name,
      source,
      ...why,
    })
    .refine((typed) => typed.toOn >= typed.fromOn, { path: ['toOn'], error: 'Le dernier jour précède le premier' }),
};
const Removal = z.strictObject({
  rule: z.enum(['holiday', 'school-holiday']),
  effect: z.literal('remove'),
  fromOn,
  ...why,
});
type CalendarRule = keyof typeof forms;
const url = '/supervision/parameters/calendar';

interface Asked {
  year: number;
  rule: CalendarRule;
  /** First day of what is to be taken out. */
  remove?: Day;
  typed: Record<string, unknown>;
  faults: Faults;
}

export function calendarRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get(url, async (req, res) => {
    const { year, remove, rule } = req.query;
    await show(deps, req, res, {
      year: typeof year === 'string' && /^20[1-4]\d$/.test(year) ? Number(year) : Number(dayOf(now()).slice(0, 4)),
      rule: rule === 'school-holiday' ? rule : 'holiday',
      ...(typeof remove === 'string' && isDay(remove) ? { remove } : {}),
      typed: {},
      faults: {},
    });
  });

  router.post(url, async (req, res) => {
    const typed = (req.body ?? {}) as Record<string, unknown>;
    const at = now();
    const rule: CalendarRule = typed.rule === 'school-holiday' ? typed.rule : 'holiday';
    const form = typed.effect === 'remove' ? Removal.safeParse(typed) : forms[rule].safeParse(typed);
    const faults = form.success ? farOrNear(form.data.fromOn, firstDayOfChange(at)) : faultsIn(form.error);
    const again = async (found: Faults): Promise<void> => {
      const day = form.success ? form.data.fromOn : undefined;
      res.status(422);
      await show(deps, req, res, {
        year: Number((day ?? dayOf(at)).slice(0, 4)),
        rule,
        ...(typed.effect === 'remove' && day ? { remove: day } : {}),
        typed,
        faults: found,
      });
    };
    if (!form.success || isFaulty(faults)) {
      await again(faults);
      return;
    }
    const { token: sending, ...proposal } = form.data;
    try {
      const id = await proposeChange(db, proposal, getViewer(res), { token: sending, at });
      leaveFlash(req, {
        kind: 'done',
        text: "Votre demande est enregistrée. Le calendrier ne change pas avant qu'une autre personne de la supervision la confirme.",
      });
      res.redirect(303, `/supervision/parameters/changes/${id}`);
    } catch (error) {
      if (!(error instanceof ChangeRefused)) throw error;
      if (error.code === 'there' || error.code === 'overlap') await again({ fromOn: refusals[error.code] });
      else throw refusalOf(error.code, { backHref: url, typed, last: await lastOf(deps, getViewer(res), proposal) });
    }
  });
  return router;
}

const lastOf = ({ db }: Dependencies, viewer: Viewer, proposal: Proposal): Promise<RuleChange | undefined> =>
  findChanges(db, viewer)
    .where({ rule: proposal.rule, key: keyOf(proposal) })
    .first()
    .execute();

async function show(deps: Dependencies, req: Request, res: Response, asked: Asked): Promise<void> {
  const { db, now } = deps;
  const { year, rule, remove, typed, faults } = asked;
  const first = firstDayOfChange(now());
  const [holidays, schoolHolidays, waiting] = await Promise.all([
    Holiday.query(db).modify('ofYear', year),
    SchoolHoliday.query(db).modify('ofYear', year),
    findChanges(db, getViewer(res)).modify('waiting', first).whereNot('rule', 'parameter'),
  ]);
  const removed =
    remove === undefined
      ? undefined
      : rule === 'holiday'
        ? holidays.find(({ day }) => day === remove)?.name
        : schoolHolidays.find(({ from_on: from }) => from === remove)?.name;
  const offered =
    removed === undefined ? inputsOf(rule, first) : whyInputs().filter((input) => input.name !== 'source');
  const inputs = offered.map((input) => withTyped(input, typed, faults));
  renderPage(deps, req, res, 'supervision/calendar', {
    title: `Jours fériés et vacances scolaires ${String(year)}`,
    back: { href: '/supervision/parameters', label: 'aux paramètres' },
    wide: true,
    drafted: url,
    years: { before: `${url}?year=${String(year - 1)}`, after: `${url}?year=${String(year + 1)}`, year },
    holidays: holidayTable(holidays, first),
    schoolHolidays: schoolTable(schoolHolidays, first),
    ...(waiting.length > 0 ? { waiting: changesTable('En attente', waiting, [], first) } : {}),
    form: {
      action: url,
      rule,
      token: typeof typed.token === 'string' ? typed.token : randomUUID(),
      ...(removed === undefined || remove === undefined
        ? {
            effect: 'add',
            title: titles[rule],
            inputs,
          }
        : {
            effect: 'remove',
            title: `Retirer : ${removed}, ${formatLongDate(remove)}`,
            fromOn: remove,
            inputs,
          }),
      other:
        rule === 'holiday'
          ? { href: `${url}?year=${String(year)}&rule=school-holiday#formulaire`, text: titles['school-holiday'] }
          : { href: `${url}?year=${String(year)}#formulaire`, text: titles.holiday },
    },
    errors: errorLinks(faults, idsOf(inputs)),
  });
}

const titles: Record<CalendarRule, string> = {
  'holiday': 'Ajouter un jour férié',
  'school-holiday': 'Ajouter des vacances scolaires',
};
function inputsOf(rule: CalendarRule, first: Day): Input[] {
  const nearest = { hint: `Au plus tôt le ${formatLongDate(first)}.` };
  return [
    ...(rule === 'holiday'
      ? [dateInput('fromOn', 'Jour', nearest)]
      : [dateInput('fromOn', 'Premier jour', nearest), dateInput('toOn', 'Dernier jour')]),
    { partial: 'field-text', name: 'name', label: 'Nom', required: true },
    ...whyInputs(),
  ];
}
