/** Reviews for tests: planned at a place, and brought to where a test begins, as persons, the clock and other procedures would have. */
import { randomUUID } from 'node:crypto';
import { openCase, recordAct } from '../../db/record-act.ts';
import type { Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, dayOf, nextWorkingDay, type Day, type Instant } from '../../domain/calendar.ts';
import type { Action, Facts, Status } from '../../workflows/functioning-review/contract.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { followerOf } from '../../workflows/roles.ts';
import { factsOf, planOf } from './plans.ts';

export interface Planned {
  facilityId: string;
  at: Instant;
  firstDayOn?: Day;
  home?: boolean;
  token?: string;
}
export const firstWorkingDayIn = (days: number, at: Instant): Day => nextWorkingDay(addDays(dayOf(at), days));

/** @returns the id of the case */
export async function planReview(
  db: Database,
  { facilityId, at, firstDayOn = firstWorkingDayIn(42, at), home = false, token = randomUUID() }: Planned,
): Promise<string> {
  const { caseId } = await openCase(db, process, {
    subject: { kind: 'facility', id: facilityId },
    kind: 'review',
    action: 'plan',
    facts: { kind: 'review', home, firstDayOn },
    content: {},
    token,
    actor: { role: followerOf(home), userId: stableId('user coordinator-namur') },
    at,
  });
  return caseId;
}

export interface Step {
  role: Role;
  action: Action;
  facts?: object;
  content?: object;
  /** Key of the person, where it is not the usual one. */
  who?: string;
}
const persons: Partial<Record<Role, string>> = {
  'operator': 'admin-petits-chenes',
  'coordinator': 'coordinator-namur',
  'adviser': 'adviser-namur',
  'referent': 'referent-namur',
  'health-referent': 'health-referent-namur',
  'asr-manager': 'asr-manager-namur',
};

export async function doSteps(db: Database, caseId: string, steps: readonly Step[], at: Instant): Promise<void> {
  for (const { role, action, facts = {}, content = {}, who = persons[role] } of steps)
    await recordAct(db, process, caseId, {
      action,
      facts,
      content: role === 'clock' || role === 'procedure' ? null : content,
      token: randomUUID(),
      actor: { role, userId: who ? stableId(`user ${who}`) : null },
      at,
    });
}

/** The way from `planned` to each status. */
export function wayTo(status: Status, at: Instant, home = false): Step[] {
  const one = followerOf(home);
  const slot = { on: dayOf(at), from: '10:00' };
  const invited: Step[] = [{ role: 'clock', action: 'invite' }];
  const opened: Step[] = [...invited, { role: 'clock', action: 'open-review' }];
  const assessed: Step[] = [...opened, { role: 'operator', action: 'send-self-assessment' }];
  const rated: Step[] = [...assessed, { role: one, action: 'send-ratings' }];
  const met: Step[] = [
    ...rated,
    { role: one, action: 'confirm-meeting', facts: slot, content: { place: 'Dans la crèche' } },
    {
      role: one,
      action: 'record-minutes',
      facts: { heldOn: slot.on } satisfies Facts['record-minutes'],
      content: { present: 'La direction et la coordinatrice', minutes: 'Les points forts et les points à développer.' },
    },
    { role: 'operator', action: 'agree-minutes' },
  ];
  const plan = planOf(at);
  const submit: Step = { role: 'operator', action: 'submit-plan', facts: factsOf(plan), content: { plan } };
  const { digest } = factsOf(plan);
  const submitted: Step[] = [...met, submit];
  const refuse: Step = { role: one, action: 'ask-revision', content: { remarks: {}, remark: 'À revoir ensemble.' } };
  const revised: Step[] = [refuse, submit];
  const accepted: Step[] = [...submitted, { role: one, action: 'accept-plan' }];
  const signed: Step[] = [
    ...accepted,
    { role: 'operator', action: 'sign-plan', facts: { digest } },
    { role: one, action: 'countersign-plan', facts: { digest } },
  ];
  switch (status) {
    case 'planned':
      return invited;
    case 'self-assessment':
      return opened;
    case 'one-ratings':
      return assessed;
    case 'meeting':
      return rated;
    case 'plan-drafting':
      return met;
    case 'plan-review':
      return submitted;
    case 'arbitration':
      return [...submitted, ...revised, ...revised, refuse];
    case 'signing':
      return accepted;
    case 'follow-up':
      return signed;
    case 'in-default':
      return [...opened, { role: 'clock', action: 'declare-default' }];
    case 'suspended':
      return [...opened, { role: 'procedure', action: 'suspend' }];
    case 'closed':
      return [...signed, { role: 'clock', action: 'end-cycle' }];
    case 'cancelled':
      return [...invited, { role: 'procedure', action: 'lapse' }];
    default:
      return status satisfies never;
  }
}

/** Of a place whose review was ended first, if it had one: one at a time. @returns the id of the case */
export async function reviewIn(
  db: Database,
  status: Status,
  { more = [], ...planned }: Planned & { more?: readonly Step[] },
): Promise<string> {
  const { facilityId, at, home } = planned;
  const before = await db('cases')
    .where({ slug: process.slug, facility_id: facilityId, closed_at: null })
    .first<{ id: string } | undefined>('id');
  if (before) await doSteps(db, before.id, [{ role: 'procedure', action: 'lapse' }], at);
  const caseId = await planReview(db, planned);
  await doSteps(db, caseId, [...wayTo(status, at, home), ...more], at);
  return caseId;
}
