/**
 * What the clerk does in the database once a decision takes effect, for the past of the demonstration: the versions of the authorisation
 * are written as the desk writes them (`activities/authorisation-adaptation.ts`), which a seed may not import.
 */
import { dayOf, type Day, type Instant } from '../../../domain/calendar.ts';
import type { CaseData } from '../../../workflows/authorisation-adaptation/contract.ts';
import { isMeasure } from '../../../workflows/authorisation-adaptation/rules.ts';
import type { CaseState } from '../../../workflows/procedure.ts';
import { instant, type Database } from '../../connect.ts';
import type { Place } from './places.ts';

interface Version {
  status: string;
  street: string;
  number: string;
  box: string | null;
  postcode: string;
  locality: string;
  capacity: number;
  conditions: string | null;
  planned_end_on: Day | null;
  valid_from: Day;
}
interface CaseRow {
  facility_id: string;
  linked_case_id: string | null;
  state: CaseState<string, CaseData>;
}
interface Asked {
  address?: Place;
  capacity?: number;
}
interface ActElsewhere {
  caseId: string;
  action: string;
  facts: object;
}

/** @returns the acts that follow on other cases */
export async function applyEffects(db: Database, caseId: string, number: number): Promise<ActElsewhere[]> {
  const act = await db('acts')
    .where({ case_id: caseId, number })
    .first<{ effects: string[]; at: Instant; facts: { returnedOn?: Day } }>('effects', 'at', 'facts');
  const mine = act.effects.filter((effect) =>
    ['apply-decision', 'end-period', 'prolong-period', 'tell-linked-case', 'close-facility-cases'].includes(effect),
  );
  if (mine.length === 0) return [];
  const row = await db('cases').where({ id: caseId }).first<CaseRow>('facility_id', 'linked_case_id', 'state');
  const { data } = row.state;
  const on = dayOf(act.at);
  const insert = async (changes: Partial<Version>, from: Day): Promise<void> => {
    const { valid_from: _, ...base } = await versionOn(db, row.facility_id, from);
    const version = { ...base, conditions: null, planned_end_on: null, ...changes };
    await db('authorisation_versions').insert({
      facility_id: row.facility_id,
      ...version,
      valid_from: from,
      decided_on: data.decidedOn ?? on,
      case_id: caseId,
      act_number: number,
      created_at: instant(act.at),
    });
    const ended = version.status === 'ended-voluntarily' || version.status === 'withdrawn';
    await db('facilities')
      .where({ id: row.facility_id })
      .update({ closed_on: ended ? from : null });
    const moved = { postcode: version.postcode, locality: version.locality };
    if (moved.postcode !== base.postcode) {
      await db('cases').where({ facility_id: row.facility_id }).whereNull('closed_at').update(moved);
      await db('tasks').where({ facility_id: row.facility_id }).whereNull('closed_at').update(moved);
    }
  };
  if (mine.includes('apply-decision')) {
    const from = data.effectiveOn && data.effectiveOn < on ? data.effectiveOn : on;
    await insert(await changesOf(db, caseId, row, from), from);
  }
  if (mine.includes('end-period')) {
    const from = act.facts.returnedOn ?? on;
    await insert(await usualPlace(db, row.facility_id, from), from);
  }
  if (mine.includes('prolong-period')) await insert({ planned_end_on: data.plannedEndOn ?? null }, on);
  return [
    ...(mine.includes('tell-linked-case') && row.linked_case_id && data.kind === 'return-to-premises'
      ? [{ caseId: row.linked_case_id, action: 'returned', facts: { returnedOn: data.effectiveOn ?? on } }]
      : []),
    ...(mine.includes('close-facility-cases') ? await lapsesOf(db, row.facility_id, caseId) : []),
  ];
}

async function lapsesOf(db: Database, facilityId: string, exceptId: string): Promise<ActElsewhere[]> {
  const rows = await db('cases')
    .where({ facility_id: facilityId })
    .whereNull('closed_at')
    .whereNot({ id: exceptId })
    .orderBy('id')
    .select<{ id: string }[]>('id');
  return rows.map(({ id }) => ({ caseId: id, action: 'lapse', facts: {} }));
}

async function changesOf(
  db: Database,
  caseId: string,
  { facility_id, state: { data } }: CaseRow,
  on: Day,
): Promise<Partial<Version>> {
  const first = await db('act_contents')
    .where({ case_id: caseId, number: 1 })
    .first<{ content: Asked } | undefined>('content');
  const { address, capacity } = first?.content ?? {};
  const asked = {
    ...(address
      ? {
          street: address.street,
          number: address.number,
          box: address.box ?? null,
          postcode: address.postcode,
          locality: address.locality,
        }
      : {}),
    ...(typeof capacity === 'number' ? { capacity } : {}),
    ...(data.outcome === 'grant-with-conditions' ? { conditions: await conditionsOf(db, caseId) } : {}),
  };
  // An appeal upheld against a measure undoes it.
  if (isMeasure(data.kind) && data.outcome === 'upheld-on-appeal') return { status: 'authorised' };
  switch (data.kind) {
    case 'permanent-move':
      return { status: 'authorised', ...asked };
    case 'temporary-move':
      return { status: 'temporarily-moved', ...asked, planned_end_on: data.plannedEndOn ?? null };
    case 'capacity-change':
      return asked;
    case 'temporary-cessation':
      return { status: 'suspended-voluntarily', planned_end_on: data.plannedEndOn ?? null };
    case 'end-of-activity':
      return { status: 'ended-voluntarily' };
    case 'return-to-premises':
      return usualPlace(db, facility_id, on);
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

async function conditionsOf(db: Database, caseId: string): Promise<string | null> {
  const proposal = await db('acts')
    .join('act_contents', (on) => {
      on.on('acts.case_id', 'act_contents.case_id').andOn('acts.number', 'act_contents.number');
    })
    .where({ 'acts.case_id': caseId, action: 'propose-decision' })
    .orderBy('acts.number', 'desc')
    .first<{ content: { conditions: { text: string }[] } } | undefined>('content');
  return proposal?.content.conditions.map(({ text }) => text).join('\n') ?? null;
}

async function versionOn(db: Database, facilityId: string, day: Day, where: object = {}): Promise<Version> {
  const version = await db('authorisation_versions')
    .where({ facility_id: facilityId, ...where })
    .where('valid_from', '<=', day)
    .orderBy([
      { column: 'valid_from', order: 'desc' },
      { column: 'created_at', order: 'desc' },
    ])
    .first<Version | undefined>(
      'status',
      'street',
      'number',
      'box',
      'postcode',
      'locality',
      'capacity',
      'conditions',
      'planned_end_on',
      'valid_from',
    );
  if (!version) throw new Error('no authorisation in force');
  return version;
}

async function usualPlace(db: Database, facilityId: string, day: Day): Promise<Partial<Version>> {
  const {
    valid_from: _,
    conditions: __,
    planned_end_on: ___,
    ...usual
  } = await versionOn(db, facilityId, day, { status: 'authorised' });
  return usual;
}

export const capacityOn = async (db: Database, facilityId: string, day: Day): Promise<number> =>
  (await versionOn(db, facilityId, day)).capacity;
