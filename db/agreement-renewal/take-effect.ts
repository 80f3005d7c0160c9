/** What the decisions of this procedure change, on their day: the agreement of the body, its places, what was prolonged. Each is done once per act. */
import { addDays, dayOf, type Day } from '../../domain/calendar.ts';
import type { CaseData, Status } from '../../workflows/agreement-renewal/contract.ts';
import { isInTime } from '../../workflows/agreement-renewal/rules.ts';
import type { Database } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
import { findSubmitted } from './submitted.ts';

type Context = EffectContext<Status, CaseData>;
type Case = Context['case'];

/** Its agreement has ended, and goes on until ONE decides. */
export async function prolong(trx: Database, { case: row }: Context): Promise<void> {
  const { endsOn } = row.state.data;
  const agreementId = await findStanding(trx, row);
  // Carried out late, after what was decided: there is nothing left to go on.
  if (!agreementId || !endsOn || (await trx('agreements').where({ case_id: row.id }).first('id'))) return;
  await trx('agreement_prolongations')
    .insert({ agreement_id: agreementId, case_id: row.id, from_on: addDays(endsOn, 1) })
    .onConflict('agreement_id')
    .ignore();
}

/** Nothing is decided any more, or it is refused: until the day before the one that a refusal fixes, else until today. */
export async function endProlongation(trx: Database, { case: row, act }: Context): Promise<void> {
  const { effectiveOn, outcome } = row.state.data;
  await goOnUntil(trx, row, outcome === 'refuse' && effectiveOn ? addDays(effectiveOn, -1) : dayOf(act.at));
}

/**
 * What was submitted in time goes on from its end until that day, and not after it. Nothing else does: what came late, a first request and other
 * places are given no day, and what goes on for another case is left to it.
 */
async function goOnUntil(trx: Database, row: Case, until: Day): Promise<void> {
  const { endsOn } = row.state.data;
  const agreementId = await findStanding(trx, row);
  if (!agreementId || !endsOn || !isInTime(row.state.data)) return;
  const from = addDays(endsOn, 1);
  const changed = await trx('agreement_prolongations')
    .where({ agreement_id: agreementId, case_id: row.id })
    .update({ until_on: trx.raw('greatest(cast(? as date), from_on - 1)', [until]) });
  if (changed === 0 && until >= from)
    await trx('agreement_prolongations')
      .insert({ agreement_id: agreementId, case_id: row.id, from_on: from, until_on: until })
      .onConflict('agreement_id')
      .ignore();
}

/** The agreement that a case is about, as it stands: other places agreed meanwhile have put another one in its place, until the same day. */
async function findStanding(trx: Database, { organising_body_id: bodyId, state }: Case): Promise<string | undefined> {
  const { agreementId, endsOn } = state.data;
  if (!agreementId || !endsOn) return undefined;
  const last = (await trx('agreements')
    .where({ organising_body_id: bodyId, to_on: endsOn })
    .orderBy('from_on', 'desc')
    .first('id')) as { id: string } | undefined;
  return last?.id ?? agreementId;
}

/** The new agreement, of the body and of the places of its dossier; what stood until then ends the day before, and no day is left out between both. */
export async function applyDecision(trx: Database, { case: row }: Context): Promise<void> {
  const { effectiveOn, untilOn } = row.state.data;
  if (!effectiveOn || !untilOn) throw new Error('a decision without days');
  if (await trx('agreements').where({ case_id: row.id }).first('id')) return;
  // Also after a refusal that an appeal has undone: it is as if it had never been decided.
  await goOnUntil(trx, row, addDays(effectiveOn, -1));
  await endBefore(trx, row, effectiveOn);
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
  const places = await placesOf(trx, row);
  if (places.length === 0) return;
  await trx('aes_agreements')
    .insert(
      places.map((facilityId) => ({
        facility_id: facilityId,
        from_on: effectiveOn,
        to_on: untilOn,
        agreement_id: made!.id,
      })),
    )
    .onConflict(['facility_id', 'from_on'])
    .merge();
}

async function endBefore(trx: Database, row: Case, effectiveOn: Day): Promise<void> {
  const until = addDays(effectiveOn, -1);
  const agreementId = await findStanding(trx, row);
  if (!agreementId) return;
  await trx('agreements')
    .where({ id: agreementId })
    .where('from_on', '<=', until)
    .where('to_on', '>', until)
    .update({ to_on: until });
  await trx('aes_agreements')
    .where({ agreement_id: agreementId })
    .where('from_on', '<=', until)
    .where('to_on', '>', until)
    .update({ to_on: until });
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

/** Those that were submitted, the last time; one that has closed meanwhile is left out. @throws where nothing was submitted */
async function placesOf(trx: Database, { id, organising_body_id: bodyId, state }: Case): Promise<string[]> {
  const named = (await findSubmitted(trx, id))?.places?.places;
  if (!Array.isArray(named)) throw new Error('an agreement of no place');
  return (await trx('facilities')
    .where({ organising_body_id: bodyId })
    .whereIn('kind', ['after-school-1', 'after-school-2'])
    .where((open) => void open.whereNull('closed_on').orWhere('closed_on', '>', state.data.effectiveOn!))
    .whereIn('id', named as string[])
    .orderBy('id')
    .pluck('id')) as string[];
}
