/** What is asked today: the request as it was sent, with what its operator has corrected since, answering a complement or a refusal. */
import type { Action } from './contract.ts';

type Values = Readonly<Record<string, unknown>>;
const answers: readonly string[] = ['give-complement', 'give-remedy'] satisfies Action[];

/** @param acts of the case, in order */
export function valuesAsked(acts: readonly { action: string; content: Values | null }[]): Values {
  const corrected = acts
    .filter(({ action }) => answers.includes(action))
    .map(({ content }) => content?.values as Values | undefined);
  return Object.assign({}, acts[0]?.content, ...corrected) as Values;
}
