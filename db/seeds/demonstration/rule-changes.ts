/** Changes of parameters as supervisors ask for them: two that wait for an answer, one confirmed for later, one refused. */
import type { Instant } from '../../../domain/calendar.ts';
import type { Source } from '../../models/parameter.ts';
import { decideChange, type Decision } from '../../parameters/decide-change.ts';
import { proposeChange } from '../../parameters/propose-change.ts';
import type { Database } from '../../connect.ts';
import { stableId } from './stable-id.ts';
import type { Times } from './times.ts';

interface Wanted {
  code: string;
  value: number;
  /** Days from today. */
  from: number;
  source: Source;
  reference: string;
  reason: string;
  by: 'supervisor' | 'supervisor-namur';
  daysAgo: number;
  answer?: { decision: Decision; reason: string | null };
}

const wanted: readonly Wanted[] = [
  {
    code: 'visit-planning',
    value: 8,
    from: 150,
    source: 'document',
    reference: 'Note de service sur les visites',
    reason: 'Les visites se planifient désormais en ligne : huit jours ouvrables suffisent.',
    by: 'supervisor',
    daysAgo: 20,
    answer: { decision: 'approve', reason: null },
  },
  {
    code: 'reasons-length',
    value: 200,
    from: 150,
    source: 'assumption',
    reference: "aucun texte, souhait d'une équipe",
    reason: 'Des motivations plus longues éviteraient des recours.',
    by: 'supervisor-namur',
    daysAgo: 12,
    answer: { decision: 'refuse', reason: "La longueur ne fait pas la qualité, et aucun texte ne l'impose." },
  },
  {
    code: 'target',
    value: 45,
    from: 160,
    source: 'document',
    reference: "Décision du conseil d'administration sur l'engagement de service",
    reason: "Engagement de service de l'an prochain.",
    by: 'supervisor-namur',
    daysAgo: 3,
  },
  {
    code: 'complement-reminder',
    value: 10,
    from: 160,
    source: 'assumption',
    reference: "à confirmer par l'ONE",
    reason: 'Plusieurs opérateurs disent recevoir le rappel trop tard.',
    by: 'supervisor',
    daysAgo: 1,
  },
];
const day = 86_400_000;

export async function tellRuleChanges(db: Database, { now, times }: { now: Instant; times: Times }): Promise<void> {
  const person = (key: string) => ({ userId: stableId(`user ${key}`), acr: 450 });
  for (const { code, value, from, source, reference, reason, by, daysAgo, answer } of wanted) {
    const at = now - daysAgo * day;
    const id = await proposeChange(
      db,
      {
        rule: 'parameter',
        effect: 'set',
        slug: 'authorisation-adaptation',
        code,
        value,
        fromOn: times.day(from),
        source,
        reference,
        reason,
      },
      person(by),
      { token: stableId(`rule-change ${code}`), at },
    );
    const other = by === 'supervisor' ? 'supervisor-namur' : 'supervisor';
    if (answer) await decideChange(db, id, answer.decision, person(other), { reason: answer.reason, at: at + day });
  }
}
