/** Saving a month of consultations: every line that was typed in, each by itself; and adding, repeating, taking away and bringing back. */
import type { Request, Response } from 'express';
import { findRemoved, saveLines, type SavedLine, type TypedLine } from '../../db/consultations/save.ts';
import { addDays, isWorkingDay, type Day } from '../../domain/calendar.ts';
import { monthOf, type Month } from '../../domain/quarter.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { Problem } from '../problems.ts';
import { getMonth, loadMonth, pathOf, type MonthContext } from './month-context.ts';
import { showMonth, type Typed } from './month-page.ts';
import { mostLines, readForm, type ReadForm, type ReadLine } from './read-lines.ts';

type Form = Extract<ReadForm, { ok: true }>;

/** @throws Problem 404, 403; 422 for a form that is not one of ours */
export async function saveMonth(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const context = await getMonth(deps, req, res);
  const { creche, month, encoded } = context;
  const base = pathOf(creche.id, month);
  const form = readForm(req.body, new Set(encoded.doctors.keys()));
  if (!form.ok) throw new Problem(422, 'form', { errors: [{ text: form.fault }], backHref: base });
  const asked = await askedLines(deps, context, form);
  const viewer = getViewer(res);
  const saved =
    asked.length === 0
      ? []
      : await saveLines(deps.db, { facilityId: creche.id, month, organisingBodyId: creche.organisingBodyId }, asked, {
          viewer,
          at: deps.now(),
        });
  const typed = new Map([...unread(form.lines), ...notSaved(form.lines, saved)]);
  if (typed.size > 0) {
    const conflict = [...typed.values()].some(({ outcome }) => outcome !== undefined);
    res.status(conflict ? 409 : 422);
    await showMonth(deps, req, res, await loadMonth(deps, creche, month, context.today), { typed });
    return;
  }
  res.redirect(303, goesOn(base, form, saved));
}

/** Those that somebody typed in, and what was asked for beside. */
async function askedLines(
  { db }: Dependencies,
  context: MonthContext,
  { lines, then, key }: Form,
): Promise<TypedLine[]> {
  const touched = lines.flatMap(({ line, untouched }) => (line && !untouched ? [line] : []));
  switch (then.do) {
    case 'save':
      return touched;
    case 'add':
    case 'duplicate': {
      if (context.encoded.lines.length >= mostLines) return touched;
      const last = then.do === 'duplicate' ? lastOf(lines, context) : undefined;
      return [...touched, { id: key, seen: 0, on: null, from: null, to: null, collaboration: null, ...last }];
    }
    case 'remove': {
      const line = lines.find(({ id }) => id === then.id);
      const others = touched.filter(({ id }) => id !== then.id);
      const none = { on: null, from: null, to: null, collaboration: null };
      return line ? [...others, { id: then.id, seen: line.seen, ...none, removes: true }] : others;
    }
    case 'restore': {
      const { facilityId, month } = { facilityId: context.creche.id, month: context.month };
      const removed = await findRemoved(db, { facilityId, month }, then.id);
      return removed ? [...touched, { ...removed, seen: then.version }] : touched;
    }
    default:
      return then satisfies never;
  }
}

/** The same doctor at the same hours, a week later where that may be. */
function lastOf(lines: readonly ReadLine[], { encoded, month, today }: MonthContext): Partial<TypedLine> {
  const onPage = lines.flatMap(({ line }) => line ?? []);
  const last = onPage.at(-1) ?? encoded.lines.at(-1);
  if (!last) return {};
  const { on, from, to, collaboration } = last;
  return { on: weekAfter(on, month, today), from, to, collaboration };
}
function weekAfter(day: Day | null, month: Month, today: Day): Day | null {
  const next = day && addDays(day, 7);
  return next && monthOf(next) === month && next <= today && isWorkingDay(next) ? next : null;
}

const unread = (lines: readonly ReadLine[]): [string, Typed][] =>
  lines.flatMap((line) => (line.line ? [] : [[line.id, line] as [string, Typed]]));
const notSaved = (lines: readonly ReadLine[], saved: readonly SavedLine[]): [string, Typed][] =>
  saved.flatMap((one): [string, Typed][] => {
    if (one.outcome === 'saved') return [];
    const line = lines.find(({ id }) => id === one.id);
    return [[one.id, { id: one.id, faults: {}, typed: line?.typed, outcome: one }]];
  });

function goesOn(base: string, { then, key }: Form, saved: readonly SavedLine[]): string {
  switch (then.do) {
    case 'add':
    case 'duplicate':
      return `${base}?done=added#on.${key}`;
    case 'remove': {
      const removed = saved.find(({ id }) => id === then.id);
      return removed ? `${base}?removed=${then.id}.${String(removed.version)}` : base;
    }
    case 'restore':
      return `${base}?done=restored#line-${then.id}`;
    default:
      return `${base}?done=saved`;
  }
}
