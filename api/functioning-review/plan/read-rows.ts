/** The rows of an objective as its form sends them: what was shown, what is typed, and what of it can be read. */
import { z } from 'zod';
import type { RowChange } from '../../../db/functioning-review/plan/save-plan.ts';
import { actionFields, objectiveFields, priorities } from '../../../domain/functioning-review/plan.ts';
import { reviewDomains } from '../../../domain/functioning-review/questionnaire.ts';
import { isUuid } from '../../../domain/identifiers.ts';
import { actionLabels, objectiveLabels } from '../../../views/functioning-review/plan-words.ts';
import { jsonOf } from '../../forms/cells.ts';
import type { Faults } from '../../forms/form.ts';
import { choice, maybeText, optionalDay, optionalLine, optionalText } from '../../forms/inputs.ts';
import { unknownField } from '../../forms/sentences.ts';
import { nameOf, shownName, type Typed } from './edit-view.ts';

const nothing = z.literal('');
const maybe = <T extends z.ZodType>(one: T) => z.union([nothing, one]);
const readers: Readonly<Record<string, z.ZodType<string | undefined>>> = {
  domain: maybe(choice('Choisissez le domaine de la grille.', reviewDomains)),
  criterion: optionalLine(10),
  wording: optionalLine(200),
  indicator: optionalLine(300),
  priority: maybe(choice('Choisissez la priorité.', priorities)),
  dueOn: optionalDay(),
  who: optionalLine(120),
  answer: optionalText(1000),
  what: optionalLine(300),
  resources: optionalLine(200),
  startsOn: optionalDay(),
  endsOn: optionalDay(),
};
const Shown = jsonOf(z.partialRecord(z.enum([...objectiveFields, ...actionFields]), maybeText(unknownField, 1200)));

/** A text that one has typed, with what its field is called: said again where it cannot be kept. */
export interface OwnText {
  rowId: string;
  label: string;
  value: string;
}
export interface ReadRows {
  changes: RowChange[];
  faults: Faults;
  /** By name of the field. */
  values: Record<string, unknown>;
  /** Where it differs from what was shown. */
  own: OwnText[];
}

export function readRows(body: Typed, objectiveId: string | undefined): ReadRows {
  const faults: Faults = {};
  const values: Record<string, unknown> = {};
  const own: OwnText[] = [];
  if (objectiveId === undefined) return { changes: [], faults, values, own };
  const rowIds = Object.keys(body).flatMap((name) =>
    name.startsWith('was.') && isUuid(name.slice(4)) ? [name.slice(4)] : [],
  );
  const changes = rowIds.map((id): RowChange => {
    const isObjective = id === objectiveId;
    const shown = Shown.safeParse(body[shownName(id)]);
    if (!shown.success) faults.form = unknownField;
    const labels: Readonly<Record<string, string>> = isObjective ? objectiveLabels : actionLabels;
    const typed: Record<string, string> = {};
    for (const field of isObjective ? objectiveFields : actionFields) {
      const name = nameOf(objectiveId, id, field);
      const value = body[name];
      if (value === undefined) continue;
      values[name] = value;
      const read = readers[field]!.safeParse(value);
      if (read.success) typed[field] = read.data ?? '';
      else faults[name] = read.error.issues[0]?.message ?? unknownField;
      if (typeof value === 'string' && value !== '' && (typed[field] ?? value) !== shown.data?.[field])
        own.push({ rowId: id, label: labels[field]!, value });
    }
    return { table: isObjective ? 'review_objectives' : 'review_actions', id, shown: shown.data ?? {}, typed };
  });
  const known = new Set(['_csrf', 'do', 'objective', ...Object.keys(values), ...rowIds.map(shownName)]);
  if (Object.keys(body).some((name) => !known.has(name))) faults.form = unknownField;
  return { changes, faults, values, own };
}
