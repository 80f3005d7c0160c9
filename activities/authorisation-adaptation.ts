/** What the decisions of this procedure change, on their day: the authorisation, its place, and the cases that depend on it. */
import type { Address } from '../domain/address.ts';
import { dayOf, type Day } from '../domain/calendar.ts';
import { administrationOf } from '../domain/postcodes.ts';
import type { Database } from '../db/connect.ts';
import { ActRefused, recordAct } from '../db/record-act.ts';
import type { CaseData } from '../workflows/authorisation-adaptation/contract.ts';
import { process } from '../workflows/authorisation-adaptation/process.ts';
import { isMeasure } from '../workflows/authorisation-adaptation/rules.ts';
import type { CaseState } from '../workflows/procedure.ts';
import { getProcess } from '../workflows/registry.ts';
import type { DeskWork, EffectContext, ProcedureEffects } from './effects.ts';

interface Version extends Address {
  status: string;
  capacity: number;
  conditions: string | null;
  planned_end_on: Day | null;
  valid_from: Day;
}

/** @param kit letters, mails and notices, which every procedure shares */
export function createAdaptationEffects(kit: Pick<ProcedureEffects, 'desk' | 'errands'>): ProcedureEffects {
  return {
    process,
    desk: {
      ...kit.desk,
      'apply-decision': applyDecision,
      'end-period': endPeriod,
      'prolong-period': prolongPeriod,
      'tell-linked-case': tellLinkedCase,
      'close-facility-cases': closeFacilityCases,
    },
    errands: kit.errands,
  };
}

/** A new version of the authorisation, from the effective date; and what follows from it for the facility. */
const applyDecision: DeskWork = async (trx, context) => {
  const data = dataOf(context);
  const on = earlier(data.effectiveOn ?? dayOf(context.act.at), dayOf(context.act.at));
  const asked = await firstContent(trx, context.case.id);
  const base = await versionOn(trx, context.case.facility_id, on);
  const version = {
    ...base,
    conditions: null as string | null,
    planned_end_on: null as Day | null,
    ...(await changesOf(trx, context, data, asked, base)),
  };
  if (data.outcome === 'grant-with-conditions') version.conditions = await conditionsOf(trx, context.case.id);
  await insertVersion(trx, context, version, on);
  if (version.status === 'ended-voluntarily' || version.status === 'withdrawn') {
    await trx('facilities').where({ id: context.case.facility_id }).update({ closed_on: on });
  } else if (version.status === 'authorised') {
    await trx('facilities').where({ id: context.case.facility_id }).update({ closed_on: null });
  }
  if (version.postcode !== base.postcode) await moveTo(trx, context, version.postcode, version.locality);
};

async function changesOf(
  trx: Database,
  context: EffectContext,
  data: CaseData,
  asked: Asked,
  base: Version,
): Promise<Partial<Version>> {
  const place = asked.address ? { ...asked.address, box: asked.address.box ?? null } : {};
  const capacity = typeof asked.capacity === 'number' ? { capacity: asked.capacity } : {};
  // An appeal upheld against a measure undoes it.
  if (isMeasure(data.kind) && data.outcome === 'upheld-on-appeal') return { status: 'authorised' };
  switch (data.kind) {
    case 'permanent-move':
      return { status: 'authorised', ...place, ...capacity } as Partial<Version>;
    case 'temporary-move':
      return {
        status: 'temporarily-moved',
        ...place,
        ...capacity,
        planned_end_on: data.plannedEndOn ?? null,
      } as Partial<Version>;
    case 'capacity-change':
      return { ...capacity };
    case 'temporary-cessation':
      return { status: 'suspended-voluntarily', planned_end_on: data.plannedEndOn ?? null };
    case 'end-of-activity':
      return { status: 'ended-voluntarily' };
    case 'return-to-premises':
      return usualPlace(trx, context.case.facility_id, base);
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

/** The agent has noted that the operator is back, without a request for it. */
const endPeriod: DeskWork = async (trx, context) => {
  const on = (context.act.facts.returnedOn as Day | undefined) ?? dayOf(context.act.at);
  const base = await versionOn(trx, context.case.facility_id, on);
  const usual = await usualPlace(trx, context.case.facility_id, base);
  await insertVersion(trx, context, { ...base, ...usual, planned_end_on: null }, on);
  if (usual.postcode && usual.postcode !== base.postcode)
    await moveTo(trx, context, usual.postcode, usual.locality ?? '');
};

/** The past stays as it was: a prolonged period is a version of its own. */
const prolongPeriod: DeskWork = async (trx, context) => {
  const on = dayOf(context.act.at);
  const base = await versionOn(trx, context.case.facility_id, on);
  await insertVersion(trx, context, { ...base, planned_end_on: dataOf(context).plannedEndOn ?? null }, on);
};

/** Réintégration: the temporary move or cessation it puts an end to is told, and closes. */
const tellLinkedCase: DeskWork = async (trx, context) => {
  const linked = context.case.linked_case_id;
  if (!linked || dataOf(context).kind !== 'return-to-premises') return;
  await actElsewhere(trx, context, linked, 'returned', {
    returnedOn: dataOf(context).effectiveOn ?? dayOf(context.act.at),
  });
};

/** The authorisation has ended: the other requests of the facility have no object any more. */
const closeFacilityCases: DeskWork = async (trx, context) => {
  const others = (await trx('cases')
    .where({ facility_id: context.case.facility_id })
    .whereNull('closed_at')
    .whereNot({ id: context.case.id })
    .orderBy('id')
    .select('id')) as { id: string }[];
  for (const { id } of others) await actElsewhere(trx, context, id, 'lapse', {});
};

/** An act on another case, by this one: its token says which act of which case it comes from, so it is done once. */
async function actElsewhere(
  trx: Database,
  context: Parameters<DeskWork>[1],
  caseId: string,
  action: string,
  facts: object,
): Promise<void> {
  const { slug } = (await trx('cases').where({ id: caseId }).first('slug')) as { slug: string };
  try {
    await recordAct(trx, getProcess(slug), caseId, {
      action,
      facts,
      token: `${context.case.id}.${String(context.act.number)}`,
      actor: { role: 'procedure', userId: null },
      at: context.act.at,
    });
    context.ring(slug, caseId);
  } catch (error) {
    // It came to its own end meanwhile.
    if (!(error instanceof ActRefused)) throw error;
  }
}

/** Another postcode may mean another subregional administration: the file goes there, and nobody has it until someone takes it. */
async function moveTo(trx: Database, context: EffectContext, postcode: string, locality: string): Promise<void> {
  const { facility_id } = context.case;
  const administration = administrationOf(postcode);
  await trx('cases').where({ facility_id }).whereNull('closed_at').update({ postcode, locality });
  await trx('tasks').where({ facility_id }).whereNull('closed_at').update({ postcode, locality });
  if (!administration || administration === context.case.administration) return;
  await trx('facilities').where({ id: facility_id }).update({ administration });
  await trx('facility_agents').where({ facility_id }).delete();
  await trx('cases').where({ facility_id }).update({ administration });
  await trx('tasks').where({ facility_id }).whereNull('closed_at').update({ administration });
  await trx('tasks')
    .where({ facility_id })
    .whereNull('closed_at')
    .whereNot({ role: 'operator' })
    .update({ assignee_id: null });
  await trx('documents').where({ facility_id }).update({ administration });
  await trx('drafts').where({ facility_id }).update({ administration });
}

async function insertVersion(trx: Database, context: EffectContext, version: Version, on: Day): Promise<void> {
  const { status, street, number, box, postcode, locality, capacity, conditions, planned_end_on } = version;
  await trx('authorisation_versions')
    .insert({
      facility_id: context.case.facility_id,
      status,
      street,
      number,
      box: box ?? null,
      postcode,
      locality,
      capacity,
      conditions,
      planned_end_on,
      valid_from: on,
      decided_on: dataOf(context).decidedOn ?? dayOf(context.act.at),
      case_id: context.case.id,
      act_number: context.act.number,
    })
    .onConflict(['case_id', 'act_number'])
    .ignore();
}

async function versionOn(trx: Database, facilityId: string, day: Day): Promise<Version> {
  const version = (await trx('authorisation_versions')
    .where({ facility_id: facilityId })
    .where('valid_from', '<=', day)
    .orderBy([
      { column: 'valid_from', order: 'desc' },
      { column: 'created_at', order: 'desc' },
    ])
    .first()) as Version | undefined;
  if (!version) throw new Error('no authorisation in force');
  return version;
}

/** Where the facility was authorised before it moved or closed for a time. */
async function usualPlace(trx: Database, facilityId: string, base: Version): Promise<Partial<Version>> {
  const usual = (await trx('authorisation_versions')
    .where({ facility_id: facilityId, status: 'authorised' })
    .where('valid_from', '<=', base.valid_from)
    .orderBy([
      { column: 'valid_from', order: 'desc' },
      { column: 'created_at', order: 'desc' },
    ])
    .first()) as Version | undefined;
  if (!usual) return { status: 'authorised' };
  const { street, number, box, postcode, locality, capacity } = usual;
  return { status: 'authorised', street, number, box, postcode, locality, capacity };
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

const dataOf = (context: EffectContext): CaseData => (context.case.state as CaseState<string, CaseData>).data;
const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
