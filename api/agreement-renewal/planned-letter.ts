/** The letter of a decision while its form is being filled: what is readable of it, as it would be said. */
import { grounds, outcomes } from '../../workflows/agreement-renewal/contract.ts';
import type { PlannedLetter, Typed } from '../cases/act-form.ts';
import { conditionsRead } from '../forms/written-conditions.ts';
import { optionalDay } from '../forms/inputs.ts';

const day = optionalDay();
/** As it is written in a form, or as a day; undefined where it is neither. */
const dayTyped = (value: unknown): string | undefined => day.safeParse(value).data;

export function plannedDecision(typed: Typed): PlannedLetter['acts'][number] {
  const rows = Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [
      name,
      /^conditionDueOn/.test(name) ? dayTyped(value) : typeof value === 'string' && value !== '' ? value : undefined,
    ]),
  );
  const [effectiveOn, untilOn] = [dayTyped(typed.effectiveOn), dayTyped(typed.untilOn)];
  const chosen = [typed.grounds ?? []].flat();
  const outcome = outcomes.find((one) => one === typed.outcome);
  return {
    action: 'propose-decision',
    facts: {
      ...(outcome ? { outcome } : {}),
      ...(effectiveOn ? { effectiveOn } : {}),
      ...(untilOn ? { untilOn } : {}),
      ...(outcome === 'refuse' ? { grounds: grounds.filter((ground) => chosen.includes(ground)) } : {}),
    },
    content: {
      motives: typed.motives,
      ...(outcome === 'renew-under-conditions' ? { conditions: conditionsRead(rows) } : {}),
    },
    actorRole: 'aes-referent',
  };
}
