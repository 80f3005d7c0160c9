/**
 * What the decisions of this procedure change, on their day: the authorisation, its place, the cases that depend on it.
 * Written once for the clerk's desk and for the past of the demonstration; each is done once per act, however often it is called.
 */
import type { Address } from '../../domain/address.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import type { CaseData, Status } from '../../workflows/authorisation-adaptation/contract.ts';
import { isMeasure } from '../../workflows/authorisation-adaptation/rules.ts';
import type { ActElsewhere } from '../act-elsewhere.ts';
import { instant, type Database } from '../connect.ts';
import type { EffectContext } from '../effect-context.ts';
import { moveCases } from '../move-cases.ts';
import { getVersionOn, usualPlace, type Version } from './versions.ts';

type Context = EffectContext<Status, CaseData>;
type Changes = Partial<Omit<Version, 'valid_from'>>;

/** A new version of the authorisation, from the effective date; and what follows from it for the facility. */
async function applyDecision(trx: Database, context: Context): Promise<void> {
  const { data } = context.case.state;
  const today = dayOf(context.act.at);
  const on = data.effectiveOn && data.effectiveOn < today ? data.effectiveOn : today;
  const base = await getVersionOn(trx, facilityOf(context.case), on);
  const version = await changeVersion(trx, context, on, {
    conditions: data.outcome === 'grant-with-conditions' ? await conditionsOf(trx, context.case.id) : null,
    planned_end_on: null,
    ...(await changesOf(trx, context, base)),
  });
  const ended = version.status === 'ended-voluntarily' || version.status === 'withdrawn';
  if (ended || version.status === 'authorised')
    await trx('facilities')
      .where({ id: facilityOf(context.case) })
      .update({ closed_on: ended ? on : null });
}

/** The agent has noted that the operator is back, without a request for it. */
async function endPeriod(trx: Database, context: Context): Promise<void> {
  const on = (context.act.facts.returnedOn as Day | undefined) ?? dayOf(context.act.at);
  const base = await getVersionOn(trx, facilityOf(context.case), on);
  await changeVersion(trx, context, on, {
    ...(await usualPlace(trx, facilityOf(context.case), base)),
    planned_end_on: null,
  });
}

/** The past stays as it was: a prolonged period is a version of its own. */
async function prolongPeriod(trx: Database, context: Context): Promise<void> {
  await changeVersion(trx, context, dayOf(context.act.at), {
    planned_end_on: context.case.state.data.plannedEndOn ?? null,
  });
}

/** Réintégration: the temporary move or cessation it puts an end to is told, and closes. */
async function linkedCase(trx: Database, context: Context): Promise<ActElsewhere[]> {
  const { data } = context.case.state;
  const linked = context.case.linked_case_id;
  if (!linked || data.kind !== 'return-to-premises') return [];
  const { slug } = (await trx('cases').where({ id: linked }).first('slug')) as { slug: string };
  const facts = { returnedOn: data.effectiveOn ?? dayOf(context.act.at) };
  return [{ caseId: linked, slug, action: 'returned', facts }];
}

/** The authorisation has ended: the other requests of the facility have no object any more. */
async function otherCases(trx: Database, context: Context): Promise<ActElsewhere[]> {
  const others = (await trx('cases')
    .where({ facility_id: facilityOf(context.case) })
    .whereNull('closed_at')
    .whereNot({ id: context.case.id })
    .orderBy('id')
    .select('id', 'slug')) as { id: string; slug: string }[];
  return others.map(({ id, slug }) => ({ caseId: id, slug, action: 'lapse', facts: {} }));
}

/** By effect: the work at the desk, and the acts that follow on other cases. */
export const decisions = {
  desk: { 'apply-decision': applyDecision, 'end-period': endPeriod, 'prolong-period': prolongPeriod },
  elsewhere: { 'tell-linked-case': linkedCase, 'close-facility-cases': otherCases },
};

async function changesOf(trx: Database, { case: row }: Context, base: Version): Promise<Changes> {
  const { data } = row.state;
  const { address, capacity } = await firstContent(trx, row.id);
  const place = address ? placeOf(address) : {};
  const places = typeof capacity === 'number' ? { capacity } : {};
  // An appeal upheld against a measure undoes it.
  if (isMeasure(data.kind) && data.outcome === 'upheld-on-appeal') return { status: 'authorised' };
  switch (data.kind) {
    case 'permanent-move':
      return { status: 'authorised', ...place, ...places };
    case 'temporary-move':
      return { status: 'temporarily-moved', ...place, ...places, planned_end_on: data.plannedEndOn ?? null };
    case 'capacity-change':
      return places;
    case 'temporary-cessation':
      return { status: 'suspended-voluntarily', planned_end_on: data.plannedEndOn ?? null };
    case 'end-of-activity':
      return { status: 'ended-voluntarily' };
    case 'return-to-premises':
      return usualPlace(trx, facilityOf(row), base);
    case 'suspension':
      return { status: 'suspended' };
    case 'withdrawal-by-one':
      return { status: 'withdrawn' };
    case 'lifting-of-suspension':
      return { status: 'authorised' };
    default:
      return data.kind satisfies never;
  }
}
/** Its cases are all about a facility (`process.subject`). */
function facilityOf({ facility_id }: Context['case']): string {
  if (facility_id === null) throw new Error('a case about no facility');
  return facility_id;
}
const placeOf = ({ street, number, box, postcode, locality }: Address): Changes => ({
  street,
  number,
  box: box ?? null,
  postcode,
  locality,
});

/** The version that holds on the day, changed from that day on; the file follows the place. */
async function changeVersion(trx: Database, { case: row, act }: Context, on: Day, changes: Changes): Promise<Version> {
  const { valid_from: _, ...base } = await getVersionOn(trx, facilityOf(row), on);
  const version = { ...base, ...changes, valid_from: on };
  await trx('authorisation_versions')
    .insert({
      ...version,
      facility_id: facilityOf(row),
      decided_on: row.state.data.decidedOn ?? dayOf(act.at),
      case_id: row.id,
      act_number: act.number,
      created_at: instant(act.at),
    })
    .onConflict(['case_id', 'act_number'])
    .ignore();
  if (version.postcode !== base.postcode) await moveCases(trx, facilityOf(row), version);
  return version;
}

interface Asked {
  address?: Address;
  capacity?: number;
}
async function firstContent(trx: Database, caseId: string): Promise<Asked> {
  const first = (await trx('act_contents').where({ case_id: caseId, number: 1 }).first('content')) as
    | { content: Asked | null }
    | undefined;
  return first?.content ?? {};
}

async function conditionsOf(trx: Database, caseId: string): Promise<string | null> {
  const proposal = (await trx('acts')
    .join('act_contents', (on) => {
      on.on('acts.case_id', 'act_contents.case_id').andOn('acts.number', 'act_contents.number');
    })
    .where({ 'acts.case_id': caseId, action: 'propose-decision' })
    .orderBy('acts.number', 'desc')
    .first('content')) as { content: { conditions?: { text: string }[] } | null } | undefined;
  return proposal?.content?.conditions?.map(({ text }) => text).join('\n') ?? null;
}
