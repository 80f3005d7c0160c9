/** Folds a planned case through the process table itself, the clock's acts included, into the rows that `recordAct` would have written. */
import { randomUUID } from 'node:crypto';
import {
  addDays,
  dayOf,
  daysBetween,
  nextWorkingDay,
  startOfDay,
  type Day,
  type Instant,
} from '../../../domain/calendar.ts';
import type { CaseData } from '../../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../../workflows/authorisation-adaptation/process.ts';
import {
  apply,
  excludedFrom,
  excludedUser,
  isClosed,
  open,
  turnOf,
  type Act,
  type CaseState,
  type Consequences,
  type Parameters,
} from '../../../workflows/procedure.ts';
import { digest, hashAct } from '../../act-hash.ts';
import { instant } from '../../connect.ts';
import { bytes } from './bulk.ts';
import type { Dice } from './dice.ts';
import type { Step } from './plans.ts';
import type { Facility, World } from './world.ts';

export interface Rows {
  cases: object[];
  acts: object[];
  contents: object[];
  effects: object[];
  tasks: object[];
  notices: object[];
  versions: object[];
}
export const noRows = (): Rows => ({
  cases: [],
  acts: [],
  contents: [],
  effects: [],
  tasks: [],
  notices: [],
  versions: [],
});

export interface Life {
  facility: Facility;
  kind: string;
  steps: Step[];
  opened: Day;
  reference: string;
}
const minute = 60_000;
const day = 86_400_000;
/** The marks of older effects are left out: all of them were carried out, and nobody asks any more. */
const effectsKept = 180 * day;

/** @param taken the facilities and kinds that have an open case: a second one is left out. @returns whether the case was made */
export function live(
  dice: Dice,
  world: World,
  life: Life,
  { now, parameters, taken }: { now: Instant; parameters: Parameters; taken: Set<string> },
  all: Rows,
): boolean {
  const { facility, steps } = life;
  const rows = noRows();
  const caseId = randomUUID();
  const place = {
    organising_body_id: facility.bodyId,
    facility_id: facility.id,
    facility_name: facility.name,
    postcode: facility.postcode,
    locality: facility.locality,
    administration: facility.administration,
  };
  const tasks = new Map<string, Record<string, unknown>>();
  let state: CaseState<string, CaseData> | undefined;
  let previous: Buffer | null = null;
  let bell = 0;
  let [openedAt, last] = [0, 0];

  function record(act: Act, token: string, at: Instant, content: object | null): void {
    const consequences: Consequences = state
      ? apply(process, state, act, at, parameters)
      : open(process, act, at, parameters);
    const after = consequences.state as CaseState<string, CaseData>;
    const { number } = after;
    const contentDigest = content ? digest(content) : null;
    const acr = act.actor.userId ? 450 : null;
    const onBehalfOf = act.actor.role === 'operator' ? facility.bodyId : null;
    const hash = hashAct(
      {
        caseId,
        number,
        token,
        action: act.action,
        facts: act.facts,
        contentDigest,
        actorRole: act.actor.role,
        actorId: act.actor.userId,
        onBehalfOf,
        acr,
        at,
        status: after.status,
        effects: consequences.effects,
        deadline: act.deadline ?? null,
      },
      previous,
    );
    rows.acts.push({
      case_id: caseId,
      number,
      token,
      action: act.action,
      facts: act.facts,
      content_digest: bytes(contentDigest),
      actor_role: act.actor.role,
      actor_id: act.actor.userId,
      on_behalf_of: onBehalfOf,
      acr,
      at: instant(at),
      status: after.status,
      effects: consequences.effects,
      deadline: act.deadline ?? null,
      previous_hash: bytes(previous),
      hash: bytes(hash),
    });
    if (content) rows.contents.push({ case_id: caseId, number, content });
    if (now - at < effectsKept)
      for (const effect of consequences.effects)
        rows.effects.push({
          case_id: caseId,
          act_number: number,
          effect,
          status: 'done',
          attempts: 1,
          created_at: instant(at),
          done_at: instant(at + 4000),
        });
    for (const { id } of consequences.closed) {
      const task = tasks.get(id);
      if (task) task.closed_at = instant(at);
    }
    for (const task of consequences.opened) {
      tasks.set(task.id, {
        id: randomUUID(),
        case_id: caseId,
        key: task.id,
        slug: process.slug,
        kind: life.kind,
        action: task.action,
        role: task.role,
        reference: life.reference,
        ...place,
        excluded_user_id: excludedFrom(process, after, task.action),
        assignee_id: facility.agents[task.role] ?? null,
        opened_at: instant(at),
        due_on: task.dueOn ?? '9999-12-31',
        closed_at: null,
      });
    }
    if (consequences.effects.includes('notify-operator') && now - at < 120 * day) {
      rows.notices.push({
        user_id: facility.operatorId,
        case_id: caseId,
        act_number: number,
        created_at: instant(at),
        read_at: now - at > 5 * day ? instant(at + day) : null,
        mailed_at: instant(at + 5000),
      });
    }
    if (consequences.effects.includes('apply-decision') || consequences.effects.includes('end-period'))
      rows.versions.push(versionOf(caseId, facility, after.data, number, at));
    if (consequences.concernsClerk) bell = number;
    previous = hash;
    state = after;
  }

  /** What the clock does until an instant. */
  function advance(until: Instant): void {
    for (;;) {
      const passed = state?.deadlines.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!passed) return;
      record(
        { action: passed.act, facts: {}, actor: { role: 'clock', userId: null }, deadline: passed.id },
        passed.id,
        Math.max(passed.at, last),
        null,
      );
    }
  }

  let on = life.opened;
  for (const step of steps) {
    on = addDays(on, step.gap);
    const working = step.role === 'operator' ? on : nextWorkingDay(on);
    on = working;
    const at = Math.max(startOfDay(working) + (8 * 60 + dice.between(0, 9 * 60)) * minute, last + 15 * minute);
    if (at >= now) break;
    advance(at);
    // The clock may have been quicker than the person.
    if (state && isClosed(process, state.status)) break;
    const userId = actorOf(world, facility, step.role);
    try {
      record(
        { action: step.action, facts: step.facts?.(dayOf(at)) ?? {}, actor: { role: step.role, userId } },
        randomUUID(),
        at,
        step.content?.(dayOf(at)) ?? null,
      );
    } catch (error) {
      if ((error as Error).name === 'Refused') break;
      throw error;
    }
    openedAt ||= at;
    last = at;
  }
  if (!state) return false;
  advance(now);
  if (!isClosed(process, state.status)) {
    const key = `${facility.id} ${life.kind}`;
    if (taken.has(key)) return false;
    taken.add(key);
  }
  rows.cases.push(caseRow(life, caseId, state, { openedAt, bell, parameters, lastHash: previous }, place));
  rows.tasks.push(...tasks.values());
  for (const name of Object.keys(all) as (keyof Rows)[]) all[name].push(...rows[name]);
  return true;
}

function caseRow(
  life: Life,
  id: string,
  state: CaseState<string, CaseData>,
  {
    openedAt,
    bell,
    parameters,
    lastHash,
  }: { openedAt: Instant; bell: number; parameters: Parameters; lastHash: Buffer | null },
  place: object,
): object {
  const wakeAt = state.deadlines.length ? Math.min(...state.deadlines.map(({ at }) => at)) : null;
  const dues = state.tasks.flatMap(({ dueOn }) => (dueOn ? [dueOn] : [])).sort();
  return {
    id,
    slug: process.slug,
    reference: life.reference,
    kind: life.kind,
    status: state.status,
    turn: turnOf(process, state),
    ...place,
    subject_kind: 'facility',
    subject_id: life.facility.id,
    facility_kind: life.facility.kind,
    excluded_user_id: excludedUser(process, state),
    opened_at: instant(openedAt),
    closed_at: isClosed(process, state.status) ? instant(state.clocks.since) : null,
    status_since: instant(state.enteredAt),
    due_on: dues[0] ?? (wakeAt === null ? null : dayOf(wakeAt)),
    target_on: state.targetOn,
    clock_one_ms: state.clocks.one,
    clock_operator_ms: state.clocks.operator,
    clock_since: instant(state.clocks.since),
    act_number: state.number,
    moved_by: state.movedBy,
    bell_seq: bell,
    engine_seq: bell,
    wake_at: wakeAt === null ? null : instant(wakeAt),
    state,
    parameters,
    last_hash: bytes(lastHash),
  };
}

function versionOf(caseId: string, facility: Facility, data: CaseData, number: number, at: Instant): object {
  const status =
    number > 0 && data.kind === 'temporary-move' && !isOver(data, at)
      ? 'temporarily-moved'
      : data.kind === 'temporary-cessation' && !isOver(data, at)
        ? 'suspended-voluntarily'
        : data.kind === 'end-of-activity'
          ? 'ended-voluntarily'
          : 'authorised';
  return {
    id: randomUUID(),
    facility_id: facility.id,
    status,
    street: facility.street,
    number: facility.number,
    postcode: facility.postcode,
    locality: facility.locality,
    capacity: facility.capacity,
    valid_from: dayOf(at),
    planned_end_on: status === 'authorised' ? null : (data.plannedEndOn ?? null),
    decided_on: data.decidedOn ?? dayOf(at),
    case_id: caseId,
    act_number: number,
    created_at: instant(at),
  };
}
const isOver = (data: CaseData, at: Instant): boolean =>
  data.plannedEndOn !== undefined && daysBetween(data.plannedEndOn, dayOf(at)) >= 0;

function actorOf(world: World, facility: Facility, role: Step['role']): string | null {
  switch (role) {
    case 'operator':
      return facility.operatorId;
    case 'asr-manager':
      return world.signers[facility.administration];
    case 'appeal-secretariat':
      return world.appealSecretary;
    case 'helpdesk':
      return world.helpdesk;
    default:
      return facility.agents[role] ?? world.referents[facility.administration];
  }
}
