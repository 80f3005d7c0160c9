/** What the decisions of this procedure change, on their day: the agreement of the body, its places, what was prolonged. Each is done once per act. */
import { addDays, dayOf, type Day } from '../../domain/calendar.ts';
import type { CaseData, Status } from '../../workflows/agreement-renewal/contract.ts';
import type { Database } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
import { findSubmitted } from './submitted.ts';

type Context = EffectContext<Status, CaseData>;

/** Its agreement has ended, and goes on until ONE decides. */
export async function prolong(trx: Database, { case: { id, state } }: Context): Promise<void> {
  const { agreementId, endsOn } = state.data;
  if (!agreementId || !endsOn) return;
  await trx('agreement_prolongations')
    .insert({ agreement_id: agreementId, case_id: id, from_on: addDays(endsOn, 1) })
    .onConflict('agreement_id')
    .ignore();
}

/** Nothing is decided any more, or it is refused: until the day before the one that a refusal fixes, else until today. */
export async function endProlongation(trx: Database, { case: row, act }: Context): Promise<void> {
  const { agreementId, endsOn, effectiveOn, outcome } = row.state.data;
  if (!agreementId || !endsOn) return;
  const until = outcome === 'refuse' && effectiveOn ? addDays(effectiveOn, -1) : dayOf(act.at);
  if (until <= endsOn) return;
  await trx('agreement_prolongations')
    .insert({ agreement_id: agreementId, case_id: row.id, from_on: addDays(endsOn, 1), until_on: until })
    .onConflict('agreement_id')
    .merge(['until_on']);
}

/** The new agreement, of the body and of the places of its dossier; what stood until then ends the day before. */
export async function applyDecision(trx: Database, { case: row }: Context): Promise<void> {
  const { agreementId, effectiveOn, untilOn, endsOn } = row.state.data;
  if (!effectiveOn || !untilOn) throw new Error('a decision without days');
  if (await trx('agreements').where({ case_id: row.id }).first('id')) return;
  if (agreementId) await endBefore(trx, agreementId, { effectiveOn, endsOn });
  const [made] = (await trx('agreements')
    .insert({
      organising_body_id: row.organising_body_id,
      case_id: row.id,
      from_on: effectiveOn,
      to_on: untilOn,
      conditions: JSON.stringify(await decidedConditions(trx, row.id)),
    })
    .onConflict(['organising_body_id', 'from_on'])
    .merge()
    .returning('id')) as { id: string }[];
  await trx('aes_agreements')
    .insert(
      (await placesOf(trx, row)).map((facilityId) => ({
        facility_id: facilityId,
        from_on: effectiveOn,
        to_on: untilOn,
        agreement_id: made!.id,
      })),
    )
    .onConflict(['facility_id', 'from_on'])
    .merge();
}

async function endBefore(
  trx: Database,
  agreementId: string,
  { effectiveOn, endsOn }: { effectiveOn: Day; endsOn?: Day },
): Promise<void> {
  const until = addDays(effectiveOn, -1);
  if (endsOn && endsOn > until) {
    await trx('agreements').where({ id: agreementId }).where('from_on', '<=', until).update({ to_on: until });
    await trx('aes_agreements')
      .where({ agreement_id: agreementId })
      .where('from_on', '<=', until)
      .where('to_on', '>', until)
      .update({ to_on: until });
  }
  await trx('agreement_prolongations')
    .where({ agreement_id: agreementId })
    .update({ until_on: trx.raw('greatest(cast(? as date), from_on - 1)', [until]) });
}

/** The words of the conditions, as they were proposed. */
async function decidedConditions(trx: Database, caseId: string): Promise<unknown[]> {
  const row = (await trx('act_contents as c')
    .join('acts as a', (on) => void on.on('a.case_id', 'c.case_id').andOn('a.number', 'c.number'))
    .where({ 'a.case_id': caseId, 'a.action': 'propose-decision' })
    .orderBy('a.number', 'desc')
    .first('c.content')) as { content: { conditions?: unknown[] } | null } | undefined;
  return row?.content?.conditions ?? [];
}

/** Those that were submitted, the last time; one that has closed meanwhile is left out. @throws where none is left: an agreement is of places */
async function placesOf(trx: Database, { id, organising_body_id: bodyId, state }: Context['case']): Promise<string[]> {
  const named = (await findSubmitted(trx, id))?.places?.places;
  const places = (await trx('facilities')
    .where({ organising_body_id: bodyId })
    .whereIn('kind', ['after-school-1', 'after-school-2'])
    .where((open) => void open.whereNull('closed_on').orWhere('closed_on', '>', state.data.effectiveOn!))
    .whereIn('id', Array.isArray(named) ? (named as string[]) : [])
    .orderBy('id')
    .pluck('id')) as string[];
  if (places.length === 0) throw new Error('an agreement of no place');
  return places;
}
