/**
 * Tells stories by recording their acts at past instants, as persons and the clock would have: before each act the deadlines that
 * passed meanwhile become acts, and what a decision changes is written as the clerk would have written it.
 */
import { dayOf, isWorkingDay, startOfDay, type Day, type Instant } from '../../../domain/calendar.ts';
import type { CaseData, Kind } from '../../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../../workflows/authorisation-adaptation/process.ts';
import type { CaseState, Role } from '../../../workflows/procedure.ts';
import { getVersionOn } from '../../authorisation-adaptation/versions.ts';
import type { Database } from '../../connect.ts';
import { ActRefused, openCase, recordAct } from '../../record-act.ts';
import { applyEffects } from './decisions.ts';
import { facilities } from './places.ts';
import { stableId, stableNumber } from './stable-id.ts';
import type { Step, Story } from './steps.ts';
import type { Times } from './times.ts';

/** Puts the documents of an act beside it. */
export type Attach = (of: {
  caseId: string;
  /** Null: they wait with the case. */
  number: number | null;
  facilityId: string;
  userId: string;
  at: Instant;
  slots: string[];
  origin: 'operator' | 'one';
}) => Promise<void>;

interface Narrator {
  tell(story: Story): Promise<void>;
  /** The deadlines that have passed by now, in every case told. */
  catchUp(): Promise<void>;
}

type Facility = (typeof facilities)[number];

/** @param userOf whoever acts in a role for a facility */
export function createNarrator({
  db,
  times,
  now,
  userOf,
  attach,
}: {
  db: Database;
  times: Times;
  now: Instant;
  userOf: (facility: string, role: Role) => string;
  attach: Attach;
}): Narrator {
  const told: string[] = [];

  async function tell(story: Story): Promise<void> {
    const facility = facilities.find(({ key }) => key === story.facility);
    const [opening, ...others] = story.steps;
    if (!facility || !opening) throw new Error(`no story for ${story.facility}`);
    const home = isHome(facility.kind);
    const linkedCaseId = story.linked ? caseIdOf({ key: story.linked, facility: story.facility, steps: [] }) : null;
    const first = linkedCaseId ? { ...opening, content: { linkedCaseId, ...opening.content } } : opening;
    const caseId = caseIdOf(story);
    const at = instantOf(story, 0, now - 1);
    const kind = (first.facts as { kind: Kind }).kind;
    const facts =
      first.action === 'submit'
        ? await factsOfRequest(facility, kind, first.content ?? {}, at)
        : { ...first.facts, home };
    await openCase(db, process, {
      caseId,
      subject: { kind: 'facility', id: facilityIdOf(facility.key) },
      kind,
      ...requestOf(story, first, 0, at),
      facts,
      linkedCaseId,
    });
    told.push(caseId);
    await follow(story, first, caseId, 1, at);
    let last = at;
    for (const [index, step] of others.entries()) {
      const next = instantOf(story, index + 1, last);
      await advance(caseId, next);
      const { number } = await recordAct(db, process, caseId, {
        ...requestOf(story, step, index + 1, next),
        facts: step.facts,
      });
      await follow(story, step, caseId, number, next);
      last = next;
    }
    if (story.waiting)
      await attach({
        caseId,
        number: null,
        facilityId: facilityIdOf(story.facility),
        userId: userOf(story.facility, 'operator'),
        at: last,
        slots: story.waiting,
        origin: 'operator',
      });
  }

  async function factsOfRequest(
    facility: Facility,
    kind: Kind,
    content: Record<string, unknown>,
    at: Instant,
  ): Promise<object> {
    const wishedOn = ['movesOn', 'startsOn', 'lastDayOn', 'returnsOn', 'changesOn']
      .map((name) => content[name])
      .find(Boolean);
    // A move has a last day at the old place too: the day that counts is the first at the new one.
    const { capacity } = await getVersionOn(db, facilityIdOf(facility.key), dayOf(at));
    return {
      kind,
      home: isHome(facility.kind),
      wishedOn,
      ...(content.plannedEndOn ? { plannedEndOn: content.plannedEndOn } : {}),
      moreCapacity: typeof content.capacity === 'number' && content.capacity > capacity,
      ...(content.linkedCaseId ? { linkedCaseId: content.linkedCaseId } : {}),
    };
  }

  function requestOf(story: Story, step: Step, index: number, at: Instant) {
    const role = roleOf(step, story.facility);
    const userId = step.who ? stableId(`user ${step.who}`) : userOf(story.facility, role);
    const owner = facilities.find(({ key }) => key === story.facility)?.owner.key ?? '';
    return {
      action: step.action,
      token: stableId(`act ${caseIdOf(story)} ${String(index)}`),
      content: step.content ?? null,
      at,
      actor: {
        role,
        userId,
        ...(role === 'operator' ? { onBehalfOf: stableId(`body ${owner}`) } : {}),
        acr: stableNumber(userId, 3) === 0 ? 500 : 450,
      },
    };
  }

  async function follow(story: Story, step: Step, caseId: string, number: number, at: Instant): Promise<void> {
    const role = roleOf(step, story.facility);
    if (step.documents) {
      await attach({
        caseId,
        number,
        facilityId: facilityIdOf(story.facility),
        userId: userOf(story.facility, role),
        at,
        slots:
          roleOf({ ...step, role: 'visitor' }, story.facility) === 'adviser'
            ? step.documents.flatMap(atHome)
            : step.documents,
        origin: role === 'operator' ? 'operator' : 'one',
      });
    }
    await carryOut(caseId, number, at);
  }

  /** The effects of an act inside the database; those that reach other cases make acts there. */
  async function carryOut(caseId: string, number: number, at: Instant): Promise<void> {
    const others = await applyEffects(db, caseId, number);
    for (const { caseId: other, action, facts } of others) {
      await advance(other, at);
      try {
        const { number: there } = await recordAct(db, process, other, {
          action,
          facts,
          token: `${caseId}.${String(number)}.${action}`,
          actor: { role: 'procedure', userId: null },
          at,
        });
        await carryOut(other, there, at);
      } catch (error) {
        if (!(error instanceof ActRefused)) throw error;
      }
    }
  }

  async function advance(caseId: string, until: Instant): Promise<void> {
    for (;;) {
      const { state } = await db('cases').where({ id: caseId }).first<{ state: CaseState<string, CaseData> }>('state');
      const passed = state.deadlines.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!passed) return;
      const { number } = await recordAct(db, process, caseId, {
        action: passed.act,
        token: passed.id,
        deadline: passed.id,
        facts: {},
        actor: { role: 'clock', userId: null },
        at: passed.at,
      });
      await carryOut(caseId, number, passed.at);
    }
  }

  /** Agents act on working days, in office hours; nobody acts before the act that came first, nor in the future. */
  function instantOf(story: Story, index: number, last: Instant): Instant {
    const step = story.steps[index];
    if (!step) throw new Error('no such step');
    const time = step.time ?? officeHour(`${caseIdOf(story)} ${String(index)}`);
    let offset = step.day;
    while (step.role !== 'operator' && !isWorkingDay(times.day(offset))) offset -= 1;
    const wished = atTime(times.day(offset), time);
    const minute = 60_000;
    const notBefore = index === 0 ? wished : last + 17 * minute;
    return Math.min(Math.max(wished, notBefore), now - (story.steps.length - index) * minute);
  }

  return {
    tell,
    catchUp: async () => {
      for (const caseId of told) await advance(caseId, now);
    },
  };
}

export const facilityIdOf = (key: string): string => stableId(`facility ${key}`);
const caseIdOf = (story: Story): string => stableId(`case ${story.facility} ${story.key ?? storyName(story)}`);
const storyName = ({ steps: [first] }: Story): string =>
  `${(first?.facts as { kind?: string } | undefined)?.kind ?? ''} ${String(first?.day)}`;

const roleOf = ({ role }: Step, facility: string): Role => {
  if (role !== 'visitor') return role;
  return isHome(facilities.find(({ key }) => key === facility)?.kind) ? 'adviser' : 'coordinator';
};
const isHome = (kind: string | undefined): boolean => kind === 'childminder' || kind === 'co-childminder';
/** In a home other documents are asked. */
const atHome = (slot: string): string[] =>
  slot === 'fire-report' ? ['fire-attestation', 'household-extracts'] : slot === 'body-decision' ? [] : [slot];

function officeHour(of: string): string {
  const minutes = 8 * 60 + 20 + stableNumber(of, 8 * 60 + 10);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** That hour of a day in Brussels (no day of the stories is one on which the clocks change before dawn). */
function atTime(day: Day, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDay(day) + (hours * 60 + minutes) * 60_000;
}
