/** The yearly follow-up on the page of the plan: where each action stands, said by the operator, read by ONE. */
import type { ActionFollowUp, ActionState } from '../../../domain/functioning-review/follow-up.ts';
import { actionStates, countStates } from '../../../domain/functioning-review/follow-up.ts';
import { formatDateTime } from '../../../domain/french-dates.ts';
import { countsInWords, stateWords } from '../../../views/functioning-review/plan-words.ts';
import { durationOf } from '../durations.ts';
import type { Act } from '../own.ts';
import { dataOf, type Planning } from './context.ts';

const rowsOf = ({ content }: Act): readonly ActionFollowUp[] => (content?.rows ?? []) as ActionFollowUp[];

/** What was said last of each action. */
export const statesIn = (acts: readonly Act[]): Map<string, { state: ActionState | ''; comment: string }> =>
  new Map(
    acts
      .filter(({ action }) => action === 'send-follow-up')
      .flatMap((act) => rowsOf(act).map(({ actionId, ...said }) => [actionId, said] as const)),
  );

export const stateChoices = actionStates.map((value) => ({
  value,
  text: value === 'given-up' ? `${stateWords[value]} (dites pourquoi)` : stateWords[value],
}));

export function followUpView({ row, file, caseHref }: Planning, actions: readonly string[]): object | undefined {
  const data = dataOf(row);
  if (row.status !== 'follow-up' && row.status !== 'closed') return undefined;
  const sent = file.acts.filter(({ action }) => action === 'send-follow-up' || action === 'follow-up-missed');
  const notes = file.acts.filter(({ action }) => action === 'note-follow-up');
  return {
    ...(actions.includes('send-follow-up')
      ? { mine: { href: `${caseHref}/send-follow-up`, year: data.followUps + 1 } }
      : {}),
    ...(actions.includes('note-follow-up') ? { toNote: { href: `${caseHref}/note-follow-up` } } : {}),
    firstAfter: durationOf('follow-up', row.parameters),
    years: sent.map((act, index) => {
      const note = notes[index];
      return {
        year: index + 1,
        when: formatDateTime(act.at),
        text:
          act.action === 'send-follow-up'
            ? `${countsInWords(countStates(rowsOf(act)))}, dit par ${act.actor_name ?? "l'opérateur"}`
            : "l'opérateur n'a pas répondu à temps",
        ...(note ? { note: { who: note.actor_name ?? "l'ONE", text: textIn(note.content?.remarks) } } : {}),
      };
    }),
  };
}
const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
