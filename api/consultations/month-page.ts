/** The page of a month of consultations: the lines, their totals, how one signs, and how the amounts come about. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { findRemoved } from '../../db/consultations/save.ts';
import { findLastAct } from '../../db/consultations/quarter-case.ts';
import { addDays } from '../../domain/calendar.ts';
import { isUuid, uuidPattern } from '../../domain/identifiers.ts';
import { formatLongDate, formatShortDate, formatTime } from '../../domain/french-dates.ts';
import { monthInWords, monthsFurther, quarterInWords, quarterOf } from '../../domain/quarter.ts';
import { lineInWords, ofMonth, rateInWords } from '../../views/consultations/words.ts';
import type { Dependencies } from '../context.ts';
import { renderPage, type Page } from '../page.ts';
import { badgeOf, leftOutOf, signingOf, standingOf, totalsOf } from './month-cards.ts';
import { findCaseToSign, isShown, pathOf, type MonthContext } from './month-context.ts';
import { elsewhereOf, nameOf, presentLines, removedSince, type Typed } from './present-lines.ts';
import { lineFields, mostLines } from './read-lines.ts';

export type { Typed } from './present-lines.ts';

export async function showMonth(
  deps: Dependencies,
  req: Request,
  res: Response,
  context: MonthContext,
  { typed = new Map() }: { typed?: ReadonlyMap<string, Typed> } = {},
): Promise<void> {
  const { creche, month, today, found, encoded } = context;
  const base = pathOf(creche.id, month);
  const act = found && encoded.sent !== 'never' ? await findLastAct(deps.db, found.id, month) : undefined;
  const signer = await findCaseToSign(deps, res, found);
  const lines = presentLines(encoded, typed);
  renderPage(deps, req, res, 'consultations/month', {
    title: `Consultations médicales ${ofMonth(month)}`,
    about: creche.name,
    wide: true,
    styles: ['styles/consultations.css'],
    scripts: ['scripts/consultations.js'],
    // The month is a part of its quarter, whose board says what is left.
    back: found
      ? { href: `/pro/quarterly-subsidy/${found.id}`, label: 'à la demande de subside' }
      : { href: '/pro/consultations', label: 'aux consultations' },
    line: [creche.name, creche.locality].filter(Boolean).join(', '),
    months: monthLinks(context),
    badge: badgeOf(context),
    action: base,
    exportHref: `${base}/export`,
    quarterExport: { href: `${pathOf(creche.id, quarterOf(month))}/export`, text: quarterInWords(quarterOf(month)) },
    key: randomUUID(),
    lines,
    errors: errorsOf(context, typed),
    kept: typed.size > 0,
    lost: lostOf(context, typed),
    noDoctor: encoded.doctors.size === 0,
    open: encoded.sent !== 'sent',
    editable: encoded.sent !== 'sent' || encoded.looked.lines.some(({ standing }) => standing !== 'signed'),
    full: encoded.lines.length >= mostLines,
    removedSince: removedSince(encoded),
    undo: await undoOf(deps, req, context),
    totals: totalsOf(context),
    standing: standingOf(context, act),
    leftOut: leftOutOf(context),
    signing: signingOf(context, signer, typed),
    tariffs: encoded.tariffs.map(({ from, hourly, kilometre }, index, all) => ({
      period: all.length > 1 && index === 0 ? 'En début de mois' : `Depuis le ${formatShortDate(from)}`,
      hourly: rateInWords(hourly),
      kilometre: rateInWords(kilometre),
    })),
    earlier: earlierOf(encoded),
    lastDay: found && encoded.sent !== 'sent' ? formatLongDate(found.lastDay) : undefined,
    ofMonth: ofMonth(month),
    quarterName: quarterInWords(quarterOf(month)),
    saved: saidOf(req.query.done, deps),
    today,
  } satisfies Page);
}

/** « Tarifs précédents »: what applied before, newest first, each with its days. */
const earlierOf = ({ earlier, tariffs }: MonthContext['encoded']): object[] =>
  earlier
    .map(({ from, hourly, kilometre }, index) => ({
      period: `Du ${formatShortDate(from)} au ${formatShortDate(addDays((earlier[index + 1] ?? tariffs[0]!).from, -1))}`,
      hourly: rateInWords(hourly),
      kilometre: rateInWords(kilometre),
    }))
    .reverse();

const saidOf = (done: unknown, { now }: Pick<Dependencies, 'now'>): string | undefined =>
  done === 'saved' || done === 'added' || done === 'restored' ? `Enregistré à ${formatTime(now())}` : undefined;

function monthLinks({ creche, month, today }: MonthContext): object {
  const link = (further: number) => {
    const other = monthsFurther(month, further);
    return isShown(other, today) ? { href: pathOf(creche.id, other), text: monthInWords(other) } : undefined;
  };
  return { previous: link(-1), current: monthInWords(month), next: link(1) };
}

/** Each leads to its field; a doubt is said under its line alone. */
function errorsOf({ encoded }: MonthContext, typed: ReadonlyMap<string, Typed>): object[] {
  return encoded.looked.lines.flatMap(({ line: { id } }, index) => {
    const { faults = {}, outcome } = typed.get(id) ?? {};
    const text = (said: string): string => `Ligne ${String(index + 1)} : ${said}`;
    return [
      ...(outcome ? [{ href: `#on.${id}`, text: text(elsewhereOf(outcome, encoded)) }] : []),
      ...lineFields.flatMap((field) => {
        const fault = faults[field];
        return fault ? [{ href: `#${field}.${id}`, text: text(fault) }] : [];
      }),
    ];
  });
}

/** What was typed in lines that are not on the page any more. */
const lostOf = ({ encoded }: MonthContext, typed: ReadonlyMap<string, Typed>): object[] =>
  [...typed.values()].flatMap(({ id, typed: given, outcome }) => {
    const stands = encoded.looked.lines.find(({ line }) => line.id === id);
    if (!outcome || (stands && stands.standing !== 'signed')) return [];
    const doctor = nameOf(encoded.doctors.get(given?.doctor ?? ''));
    const words = given ? [given.on, [given.from, given.to].filter(Boolean).join('–'), doctor] : [];
    return [{ why: elsewhereOf(outcome, encoded), typed: words.filter(Boolean).join(', ') }];
  });

const removedPattern = new RegExp(`^(${uuidPattern})\\.(\\d{1,9})$`);
const removedIn = (asked: unknown): RegExpExecArray | null =>
  typeof asked === 'string' ? removedPattern.exec(asked) : null;
/** « Supprimer » can be undone as long as one stays. */
async function undoOf(
  { db }: Dependencies,
  req: Request,
  { creche, month, encoded }: MonthContext,
): Promise<object | undefined> {
  const [, id, version] = removedIn(req.query.removed) ?? [];
  if (!isUuid(id) || version === undefined) return undefined;
  const line = await findRemoved(db, { facilityId: creche.id, month }, id);
  return (
    line && {
      text: lineInWords(line, nameOf(encoded.doctors.get(line.collaboration ?? ''))),
      id,
      version,
    }
  );
}
