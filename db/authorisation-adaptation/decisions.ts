/**
 * What the decisions of this procedure change, on their day: the authorisation, its place, the cases that depend on it.
 * Written once for the clerk's desk and for the past of the demonstration; each is done once per act, however often it is called.
 */
import type { Address } from '../../domain/address.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { valuesAsked } from '../../workflows/authorisation-adaptation/asked.ts';
import { changesOf, type Change } from '../../workflows/authorisation-adaptation/changes.ts';
import type { CaseData, Status } from '../../workflows/authorisation-adaptation/contract.ts';
import { consequencesOf } from '../../domain/consequences/consequences.ts';
import { eventOf } from '../../workflows/authorisation-adaptation/touches.ts';
import { transitionsOf } from '../../workflows/procedure.ts';
import { getProcess } from '../../workflows/registry.ts';
import type { ActElsewhere } from '../act-elsewhere.ts';
import { outlivesItsPlace } from '../authorisations.ts';
import { instant, type Database } from '../connect.ts';
import { carryOutConsequences } from '../consequences/carry-out.ts';
import { getSituation } from '../consequences/situation.ts';
import type { EffectContext } from '../effect-context.ts';
import { moveCases } from '../move-cases.ts';
import { writeDecidedHours } from '../signaletique/hours.ts';
import { getBefore, getVersionOn, type Version } from './versions.ts';

type Context = EffectContext<Status, CaseData>;
type Changes = Partial<Omit<Version, 'valid_from'>>;

/** What the decision changes, as it was shown before it was taken. */
async function applyDecision(trx: Database, context: Context): Promise<void> {
  const { data } = context.case.state;
  const today = dayOf(context.act.at);
  const on = data.effectiveOn && data.effectiveOn < today ? data.effectiveOn : today;
  const asked = valuesAsked(await listContents(trx, context.case.id));
  const changes = changesOf(data, asked, await getBefore(trx, { facilityId: facilityOf(context.case), day: on }));
  await touch(trx, context, on, data, changes);
  for (const change of changes) await carryOut(trx, context, on, change);
}

/** What stands around the authorisation: looked at before anything is changed. */
async function touch(
  trx: Database,
  { case: row, act }: Context,
  on: Day,
  decided: Pick<CaseData, 'kind'>,
  changes: readonly Change[],
): Promise<void> {
  const event = eventOf(decided, changes);
  if (!event) return;
  const facilityId = facilityOf(row);
  const now = await getSituation(trx, { facilityId, on, caseId: row.id, kind: decided.kind });
  const done = { caseId: row.id, kind: decided.kind, actNumber: act.number, facilityId, on, at: act.at };
  await carryOutConsequences(trx, done, event, consequencesOf(event, now));
}

async function carryOut(trx: Database, context: Context, on: Day, change: Change): Promise<void> {
  const { data } = context.case.state;
  const facility = trx('facilities').where({ id: facilityOf(context.case) });
  switch (change.what) {
    case 'authorisation':
      await changeVersion(trx, context, on, {
        status: change.status,
        ...(change.place ? placeOf(change.place) : {}),
        ...(change.capacity === undefined ? {} : { capacity: change.capacity }),
        planned_end_on: change.plannedEndOn,
        conditions:
          data.conditions || data.outcome === 'grant-with-conditions' ? await conditionsOf(trx, context.case.id) : null,
      });
      return;
    case 'opening-hours':
      await writeDecidedHours(trx, {
        facilityId: facilityOf(context.case),
        on,
        text: change.hours,
        at: context.act.at,
      });
      return;
    case 'phone':
      await facility.update({ phone: change.phone });
      return;
    case 'letters':
      await trx('organising_bodies').where({ id: context.case.organising_body_id }).update(placeOf(change.to));
      return;
    case 'facility':
      await facility.update({ closed_on: change.closed ? on : null });
      return;
    // The file follows the place (`changeVersion`); acts on other cases are effects of their own in the table.
    case 'administration':
    case 'linked-period':
    case 'other-cases':
      return;
    default:
      change satisfies never;
  }
}

/** The agent has noted that the operator is back, without a request for it. */
async function endPeriod(trx: Database, context: Context): Promise<void> {
  const on = (context.act.facts.returnedOn as Day | undefined) ?? dayOf(context.act.at);
  const before = await getBefore(trx, { facilityId: facilityOf(context.case), day: on });
  const changes = changesOf({ kind: 'return-to-premises', outcome: 'grant' }, {}, before);
  await touch(trx, context, on, { kind: 'return-to-premises' }, changes);
  for (const change of changes) if (change.what !== 'linked-period') await carryOut(trx, context, on, change);
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
    .whereNotIn('slug', [...outlivesItsPlace])
    .whereNot({ id: context.case.id })
    .orderBy('id')
    .select('id', 'slug')) as { id: string; slug: string }[];
  return others.map(({ id, slug }) => ({ caseId: id, slug, action: 'lapse', facts: {} }));
}

/** The bilan of the place waits during a cessation, and goes on after it: of one that does not take the act now, nothing is asked. */
const reviewsThatTake =
  (action: 'suspend' | 'resume') =>
  async (trx: Database, context: Context): Promise<ActElsewhere[]> => {
    const open = (await trx('cases')
      .where({ facility_id: facilityOf(context.case), slug: review })
      .whereNull('closed_at')
      .orderBy('id')
      .forUpdate()
      .select('id', 'slug', 'status')) as { id: string; slug: string; status: string }[];
    const returnOn = context.case.state.data.plannedEndOn;
    return open
      .filter(({ status }) => action in transitionsOf(getProcess(review), status))
      .map(({ id: caseId, slug }) => ({
        caseId,
        slug,
        action,
        facts: action === 'suspend' && returnOn ? { returnOn } : {},
      }));
  };
const review = 'functioning-review';

/** By effect: the work at the desk, and the acts that follow on other cases. */
export const decisions = {
  desk: { 'apply-decision': applyDecision, 'end-period': endPeriod, 'prolong-period': prolongPeriod },
  elsewhere: {
    'tell-linked-case': linkedCase,
    'close-facility-cases': otherCases,
    'suspend-review': reviewsThatTake('suspend'),
    'resume-review': reviewsThatTake('resume'),
  },
};

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
  if (version.postcode !== base.postcode) await moveCases(trx, facilityOf(row), version, act.at);
  return version;
}

const listContents = (
  trx: Database,
  caseId: string,
): Promise<{ action: string; content: Record<string, unknown> | null }[]> =>
  trx('acts')
    .leftJoin('act_contents as c', (on) => {
      on.on('acts.case_id', 'c.case_id').andOn('acts.number', 'c.number');
    })
    .where({ 'acts.case_id': caseId })
    .orderBy('acts.number')
    .select('action', 'content') as Promise<{ action: string; content: Record<string, unknown> | null }[]>;

async function conditionsOf(trx: Database, caseId: string): Promise<string | null> {
  const proposal = (await trx('acts')
    .join('act_contents', (on) => {
      on.on('acts.case_id', 'act_contents.case_id').andOn('acts.number', 'act_contents.number');
    })
    .where({ 'acts.case_id': caseId })
    .whereIn('action', ['propose-decision', 'decide-appeal'])
    .orderBy('acts.number', 'desc')
    .first('content')) as { content: { conditions?: { text: string }[] } | null } | undefined;
  return proposal?.content?.conditions?.map(({ text }) => text).join('\n') ?? null;
}
