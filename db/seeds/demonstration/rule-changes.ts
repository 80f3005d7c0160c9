/** Changes of parameters as supervisors ask for them: two that wait for an answer, one confirmed for later, one refused. */
import { addMonths, type Instant } from '../../../domain/calendar.ts';
import type { Source } from '../../models/parameter.ts';
import { decideChange, type Decision } from '../../parameters/decide-change.ts';
import { proposeChange } from '../../parameters/propose-change.ts';
import type { Database } from '../../connect.ts';
import { stableId } from './stable-id.ts';
import type { Times } from './times.ts';

interface Wanted {
  code: string;
  value: number;
  /** The first day of the month that follows in so many months. */
  inMonths: number;
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
    inMonths: 5,
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
    inMonths: 5,
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
    inMonths: 6,
    source: 'document',
    reference: "Décision du conseil d'administration sur l'engagement de service",
    reason: "Engagement de service de l'an prochain.",
    by: 'supervisor-namur',
    daysAgo: 3,
  },
  {
    code: 'complement-reminder',
    value: 10,
    inMonths: 6,
    source: 'assumption',
    reference: 'demandes des opérateurs, sans texte',
    reason: 'Plusieurs opérateurs disent recevoir le rappel trop tard.',
    by: 'supervisor',
    daysAgo: 1,
  },
];
const day = 86_400_000;

export async function tellRuleChanges(db: Database, { now, times }: { now: Instant; times: Times }): Promise<void> {
  const person = (key: string) => ({ userId: stableId(`user ${key}`), acr: 450 });
  for (const { code, value, inMonths, source, reference, reason, by, daysAgo, answer } of wanted) {
    const at = now - daysAgo * day;
    const id = await proposeChange(
      db,
      {
        rule: 'parameter',
        effect: 'set',
        slug: 'authorisation-adaptation',
        code,
        value,
        fromOn: addMonths(`${times.today.slice(0, 7)}-01`, inMonths),
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
