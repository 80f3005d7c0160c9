/**
 * Conditions of a decision, one by one, in any procedure that keeps them in its data: said to be done with a proof, verified.
 * Their words are the content `conditions` of the act that proposed the decision, or decided an appeal.
 */
import { z } from 'zod';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Condition } from '../../workflows/conditions.ts';
import { unconfirmed, withoutConfirmation, type ActForm } from './act-form.ts';
import type { FileField } from '../documents/file-fields.ts';
import { faultsIn, isFaulty, type Faults } from '../forms/form.ts';
import { dateInput, notBefore, optionalDay, optionalLine, optionalText, radios, textarea } from '../forms/inputs.ts';
import type { WrittenCondition } from '../forms/written-conditions.ts';
import type { CaseFile, PageTypes } from './procedure-pages.ts';

interface File {
  row: { state: { data: object } };
  acts: readonly { action: string; facts: object; content: Readonly<Record<string, unknown>> | null }[];
  documents: CaseFile['documents'];
}
type Read = Readonly<Record<string, string | undefined>>;

/** The words of the conditions that hold, with where each stands. */
export function conditionsOf({ row, acts }: Pick<File, 'row' | 'acts'>): (Condition & { text: string })[] {
  const { conditions = [] } = row.state.data as { conditions?: readonly Condition[] };
  const written = acts.findLast(
    ({ action, facts }) => (action === 'propose-decision' || action === 'decide-appeal') && 'conditions' in facts,
  )?.content?.conditions as WrittenCondition[] | undefined;
  return conditions.map((condition) => ({
    ...condition,
    text: written?.find(({ id }) => id === condition.id)?.text ?? `Condition ${condition.id}`,
  }));
}
export const unmetConditions = (file: File): (Condition & { text: string })[] =>
  conditionsOf(file).filter(({ state }) => state !== 'met');
/** What the operator still has to say to be done. */
const undeclared = (file: File): (Condition & { text: string })[] =>
  unmetConditions(file).filter(({ state }) => state !== 'said-done');
const slotOf = (id: string): string => `condition-${id}`;
const proofField = (id: string): FileField => ({
  name: `file${id}`,
  slot: slotOf(id),
  label: `Preuve de la condition ${id}`,
});
const proofsOf = ({ documents }: File, id: string) =>
  documents.filter(
    ({ act_number, origin, slot }) => act_number === null && origin === 'operator' && slot === slotOf(id),
  );
export const conditionStands: Readonly<Record<Condition['state'], { kind: string; text: string }>> = {
  'open': { kind: 'neutral', text: 'à remplir' },
  'said-done': { kind: 'to-you', text: 'déclarée remplie' },
  'overdue': { kind: 'due-late', text: 'échéance dépassée' },
  'met': { kind: 'done', text: 'remplie' },
};

/** The operator: what is done, and by what one sees it. */
export const declareConditions = <T extends PageTypes>(): ActForm<T, { done: string[] }> => ({
  intro: () =>
    "Cochez ce qui est fait, et joignez une preuve ou dites ce qui a été fait. L'ONE vérifie chaque condition et vous répond.",
  files: ({ file }) => undeclared(file).map(({ id }) => proofField(id)),
  fields: ({ file }) =>
    undeclared(file).map(({ id, text, dueOn, state }) => ({
      partial: 'field-group',
      name: `condition${id}`,
      label: `${id}. ${text}`,
      badge: conditionStands[state],
      why: [`À remplir avant le ${formatLongDate(dueOn)}.`],
      inputs: [
        { partial: 'field-checkbox', name: `done${id}`, label: `C'est fait (condition ${id})` },
        { partial: 'field-files', ...proofField(id) },
        textarea(`text${id}`, `Ce qui a été fait pour la condition ${id}`, { required: false, rows: 2 }),
      ],
    })),
  async read(sent, _, load) {
    const { file } = await load();
    const conditions = undeclared(file);
    const read = z
      .strictObject(
        Object.fromEntries(
          conditions.flatMap(({ id }) => [
            [`done${id}`, optionalLine(10)],
            [`text${id}`, optionalText()],
          ]),
        ),
      )
      .safeParse(withoutConfirmation(sent));
    if (!read.success) return { ok: false, faults: faultsIn(read.error) };
    const said = read.data as Read;
    const done = conditions.filter(({ id }) => said[`done${id}`] !== undefined);
    const [first] = conditions;
    const faults: Faults = {};
    if (done.length === 0 && first) faults[`done${first.id}`] = 'Cochez au moins une condition.';
    for (const { id } of done)
      if (!said[`text${id}`] && proofsOf(file, id).length === 0)
        faults[`text${id}`] = 'Joignez une preuve, ou écrivez ce qui a été fait.';
    // What was prepared for a condition and not ticked would go out without a word.
    const forgotten = conditions
      .filter(({ id }) => !done.some((each) => each.id === id) && (said[`text${id}`] || proofsOf(file, id).length > 0))
      .map(({ id, text }) => `La condition ${id} (« ${text} ») a une preuve ou une réponse, mais n'est pas cochée.`);
    const all = isFaulty(faults) ? faults : unconfirmed(forgotten, sent);
    if (isFaulty(all)) return { ok: false, faults: all };
    return {
      ok: true,
      facts: { done: done.map(({ id }) => id) },
      content: {
        conditions: done.map(({ id, text }) => ({ id, text, said: said[`text${id}`] })),
      },
    };
  },
});

/** The agent: met, or not yet, why and until when; a condition may be left for later. */
export const verifyConditions = <T extends PageTypes>(): ActForm<
  T,
  { met: string[]; unmet: { id: string; dueOn: Day }[] } | { met?: undefined; unmet?: undefined }
> => ({
  intro: ({ row }) =>
    (row.state.data as { conditions?: unknown }).conditions
      ? 'Vérifiez chaque condition. Ce que vous ne tranchez pas reste comme il est ; quand toutes sont remplies, le suivi se termine.'
      : 'Les conditions de la décision sont remplies.',
  fields: ({ file }) => [
    ...unmetConditions(file).map(({ id, text, dueOn, state }) => ({
      partial: 'field-group',
      name: `condition${id}`,
      label: `${id}. ${text}`,
      badge: conditionStands[state],
      why: [`À remplir avant le ${formatLongDate(dueOn)}.`],
      inputs: [
        radios(
          `verdict${id}`,
          `Condition ${id}`,
          [
            { value: 'met', text: 'Remplie' },
            { value: 'unmet', text: 'Pas encore' },
            { value: 'later', text: 'Ne pas trancher maintenant' },
          ],
          { inline: true, value: state === 'said-done' ? undefined : 'later' },
        ),
        textarea(`why${id}`, `Si pas encore : ce qui manque à la condition ${id}`, { required: false, rows: 2 }),
        dateInput(`dueOn${id}`, `Nouvelle échéance de la condition ${id}`, { required: false }),
      ],
    })),
    textarea('remarks', 'Remarque', { required: false, rows: 3 }),
  ],
  async read(sent, { today }, load) {
    const { file } = await load();
    const conditions = unmetConditions(file);
    const read = z
      .strictObject({
        remarks: optionalText(),
        ...Object.fromEntries(
          conditions.flatMap(({ id }): [string, z.ZodType][] => [
            [`verdict${id}`, z.enum(['met', 'unmet', 'later'], { error: 'Choisissez une réponse.' }).optional()],
            [`why${id}`, optionalText()],
            [`dueOn${id}`, optionalDay()],
          ]),
        ),
      })
      .safeParse(withoutConfirmation(sent));
    if (!read.success) return { ok: false, faults: faultsIn(read.error) };
    const said = read.data as Read;
    const faults: Faults = {};
    for (const { id } of conditions) {
      if (said[`verdict${id}`] !== 'unmet') continue;
      if (!said[`why${id}`]) faults[`why${id}`] = 'Écrivez ce qui manque.';
      if (!said[`dueOn${id}`]) faults[`dueOn${id}`] = 'Écrivez la nouvelle échéance.';
      else Object.assign(faults, notBefore(`dueOn${id}`, said[`dueOn${id}`], today, 'La nouvelle échéance'));
    }
    const judged = conditions.filter(({ id }) => said[`verdict${id}`] === 'met' || said[`verdict${id}`] === 'unmet');
    const [first] = conditions;
    if (first && judged.length === 0) faults[`verdict${first.id}`] = 'Tranchez au moins une condition.';
    if (isFaulty(faults)) return { ok: false, faults };
    const of = (verdict: string) => judged.filter(({ id }) => said[`verdict${id}`] === verdict);
    return {
      ok: true,
      facts:
        conditions.length === 0
          ? {}
          : {
              met: of('met').map(({ id }) => id),
              unmet: of('unmet').map(({ id }) => ({ id, dueOn: said[`dueOn${id}`] ?? '' })),
            },
      content: {
        ...(said.remarks ? { remarks: said.remarks } : {}),
        conditions: judged.map(({ id, text }) => ({
          id,
          text,
          met: said[`verdict${id}`] === 'met',
          why: said[`why${id}`],
          dueOn: said[`dueOn${id}`],
        })),
      },
    };
  },
});
