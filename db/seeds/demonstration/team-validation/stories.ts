/** The validations of teams of the demonstration, of this year and the one before: told by recording acts at past instants. */
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../../../../domain/calendar.ts';
import type { TeamSnapshot } from '../../../../domain/staff/team-snapshot.ts';
import type { Action } from '../../../../workflows/team-validation/contract.ts';
import { process } from '../../../../workflows/team-validation/process.ts';
import type { CaseState, Role } from '../../../../workflows/procedure.ts';
import type { Database } from '../../../connect.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { digestOf, readTeam } from '../../../team-validation/read-team.ts';
import { facilityIdOf } from '../narrator.ts';
import { stableId } from '../stable-id.ts';

type End = 'waiting' | 'validated' | 'validated-late' | 'quarter' | 'late' | 'followed-up' | 'preparing';
interface Story {
  facility: string;
  end: End;
  /** Month and day of what ends it. */
  on?: string;
  /** The team was another one then: it has been modified since. */
  modified?: true;
  /** The year before was validated too. */
  before?: true;
}

const stories: readonly Story[] = [
  { facility: 'coccinelle', end: 'late', before: true },
  { facility: 'parc', end: 'validated', on: '05-12', modified: true, before: true },
  { facility: 'delvaux', end: 'validated', on: '02-03' },
  { facility: 'hirondelles', end: 'validated-late', on: '06-08' },
  { facility: 'bodart', end: 'validated', on: '05-31' },
  { facility: 'meuse-condroz', end: 'followed-up' },
  { facility: 'gembloux-aes', end: 'preparing' },
  { facility: 'chenes', end: 'quarter', on: '04-17' },
  { facility: 'glands', end: 'quarter', on: '04-17' },
  { facility: 'clair-matin', end: 'waiting' },
  { facility: 'lutins', end: 'waiting' },
  { facility: 'marmots', end: 'quarter', on: '04-20' },
];

export async function tellTeamValidations(db: Database, now: Instant): Promise<void> {
  // The first minutes of a year are before its openings.
  const year = dayOf(now - 3 * 3_600_000).slice(0, 4);
  for (const story of stories) {
    if (story.before)
      await tell(db, { ...story, end: 'validated', on: '05-21', modified: true }, String(Number(year) - 1), now);
    await tell(db, story, year, now);
  }
}

async function tell(db: Database, story: Story, year: string, now: Instant): Promise<void> {
  const facilityId = facilityIdOf(story.facility);
  const facility = (await db('facilities').where({ id: facilityId }).first()) as {
    kind: string;
    organising_body_id: string;
  };
  const { kind, facts } = process.opening!;
  const at = (day: Day, hours: number): Instant => startOfDay(day) + hours * 3_600_000;
  const lastDay = `${year}-05-31`;
  const body = facts(year, { facilityKind: facility.kind }) as { path: string; childminder: boolean };
  const place = { organisingBodyId: facility.organising_body_id, facilityId, childminder: body.childminder };
  const { snapshot, figures } = await readTeam(db, place, { year, today: lastDay });
  // Nobody has signed an empty team.
  const isSigned = story.end === 'quarter' || story.end.startsWith('validated');
  if (isSigned && snapshot.members.length === 0) return;
  const { caseId } = await openCase(db, process, {
    caseId: stableId(`validation ${story.facility} ${year}`),
    subject: { kind: 'facility', id: facilityId },
    period: year,
    kind,
    action: 'open-year',
    facts: body,
    token: `opening ${story.facility} ${year}`,
    actor: { role: 'procedure', userId: null },
    at: at(`${year}-01-01`, 2),
  });
  const act = async (
    action: Action,
    role: Role,
    when: Instant,
    more: Partial<{ facts: object; content: object; userId: string }> = {},
  ) => {
    const { userId = null, facts: told = {}, content = null } = more;
    if (when > now) return;
    await recordAct(db, process, caseId, {
      action,
      facts: told,
      content,
      token: `${action} ${String(when)}`,
      actor: { role, userId, ...(userId ? { acr: 450, onBehalfOf: facility.organising_body_id } : {}) },
      at: when,
    });
  };
  const operator = await findOperator(db, facility.organising_body_id);
  const signed = story.modified ? asItWas(snapshot) : snapshot;
  const digest = digestOf(signed);
  const validate = (when: Instant): Promise<void> =>
    act('validate', 'operator', when, {
      ...(operator ? { userId: operator } : {}),
      facts: { digest, people: signed.members.length, links: figures.links, warnings: 0 },
      content: { statement: 'Données complètes et à jour au jour de la signature.', team: signed },
    });
  /** The deadlines that come first, each at its hour, with what the clerk does about them. */
  const waitUntil = async (when: Instant): Promise<void> => {
    for (;;) {
      const { state } = (await db('cases').where({ id: caseId }).first('state')) as { state: CaseState };
      const [passed] = state.deadlines
        .filter((one) => one.at <= Math.min(when, now))
        .sort((one, other) => one.at - other.at);
      if (!passed) return;
      const { number } = await recordAct(db, process, caseId, {
        action: passed.act,
        token: passed.id,
        deadline: passed.id,
        facts: {},
        actor: { role: 'clock', userId: null },
        at: passed.at,
      });
      if (passed.act === 'last-day-ends' && body.path === 'yearly')
        await recordAct(db, process, caseId, {
          action: 'declare-late',
          facts: {},
          token: `${caseId}.${String(number)}.declare-late`,
          actor: { role: 'procedure', userId: null },
          at: passed.at,
        });
    }
  };
  const on = at(`${year}-${story.on ?? '05-31'}`, 15);
  switch (story.end) {
    case 'late':
    case 'waiting':
      break;
    case 'validated':
    case 'validated-late':
      await waitUntil(on);
      await validate(on);
      break;
    case 'quarter':
      await waitUntil(on);
      await act('validate-from-quarter', 'procedure', on, {
        facts: { quarter: `${year}-1`, digest, people: signed.members.length },
      });
      break;
    case 'preparing': {
      const begun = at(`${year}-05-10`, 9);
      await waitUntil(begun);
      await act('begin', 'operator', begun, operator ? { userId: operator } : {});
      break;
    }
    case 'followed-up': {
      const told = at(addDays(lastDay, 9), 10);
      await waitUntil(told);
      const role = body.childminder ? 'adviser' : 'coordinator';
      const agent = await findFollower(db, facilityId, role);
      if (agent)
        await act('follow-up', role, told, {
          userId: agent,
          content: { text: "Pouvez-vous valider l'équipe avant la fin de la semaine ? Je reste à votre disposition." },
        });
      break;
    }
    default:
      story.end satisfies never;
  }
  await waitUntil(now);
  // Done above: the clerk finds nothing left.
  await db('effects').where({ case_id: caseId, status: 'pending' }).update({ status: 'done' });
}

/** Somebody has come since, and somebody works more. */
function asItWas(snapshot: TeamSnapshot): TeamSnapshot {
  const [changed, ...others] = snapshot.members;
  if (!changed) return snapshot;
  const contracts = changed.contracts.map((one, at) =>
    at === 0 && one.regime === 'percent' ? { ...one, percent: 50 } : one,
  );
  return { ...snapshot, members: [{ ...changed, contracts }, ...others.slice(0, Math.max(1, others.length - 1))] };
}

const findOperator = async (db: Database, organisingBodyId: string): Promise<string | undefined> =>
  (
    (await db('grants')
      .where({ organising_body_id: organisingBodyId })
      .whereIn('role', ['administrator', 'childminder'])
      .orderBy('user_id')
      .first('user_id')) as { user_id: string } | undefined
  )?.user_id;
const findFollower = async (db: Database, facilityId: string, role: string): Promise<string | undefined> =>
  (
    (await db('facility_agents').where({ facility_id: facilityId, role }).first('user_id')) as
      | { user_id: string }
      | undefined
  )?.user_id;
