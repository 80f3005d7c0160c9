/** Step 4: indemnities by session, the travel of social workers, and lists of expenses and sessions. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { formatShortDate } from '../../../domain/french-dates.ts';
import { asTyped, inWords } from '../../../domain/quantity.ts';
import { costKinds } from '../../../domain/subsidy/report.ts';
import { findChange } from '../../../db/quarterly-subsidy/report.ts';
import { addCost, removeCost, saveCounts } from '../../../db/quarterly-subsidy/save-report.ts';
import { costWords, euros } from '../../../views/quarterly-subsidy/report-words.ts';
import { newToken } from '../../../db/record-act.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { id, token, version } from '../../forms/envelope.ts';
import { errorLinks, faultsIn, type Faults, type Input } from '../../forms/form.ts';
import { choice, dateInput, requiredDay, requiredLine } from '../../forms/inputs.ts';
import { amount, count, optionalAmount } from '../../forms/numbers.ts';
import { leaveFlash } from '../../page.ts';
import { changedMeanwhile, closedMeanwhile, getEditable, getQuarter, renderStep, type Quarter } from './context.ts';

type Typed = Readonly<Record<string, unknown>>;
interface Shown {
  /** `counts`, or the kind of what was added. */
  form: string;
  typed: Typed;
  faults: Faults;
}
const tariff = (value: number): string => inWords({ value, unit: 'euros' });

export function costsView({ report, base, mayEdit }: Quarter, shown?: Shown): object {
  const { clerkSessions, premisesSessions, socialTravel, costs, tariffs, versions } = report;
  const counts: Typed =
    shown?.form === 'counts'
      ? shown.typed
      : {
          clerkSessions: String(clerkSessions),
          premisesSessions: String(premisesSessions),
          socialTravel: asTyped({ value: socialTravel, unit: 'cents' }),
        };
  const countFaults = shown?.form === 'counts' ? shown.faults : {};
  const field = (name: string, label: string, more: object = {}): object => ({
    partial: 'field-text',
    name,
    label,
    short: true,
    required: true,
    inputmode: 'numeric',
    value: counts[name],
    error: countFaults[name],
    ...more,
  });
  const indemnity = (name: 'clerk' | 'premises', title: string, sessions: number): object => ({
    title,
    field: field(`${name}Sessions`, 'Quantité'),
    tariff: tariff(tariffs[name]),
    unit: tariffs[name],
    result: inWords({ value: Math.round(sessions * tariffs[name] * 100), unit: 'cents' }),
  });
  const lists = costKinds.map((kind) => {
    const lines = costs.filter((cost) => cost.kind === kind);
    const isSent = shown?.form === kind;
    const inputs: Input[] = [
      dateInput('heldOn', 'Date', { id: `${kind}-heldOn` }),
      { partial: 'field-text', name: 'label', id: `${kind}-label`, label: costWords[kind].what, required: true },
      {
        partial: 'field-text',
        name: 'cents',
        id: `${kind}-cents`,
        label: 'Montant, en €',
        required: true,
        short: true,
        inputmode: 'decimal',
      },
    ];
    return {
      kind,
      ...costWords[kind],
      lines: lines.map((cost) => ({
        ...cost,
        on: formatShortDate(cost.heldOn),
        amount: euros(cost.cents),
      })),
      total: euros(lines.reduce((sum, { cents }) => sum + cents, 0)),
      open: isSent,
      token: newToken(),
      inputs: inputs.map((input) => ({
        ...input,
        ...(isSent ? { value: shown.typed[input.name], error: shown.faults[input.name] } : {}),
      })),
    };
  });
  return {
    version: versions.costs,
    indemnities: [
      indemnity('clerk', 'Indemnité préposé aux écritures pour séances', clerkSessions),
      indemnity('premises', 'Indemnité pour locaux des séances', premisesSessions),
    ],
    travel: field('socialTravel', 'Montant, en €', { inputmode: 'decimal' }),
    lists,
    mayEdit,
    listAction: `${base}/report/costs/lines`,
  };
}

const most = 1000;
const Counts = z.strictObject({
  _csrf: z.unknown().optional(),
  then: z.unknown().optional(),
  version,
  clerkSessions: count('Écrivez le nombre de séances, 0 s’il n’y en a pas.', { least: 0, most }),
  premisesSessions: count('Écrivez le nombre de séances, 0 s’il n’y en a pas.', { least: 0, most }),
  socialTravel: optionalAmount(),
});

export async function postCosts(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { row, base } = await getEditable(deps, req, res);
  const body = (req.body ?? {}) as Typed;
  const read = Counts.safeParse(body);
  if (!read.success) {
    await showAgain(deps, req, res, { form: 'counts', typed: body, faults: faultsIn(read.error) });
    return;
  }
  const { clerkSessions, premisesSessions, socialTravel = 0, version: seen } = read.data;
  const saved = await saveCounts(deps.db, row.id, { clerkSessions, premisesSessions, socialTravel }, seen, {
    userId: getViewer(res).userId,
    at: deps.now(),
  });
  const kept = [
    { label: 'Préposé aux écritures', value: String(clerkSessions) },
    { label: 'Locaux des séances', value: String(premisesSessions) },
    { label: 'Déplacements du personnel social', value: euros(socialTravel) },
  ];
  if (saved === 'closed') throw closedMeanwhile(base, kept);
  if (saved === 'changed')
    throw changedMeanwhile(await findChange(deps.db, { caseId: row.id }), `${base}/report/costs`, kept);
  if (body.then !== 'next') leaveFlash(req, { kind: 'done', text: 'Le brouillon est enregistré.' });
  res.redirect(303, body.then === 'next' ? `${base}/report/attendance` : `${base}/report/costs`);
}

const Line = z.strictObject({
  _csrf: z.unknown().optional(),
  token,
  kind: choice('Choisissez ce que vous ajoutez.', costKinds),
  heldOn: requiredDay('Écrivez la date.'),
  label: requiredLine('Écrivez ce dont il s’agit.', 200),
  cents: amount('Écrivez le montant.'),
});
const Removed = z.strictObject({ _csrf: z.unknown().optional(), remove: id });

export async function postCostLine(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { row, base } = await getEditable(deps, req, res);
  const body = (req.body ?? {}) as Typed;
  const removed = Removed.safeParse(body);
  if (removed.success) {
    if ((await removeCost(deps.db, row.id, removed.data.remove)) === 'closed') throw closedMeanwhile(base);
    leaveFlash(req, { kind: 'done', text: 'La ligne est retirée.' });
    res.redirect(303, `${base}/report/costs`);
    return;
  }
  const read = Line.safeParse(body);
  if (!read.success) {
    const form = costKinds.find((kind) => kind === body.kind) ?? 'supplies';
    await showAgain(deps, req, res, { form, typed: body, faults: faultsIn(read.error) });
    return;
  }
  const { token: name, ...line } = read.data;
  const by = { userId: getViewer(res).userId, at: deps.now() };
  if ((await addCost(deps.db, row.id, line, name, by)) === 'closed')
    throw closedMeanwhile(base, [{ label: line.label, value: euros(line.cents) }]);
  res.redirect(303, `${base}/report/costs#${line.kind}`);
}

async function showAgain(deps: Dependencies, req: Request, res: Response, shown: Shown): Promise<void> {
  const quarter = await getQuarter(deps, req, res);
  const prefix = shown.form === 'counts' ? '' : `${shown.form}-`;
  res.status(422);
  renderStep(deps, req, res, quarter, {
    step: 'costs',
    partial: 'quarterly-subsidy/costs',
    errors: errorLinks(
      Object.fromEntries(Object.entries(shown.faults).map(([name, text]) => [`${prefix}${name}`, text])),
      [
        'clerkSessions',
        'premisesSessions',
        'socialTravel',
        ...['heldOn', 'label', 'cents'].map((name) => `${prefix}${name}`),
      ],
    ),
    ...costsView(quarter, shown),
  });
}
