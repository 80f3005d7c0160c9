/** What is said of a child in a month: added, changed, taken away. */
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { recordAudit } from '../../db/audit.ts';
import { loadMonth, type EncodedRow } from '../../db/attendance/month.ts';
import { namesOf } from '../../db/attendance/names.ts';
import { ifOpen } from '../../db/attendance/only-open.ts';
import { addChild, removeRows, saveChild, type ChildFields } from '../../db/attendance/rows.ts';
import { formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import { lastDayOfMonth, monthInWords } from '../../domain/quarter.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { childName } from '../../views/attendance/words.ts';
import { id, version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { dateInput, optionalDay, optionalLine, requiredDay, requiredLine } from '../forms/inputs.ts';
import { decimal } from '../forms/numbers.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { notFound, Problem } from '../problems.ts';
import { getMonth, lockedProblem, type MonthContext } from './month-context.ts';
import { auditOf } from './week.ts';

const daysAWeek = decimal('', { least: 0.5, most: 7, unit: 'jours' });
const Child = z
  .strictObject({
    familyName: requiredLine('Encodez le nom'),
    firstName: requiredLine('Encodez le prénom'),
    birthOn: requiredDay('Encodez la date de naissance'),
    enteredOn: requiredDay("Encodez la date d'entrée"),
    leftOn: optionalDay(),
    contractDays: optionalLine(20),
  })
  .transform(({ contractDays, leftOn, ...rest }, context): ChildFields => {
    const read = contractDays === undefined ? undefined : daysAWeek.safeParse(contractDays);
    const days = read?.data ?? null;
    if (read && (!read.success || !Number.isInteger(read.data * 2)))
      context.addIssue({
        code: 'custom',
        path: ['contractDays'],
        message: read.error?.issues[0]?.message ?? 'Écrivez des jours ou des demi-jours, par exemple 2,5',
      });
    return { ...rest, leftOn: leftOn ?? null, contractDays: days };
  });
const Envelope = z.object({ key: id, version, then: z.enum(['save', 'remove']).default('save') });

type Typed = Readonly<Record<string, unknown>>;
interface Form {
  key: string;
  version: number;
  typed: Typed;
  faults?: Faults;
  elsewhere?: string;
}

export function childRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get('/pro/facilities/:id/attendance/:month/children/:row', async (req, res) => {
    const { context, row } = await getChild(deps, req, res);
    if (context.locked) throw lockedProblem(context);
    showChild(deps, req, res, context, row, {
      key: row?.id ?? randomUUID(),
      version: row?.version ?? 0,
      typed: row ? typedOf(row) : {},
    });
  });

  router.post('/pro/facilities/:id/attendance/:month/children/:row', async (req, res) => {
    const { context, row } = await getChild(deps, req, res);
    if (context.locked) throw lockedProblem(context);
    const { key, version: seen, then, page: _page, ...typed } = (req.body ?? {}) as Record<string, unknown>;
    const envelope = Envelope.safeParse({ key, version: seen, then });
    if (!envelope.success || (envelope.data.then === 'remove' && !row))
      throw new Problem(422, 'form', { backHref: context.base });
    const by = { userId: getViewer(res).userId, at: now() };
    if (envelope.data.then === 'remove' && row) {
      if ((await ifOpen(() => removeRows(db, context, [row.id], by))) === undefined) throw lockedProblem(context);
      await done(deps, req, res, context, `${childName(row)} n'est plus dans ce mois.`);
      return;
    }
    const read = Child.safeParse(typed);
    const faults = read.success ? rulesOf(read.data, context) : faultsIn(read.error);
    if (!read.success || isFaulty(faults)) {
      res.status(422);
      showChild(deps, req, res, context, row, { ...envelope.data, typed, faults });
      return;
    }
    if (!row) {
      const added = await ifOpen(() => addChild(db, context, { ...read.data, id: envelope.data.key }, by));
      if (added === undefined) throw lockedProblem(context);
      if (!added) {
        res.status(422);
        const full = { form: 'Ce mois compte déjà 500 lignes : retirez-en une avant.' };
        showChild(deps, req, res, context, row, { ...envelope.data, typed, faults: full });
        return;
      }
      await done(deps, req, res, context, `${read.data.familyName} ${read.data.firstName} est dans ce mois.`);
      return;
    }
    const saved = await ifOpen(() =>
      saveChild(db, context, { ...read.data, id: row.id, seen: envelope.data.version }, by),
    );
    if (saved === undefined) throw lockedProblem(context);
    if (saved.outcome === 'saved') {
      await done(deps, req, res, context, 'Vos données sont enregistrées.');
      return;
    }
    if (saved.outcome === 'gone') throw notFound();
    const { row: fresh = row } = await getChild(deps, req, res);
    const who = fresh.changedBy ? (await namesOf(db, [fresh.changedBy])).get(fresh.changedBy) : undefined;
    res.status(409);
    showChild(deps, req, res, context, fresh, {
      ...envelope.data,
      typed,
      version: fresh.version,
      elsewhere: `Modifié par ${who ?? 'une autre personne'}, ${formatDateTime(fresh.changedAt)} : ${toldOf(fresh)}. Ce que vous avez encodé est conservé ici : validez pour le garder, annulez pour garder l'autre version.`,
    });
  });
  return router;
}

async function done(
  deps: Dependencies,
  req: Request,
  res: Response,
  context: MonthContext,
  text: string,
): Promise<void> {
  await recordAudit(deps.db, auditOf(deps, res, context, 'update'));
  leaveFlash(req, { kind: 'done', text });
  res.redirect(303, context.base);
}

/** @throws Problem 404 for a line that is not in the month */
async function getChild(
  deps: Dependencies,
  req: Request,
  res: Response,
): Promise<{ context: MonthContext; row?: EncodedRow }> {
  const context = await getMonth(deps, req, res);
  const rowId = req.params.row;
  if (rowId === 'new') return { context };
  const row = isUuid(rowId) ? (await loadMonth(deps.db, context)).rows.find((one) => one.id === rowId) : undefined;
  if (!row) throw notFound();
  return { context, row };
}

function rulesOf({ birthOn, enteredOn, leftOn }: ChildFields, { month, today }: MonthContext): Faults {
  return {
    ...(birthOn !== null && birthOn > today ? { birthOn: 'Une date de naissance ne peut pas être dans le futur' } : {}),
    ...(birthOn !== null && enteredOn !== null && birthOn <= today && birthOn > enteredOn
      ? { enteredOn: `L'entrée vient avant la naissance, le ${formatShortDate(birthOn)}` }
      : {}),
    ...(enteredOn !== null && enteredOn > lastDayOfMonth(month)
      ? {
          enteredOn: `L'enfant n'est pas encore entré en ${monthInWords(month)} : retirez-le de ce mois, ou corrigez la date`,
        }
      : {}),
    ...(leftOn !== null && leftOn < `${month}-01`
      ? { leftOn: `L'enfant était déjà sorti avant ce mois : retirez-le, ou corrigez la date` }
      : {}),
    ...(leftOn !== null && enteredOn !== null && leftOn < enteredOn
      ? { leftOn: `La sortie vient avant l'entrée, le ${formatShortDate(enteredOn)}` }
      : {}),
  };
}

const inputs: Input[] = [
  { partial: 'field-text', name: 'familyName', label: 'Nom', required: true, autocomplete: 'off' },
  { partial: 'field-text', name: 'firstName', label: 'Prénom', required: true, autocomplete: 'off' },
  dateInput('birthOn', 'Date de naissance'),
  dateInput('enteredOn', "Date d'entrée"),
  dateInput('leftOn', 'Date de sortie', {
    required: false,
    hint: 'Dernier jour à la crèche ; vide tant que l’enfant y vient.',
  }),
  {
    partial: 'field-text',
    name: 'contractDays',
    label: 'Contrat, en jours par semaine',
    short: true,
    inputmode: 'decimal',
    hint: 'Par demi-jours, par exemple 2,5.',
  },
];

const typedOf = (row: EncodedRow): Typed => ({
  familyName: row.familyName,
  firstName: row.firstName,
  birthOn: row.birthOn ?? '',
  enteredOn: row.enteredOn ?? '',
  leftOn: row.leftOn ?? '',
  contractDays: row.contractDays === null ? '' : String(row.contractDays).replace('.', ','),
});
const toldOf = (row: EncodedRow): string =>
  [
    childName(row),
    row.birthOn && `né·e le ${formatShortDate(row.birthOn)}`,
    row.enteredOn && `entrée le ${formatShortDate(row.enteredOn)}`,
    row.leftOn && `sortie le ${formatShortDate(row.leftOn)}`,
  ]
    .filter(Boolean)
    .join(', ');

function showChild(
  deps: Dependencies,
  req: Request,
  res: Response,
  context: MonthContext,
  row: EncodedRow | undefined,
  { key, version: seen, typed, faults = {}, elsewhere }: Form,
): void {
  const { base, creche, month } = context;
  renderPage(deps, req, res, 'attendance/child', {
    title: row ? childName(row) : 'Ajouter un enfant',
    line: `${creche.name}, présences de ${monthInWords(month)}`,
    back: { href: base, label: 'aux présences du mois' },
    action: `${base}/children/${row?.id ?? 'new'}`,
    key,
    version: seen,
    elsewhere,
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
    cancelHref: base,
    mayRemove: row !== undefined,
    removeText:
      row && row.cells.some((text) => text !== '') ? 'Ses présences de ce mois sont retirées aussi.' : undefined,
  });
}
