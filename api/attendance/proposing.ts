/** « Proposer les jours du contrat »: shown child by child, and encoded for those who stay ticked. Nothing is written before. */
import { Router, type Request, type Response } from 'express';
import { recordAudit } from '../../db/audit.ts';
import type { EncodedRow } from '../../db/attendance/month.ts';
import { ifOpen } from '../../db/attendance/only-open.ts';
import { saveCells, type TypedCell } from '../../db/attendance/save-cells.ts';
import { mayBePresent, type ProposedRow } from '../../domain/attendance/proposing.ts';
import { dayInWords } from '../../domain/attendance/weeks.ts';
import { monthInWords, monthsFurther } from '../../domain/quarter.ts';
import { childName, childrenInWords, daysInPattern, patternInWords } from '../../views/attendance/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { proposedByRow } from '../forms/cells.ts';
import { whole } from '../forms/envelope.ts';
import { incomplete } from '../forms/sentences.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { getMonth, loadWithRules, lockedProblem, type MonthContext } from './month-context.ts';
import { findProposals } from './proposals.ts';
import { auditOf, notKept } from './week.ts';

/** Children on a page: what a form may hold. */
const pageOfChildren = 100;
/** Cells that are left alone and told one by one. */
const mostTold = 3;
const place = whole(3).catch(0);

export function proposingRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/pro/facilities/:id/attendance/:month/propose', async (req, res) => {
    const context = await getMonth(deps, req, res);
    if (context.locked) throw lockedProblem(context);
    await showProposals(deps, req, res, context);
  });

  router.post('/pro/facilities/:id/attendance/:month/propose', async (req, res) => {
    const context = await getMonth(deps, req, res);
    if (context.locked) throw lockedProblem(context);
    const body = (req.body ?? {}) as Record<string, unknown>;
    const read = proposedByRow.safeParse(body);
    const ticked = new Set(Object.keys(body).map((name) => name.slice(2)));
    if (!read.success || ticked.size === 0) {
      res.status(422);
      const text = read.success ? 'Cochez au moins un enfant, ou revenez au mois sans rien encoder.' : incomplete;
      await showProposals(deps, req, res, context, { ticked, errors: [text] });
      return;
    }
    const { encoded, rules } = await loadWithRules(deps, context);
    const byId = new Map(encoded.rows.map((row) => [row.id, row]));
    const cells: TypedCell[] = [];
    const left: string[] = [];
    for (const [name, proposed] of Object.entries(read.data))
      for (const { day, seen, code } of proposed) {
        const rowId = name.slice(2);
        const row = byId.get(rowId);
        // The child has left meanwhile, a closure was declared: the page showed it otherwise.
        const date = dateOf(context, day);
        if (row && !mayBePresent(row, date, rules))
          left.push(`${childName(row)}, ${dayInWords(date)} : une présence ne peut plus y être encodée.`);
        else cells.push({ rowId, day, typed: code, seen });
      }
    const by = { userId: getViewer(res).userId, at: now() };
    const saved = await ifOpen(() => saveCells(db, context, cells, by));
    if (saved === undefined) throw lockedProblem(context);
    for (const [key, { elsewhere }] of await notKept(deps, context, cells, saved))
      left.push([nameOf(byId.get(key.split('.')[0] ?? '')), elsewhere].filter(Boolean).join(', '));
    const written = saved.filter(({ outcome }) => outcome === 'saved');
    if (written.length === 0) {
      res.status(409);
      await showProposals(deps, req, res, context, { ticked, errors: ["Rien n'a été encodé.", ...toldOf(left)] });
      return;
    }
    await recordAudit(db, auditOf(deps, res, context, 'update'));
    const children = new Set(written.map(({ rowId }) => rowId)).size;
    const done = `${written.length === 1 ? '1 jour est encodé' : `${String(written.length)} jours sont encodés`} pour ${childrenInWords(children)}.`;
    leaveFlash(req, {
      kind: left.length > 0 ? 'information' : 'done',
      text: left.length > 0 ? `${done} Laissé tel quel : ${toldOf(left).join(' ')}` : done,
    });
    // Of a month of several pages, the others are still to be looked at.
    res.redirect(303, req.query.from === undefined ? context.base : `${context.base}/propose`);
  });
  return router;
}

const dateOf = ({ month }: MonthContext, day: number): string => `${month}-${String(day).padStart(2, '0')}`;
const nameOf = (row: EncodedRow | undefined): string => (row ? childName(row) : '');
const toldOf = (left: readonly string[]): string[] =>
  left.length > mostTold ? [...left.slice(0, mostTold), `Et ${String(left.length - mostTold)} de plus.`] : [...left];

async function showProposals(
  deps: Dependencies,
  req: Request,
  res: Response,
  context: MonthContext,
  sent?: { ticked: ReadonlySet<string>; errors: readonly string[] },
): Promise<void> {
  const { base, creche, month, today } = context;
  const loaded = await loadWithRules(deps, context);
  const proposed = await findProposals(deps, context, loaded);
  const before = monthInWords(monthsFurther(month, -1));
  const asked = Math.min(place.parse(req.query.from), Math.max(0, proposed.length - 1));
  const first = Math.floor(asked / pageOfChildren) * pageOfChildren;
  const shown = proposed.slice(first, first + pageOfChildren);
  const isPaged = proposed.length > pageOfChildren;
  const at = (from: number): string => `${base}/propose?from=${String(from)}`;
  renderPage(deps, req, res, 'attendance/propose', {
    title: 'Proposer les jours du contrat',
    line: `${creche.name}, présences de ${monthInWords(month)}`,
    back: { href: base, label: 'aux présences du mois' },
    errors: sent?.errors.map((text) => ({ text })),
    action: isPaged ? at(first) : `${base}/propose`,
    base,
    before,
    rows: shown.map((one) => lineOf(one, sent === undefined || sent.ticked.has(one.row.id))),
    untilToday: month >= today.slice(0, 7),
    whyNone:
      month > today.slice(0, 7)
        ? "Une présence ne s'encode pas avant le jour même : revenez quand le mois aura commencé."
        : `Aucun jour vide de ce mois ne correspond à un jour où l'enfant venait en ${before}.`,
    pager: isPaged
      ? {
          text: `enfants ${String(first + 1)} à ${String(first + shown.length)} sur ${String(proposed.length)}`,
          previous: first > 0 ? at(first - pageOfChildren) : undefined,
          next: first + pageOfChildren < proposed.length ? at(first + pageOfChildren) : undefined,
        }
      : undefined,
  });
}

function lineOf({ row, pattern, cells }: ProposedRow, checked: boolean) {
  const name = childName(row);
  const contract = row.contractDays;
  const differs = contract !== null && contract !== daysInPattern(pattern);
  return {
    pick: {
      name: `c.${row.id}`,
      value: cells.map(({ day, seen, code }) => `${String(day)}.${String(seen)}.${code}`).join('-'),
      label: `Encoder les jours de ${name}`,
      checked,
    },
    cells: [
      { text: name },
      {
        text: patternInWords(pattern),
        sub: contract === null ? undefined : `contrat : ${String(contract).replace('.', ',')} j par semaine`,
        note: differs ? { kind: 'due-soon', text: 'à vérifier' } : undefined,
      },
      { text: String(cells.length), numeric: true, sub: `le ${cells.map(({ day }) => String(day)).join(', ')}` },
    ],
  };
}
