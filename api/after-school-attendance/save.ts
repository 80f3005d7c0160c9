/** What a month is told without a script, or by its button: the whole form, one mend of what looks odd, what the place counts besides. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { saveCounting } from '../../db/after-school/counting.ts';
import { saveCounts, type Saved, type Writer } from '../../db/after-school/save-counts.ts';
import {
  closedInWords,
  dayInMonth,
  enrolledWrittenInWords,
  reasonInWords,
  writtenInWords,
} from '../../domain/after-school/attendance-words.ts';
import { faultInWords, nothingCounted, type Counted } from '../../domain/after-school/counts.ts';
import type { NotRequired } from '../../domain/after-school/required-days.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatTime } from '../../domain/french-dates.ts';
import { daysOfMonth, monthOf } from '../../domain/quarter.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { oneOf, shownDay, version, whole } from '../forms/envelope.ts';
import { leaveFlash } from '../page.ts';
import { conflict, Problem } from '../problems.ts';
import { getMonth, loadQuarter, lockedProblem, type MonthContext } from './month-context.ts';
import { showMonth } from './month-page.ts';
import { dayFields, readForm, type NotKept, type ReadForm } from './read-form.ts';

export const writerOf = ({ now }: Dependencies, res: Response, { place }: MonthContext): Writer => {
  const { userId, acr } = getViewer(res);
  return { facilityId: place.id, bodyId: place.organisingBodyId, userId, acr, origin: 'typed', at: now() };
};

/** Of a day, or (`en`, `ep`) of those inscribed. */
const mended = { n: 'nursery', p: 'primarySchool', en: 'nursery', ep: 'primary' } as const;
const Mend = z.strictObject({ what: oneOf(mended), day: shownDay.optional(), value: whole(3), seen: version });
const Options = z.strictObject({ positive: z.literal('on').optional(), morning: z.literal('on').optional() });

export function saveRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.post('/pro/after-school/:id/attendance/:month', async (req, res) => {
    const context = await getMonth(deps, req, res);
    if (context.lockedBy) throw lockedProblem(context);
    const { calendar } = await loadQuarter(deps, context);
    const read = readForm(req.body, context.month, calendar);
    const saved = await saveCounts(db, writerOf(deps, res, context), read);
    if (isLocked(saved)) throw lockedProblem(context);
    await answerForm(deps, req, res, context, { read, saved, at: now() });
  });

  router.post('/pro/after-school/:id/attendance/:month/mend', async (req, res) => {
    const context = await getMonth(deps, req, res);
    if (context.lockedBy) throw lockedProblem(context);
    const { what, day, value, seen } = parse(Mend, req.body);
    const { counts } = await loadQuarter(deps, context);
    const { month, base } = context;
    const field = mended[what as keyof typeof mended];
    if (what.startsWith('e')) {
      const { nursery = null, primary = null } = counts.months.get(month) ?? {};
      await save(context, res, { months: [{ month, ...{ nursery, primary }, [field]: value, seen }] });
    } else {
      if (day === undefined || monthOf(day) !== month) throw new Problem(422, 'unreadable');
      const there = counts.days.get(day);
      const counted: Counted = { ...nothingCounted, ...pick(there), [field]: value };
      await save(context, res, { days: [{ day, counted, openAnyway: there?.openAnyway ?? false, seen }] });
    }
    leaveFlash(req, { kind: 'done', text: `Enregistré à ${formatTime(now())}.` });
    res.redirect(303, `${base}#mois`);
  });

  router.post('/pro/after-school/:id/attendance/:month/options', async (req, res) => {
    const context = await getMonth(deps, req, res);
    const { positive, morning } = parse(Options, req.body);
    await saveCounting(db, writerOf(deps, res, context) as Writer & { userId: string }, {
      positive: positive === 'on',
      morning: morning === 'on',
    });
    res.redirect(303, `${context.base}#mois`);
  });

  /** One value, where it still stands as it was seen. */
  async function save(context: MonthContext, res: Response, what: Parameters<typeof saveCounts>[2]): Promise<void> {
    const saved = await saveCounts(db, writerOf(deps, res, context), what);
    if (isLocked(saved)) throw lockedProblem(context);
    const [one] = [...saved.days, ...saved.months];
    if (one?.outcome === 'saved') return;
    if (one?.outcome === 'wrong') throw new Problem(422, 'unreadable');
    throw conflict({
      title: 'Ce nombre a changé entre-temps',
      what: "Ce nombre n'est plus celui que votre page montrait : rien n'a été enregistré",
      possible: [{ label: 'Revoir le mois', href: context.base }],
    });
  }
  return router;
}

function parse<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const { _csrf: _, ...fields } = (body ?? {}) as Record<string, unknown>;
  const read = schema.safeParse(fields);
  if (!read.success) throw new Problem(422, 'unreadable');
  return read.data;
}
const pick = (there: Counted | undefined): Partial<Counted> =>
  there
    ? {
        ...{ nursery: there.nursery, primarySchool: there.primarySchool, together: there.together },
        ...{ positive: there.positive, morning: there.morning },
      }
    : {};
export const isLocked = ({ days, months }: Saved): boolean =>
  [...days, ...months].some(({ outcome }) => outcome === 'locked');

/** Back to the month where all is kept; else the month again, with what was typed and what stands in its way. */
async function answerForm(
  deps: Dependencies,
  req: Request,
  res: Response,
  context: MonthContext,
  { read, saved, at }: { read: ReadForm; saved: Saved; at: number },
): Promise<void> {
  const kept = new Map<string, NotKept>(read.kept);
  const elsewhere = new Map<Day, string>();
  const errors: { href?: string; text: string }[] = [];
  const typedAs = (name: string): void => {
    const typed = (req.body as Record<string, unknown>)[name];
    if (typeof typed === 'string' && !kept.has(name)) kept.set(name, { typed });
  };
  const typedAgain = (day: Day): void => {
    for (const letter of Object.keys(dayFields)) typedAs(`${letter}.${String(Number(day.slice(8)))}`);
  };
  for (const [name, { error }] of read.kept)
    if (error) errors.push({ href: `#${name}`, text: `${whereOf(name, context.month)} : ${error}.` });
  const asks = (day: Day, why: NotRequired): void => {
    errors.push({
      href: `#o.${String(Number(day.slice(8)))}`,
      text: `${dayInMonth(day)} : rien n'est requis (${reasonInWords(why, day)}). Le lieu était-il ouvert ce jour-là ? Répondez oui pour que le nombre compte, non pour l'écarter.`,
    });
  };
  for (const [day, why] of read.asks) asks(day, why);
  for (const one of saved.days) {
    if (one.outcome === 'saved') continue;
    typedAgain(one.day);
    if (one.outcome === 'changed') {
      const text = `${writtenInWords(one.by, one.stands)}${one.at > 0 ? ` à ${formatTime(one.at)}` : ''}`;
      elsewhere.set(one.day, `${text} : enregistrez pour garder le vôtre, ou reprenez l'autre nombre.`);
      errors.push({ href: `#day.${String(Number(one.day.slice(8)))}`, text: `${dayInMonth(one.day)} : ${text}.` });
    } else if (one.outcome === 'wrong')
      errors.push({ text: `${dayInMonth(one.day)} : ${faultInWords(one.fault, one.counted)}.` });
    // It has turned red since the page was read.
    else if (one.outcome === 'not-required') asks(one.day, one.why);
    else if (one.outcome === 'to-come')
      errors.push({ text: `${dayInMonth(one.day)} : ce jour est à venir, il s'encode ce jour-là.` });
  }
  for (const one of saved.months)
    if (one.outcome === 'changed') {
      for (const name of ['e.n', 'e.p']) typedAs(name);
      errors.push({
        href: '#e.n',
        text: `Inscrits : ${enrolledWrittenInWords(one.by, one.stands)}. Enregistrez pour garder les vôtres.`,
      });
    }
  const declined = read.declined.filter(({ day }) => !elsewhere.has(day));
  if (declined.length > 0)
    leaveFlash(req, {
      kind: 'information',
      text: declined
        .map(({ day, why, ...counts }) => `${dayInMonth(day)} : ${closedInWords(reasonInWords(why, day), counts)}`)
        .join(' '),
    });
  if (errors.length === 0) {
    if (read.declined.length === 0) leaveFlash(req, { kind: 'done', text: `Enregistré à ${formatTime(at)}.` });
    res.redirect(303, context.base);
    return;
  }
  const isConflict = [...saved.days, ...saved.months].some(({ outcome }) => outcome === 'changed');
  res.status(isConflict && read.asks.size === 0 && ![...read.kept.values()].some(({ error }) => error) ? 409 : 422);
  await showMonth(deps, req, res, context, { kept, elsewhere, asks: new Set(read.asks.keys()), errors });
}

function whereOf(name: string, month: string): string {
  if (name.startsWith('e.')) return name === 'e.n' ? 'Inscrits en maternelle' : 'Inscrits en primaire';
  const day = daysOfMonth(month)[Number(name.split('.')[1]) - 1];
  return day ? dayInMonth(day) : name;
}
