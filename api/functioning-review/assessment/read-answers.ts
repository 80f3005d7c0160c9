/** What comes from the page of a domain, criterion by criterion: only what was changed there, and what cannot be read beside it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Said } from '../../../db/functioning-review/assessment/evaluations.ts';
import type { Saying } from '../../../db/functioning-review/assessment/save-answer.ts';
import { isScore, type Criterion, type Score } from '../../../domain/functioning-review/questionnaire.ts';
import { markOfShown } from '../../forms/envelope.ts';
import { faultsIn } from '../../forms/form.ts';
import { hasVisible } from '../../../domain/typed-text.ts';
import { maybeText } from '../../forms/inputs.ts';
import { notAChoice } from '../../forms/sentences.ts';

export const fieldNames = ['score', 'evidence', 'remark', 'objective', 'seen', 'file'] as const;
export const fieldOf = (name: (typeof fieldNames)[number], { id }: Pick<Criterion, 'id'>): string => `${name}.${id}`;
const mostLength = 5000;

/** What the page has shown of a criterion: its version, and what stood there. */
export const markOf = ({ version, ...said }: Said & { version: number }): string =>
  `${String(version)}.${digestOf(said)}`;
const digestOf = ({ score, evidence, remark, asObjective }: Said): string =>
  createHash('sha256')
    .update(JSON.stringify([score, evidence, remark, asObjective]))
    .digest('hex')
    .slice(0, 16);

const score = z
  .enum(['', '0', '1', '2', '3', '4'], { error: notAChoice })
  .optional()
  .transform((value): Score | null => {
    const read = value === undefined || value === '' ? null : Number(value);
    return read !== null && isScore(read) ? read : null;
  });
/** An empty text takes away what stood there; a missing one says nothing, and must not. */
const said = maybeText(
  "Ce texte n'est pas arrivé avec le formulaire : rien n'a changé ici. Rechargez la page, puis enregistrez à nouveau.",
  mostLength,
).transform((text) => (hasVisible(text) ? text : ''));
const Answer = z.object({
  score,
  evidence: said,
  remark: said,
  objective: z
    .literal('1', { error: notAChoice })
    .optional()
    .transform((value) => value !== undefined),
  seen: markOfShown,
});

export interface ReadAnswers {
  changes: Saying[];
  /** By field: `score.sleep`. */
  faults: Map<string, string>;
  /** As they were typed, by field. */
  typed: Map<string, string>;
  /** A field that the page does not have. */
  isStrange: boolean;
}
const known = new Set(['_csrf', 'then', 'settle', 'remove', 'page', 'writing']);

export function readAnswers(body: Readonly<Record<string, unknown>>, criteria: readonly Criterion[]): ReadAnswers {
  const names = new Set(criteria.flatMap((one) => fieldNames.map((name) => fieldOf(name, one))));
  const changes: Saying[] = [];
  const faults = new Map<string, string>();
  const typed = new Map<string, string>();
  for (const criterion of criteria) {
    const given = Object.fromEntries(fieldNames.map((name) => [name, body[fieldOf(name, criterion)]]));
    // A criterion whose fields the page did not show is not in it.
    if (given.seen === undefined) continue;
    for (const [name, value] of Object.entries(given))
      if (name !== 'seen' && typeof value === 'string') typed.set(`${name}.${criterion.id}`, value);
    const read = Answer.safeParse(given);
    if (!read.success) {
      for (const [name, text] of Object.entries(faultsIn(read.error)))
        if (text) faults.set(`${name === 'seen' ? 'score' : name}.${criterion.id}`, text);
      continue;
    }
    const { seen, objective: asObjective, ...said } = read.data;
    if (said.score === 0 && !criterion.mayNotApply) {
      faults.set(fieldOf('score', criterion), 'Ce critère concerne tout le monde : choisissez de 1 à 4.');
      continue;
    }
    const [version = '', shown] = seen.split('.');
    if (digestOf({ ...said, asObjective }) !== shown)
      changes.push({ criterion: criterion.id, ...said, asObjective, seen: Number(version) });
  }
  const isStrange = Object.keys(body).some((name) => !known.has(name) && !names.has(name));
  return { changes: isStrange ? [] : changes, faults, typed, isStrange };
}
