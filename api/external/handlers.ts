/** What each operation of the interface answers. */
import { childrenGone, referencesOf, standsAs, takeIn, type Taken } from '../../db/applications/attendance.ts';
import { listPlacesOf } from '../../db/applications/places.ts';
import type { Answer } from '../../db/applications/requests.ts';
import { recordAudit } from '../../db/audit.ts';
import { changesSince, loadMonth, type EncodedRow } from '../../db/attendance/month.ts';
import { sentAttendance } from '../../db/attendance/sent.ts';
import { rulesFor } from '../../db/attendance/rules.ts';
import { findMonthState } from '../../db/attendance/month-state.ts';
import type { Database } from '../../db/connect.ts';
import { dayOf, isoOf } from '../../domain/calendar.ts';
import { quarterOf } from '../../domain/quarter.ts';
import type { z } from 'zod';
import type { Dependencies } from '../context.ts';
import type { CallOf } from './call.ts';
import type { Operation } from './operations.ts';
import { pointOf } from './points.ts';
import { bodyOfProblem, problems, type ProblemCode, type PointBody } from './problem.ts';
import { readDays, writeDays } from './days.ts';
import type { AttendanceToWrite, ChangesQuery, WriteQuery } from './schemas.ts';

type Keep = (trx: Database, answer: Answer) => Promise<unknown>;
/** @param keep of a write: keeps the answer, in the transaction of what was written */
export type Handler = (deps: Dependencies, call: CallOf, keep?: Keep) => Promise<Answer>;

export const handlers: Readonly<Record<Operation['id'], Handler>> = {
  readDays,
  writeDays,
  async listPlaces({ db }, { caller }) {
    const ids = [...caller.places, ...caller.afterSchoolPlaces];
    return { status: 200, body: { sandbox: caller.isSandbox, places: await listPlacesOf(db, ids) } };
  },
  async readMonth({ db }, call) {
    const of = monthIn(call);
    const [{ rows, cursor }, state] = await Promise.all([loadMonth(db, of), findMonthState(db, of)]);
    return {
      status: 200,
      etag: `"${cursor}"`,
      body: {
        ...{ place: of.facilityId, month: of.month, state: standsAs(state), cursor },
        children: await childrenOf(db, call, rows),
      },
    };
  },
  async readChanges({ db }, call) {
    const { since } = call.query as z.output<typeof ChangesQuery>;
    const { rows, removed, cursor } = await changesSince(db, monthIn(call), since);
    const [children, gone] = await Promise.all([childrenOf(db, call, rows), childrenGone(db, removed)]);
    return { status: 200, body: { cursor, children, removed: gone } };
  },
  async readState({ db }, call) {
    const of = monthIn(call);
    const found = await findMonthState(db, of);
    const state = standsAs(found);
    const sent =
      found.case && found.sent !== 'never' ? (await sentAttendance(db, found.case.id)).get(of.month) : undefined;
    return {
      status: 200,
      body: {
        ...{ month: of.month, quarter: quarterOf(of.month), state },
        mayWrite: state !== 'sent' && state !== 'over',
        sentAt: sent ? isoOf(sent.at) : null,
        digest: sent?.digest ?? null,
      },
    };
  },
  async writeMonth(deps, call, keep = () => Promise.resolve()) {
    const of = monthIn(call);
    const { mode } = call.query as z.output<typeof WriteQuery>;
    const { children } = call.body as z.output<typeof AttendanceToWrite>;
    const tell = (taken: Taken): Answer => answerOf(deps, call, taken);
    const taken = await takeIn(
      deps.db,
      call.caller,
      {
        ...{ of, children, seen: call.seen, at: call.at },
        takesValid: mode === 'valid-cells',
        rules: (await rulesFor(deps.db, of.facilityId, [of.month], dayOf(call.at))).get(of.month)!,
      },
      (trx, outcome) => keep(trx, tell(outcome)),
    );
    return tell(taken);
  },
};

function monthIn({ facilityId, month }: CallOf): { facilityId: string; month: string } {
  if (facilityId === undefined || month === undefined) throw new Error('an address without a place and a month');
  return { facilityId, month };
}

function answerOf({ config }: Pick<Dependencies, 'config'>, call: CallOf, taken: Taken): Answer {
  const refuse = (code: ProblemCode, errors?: readonly PointBody[]): Answer => ({
    status: problems[code][0],
    body: bodyOfProblem({ code, errors }, { publicUrl: config.publicUrl, requestId: call.requestId }),
  });
  switch (taken.outcome) {
    case 'sent':
      return refuse('month-sent');
    case 'over':
      return refuse('month-over');
    case 'moved':
      return { ...refuse('month-changed'), etag: `"${taken.cursor}"` };
    case 'faults': {
      const { faults } = taken.plan;
      const isChanged = faults.every(({ code }) => code === 'changed');
      return refuse(isChanged ? 'attendance-changed' : 'attendance-refused', faults.map(pointOf));
    }
    case 'written': {
      const { cursor, children, plan } = taken;
      return {
        status: 200,
        etag: `"${cursor}"`,
        body: {
          ...{ month: call.month, cursor },
          written: { children: children.length, cells: children.reduce((all, { cells }) => all + cells.length, 0) },
          children: children.map(({ childId, index, created, version, cells }) => ({
            ...{ index, id: childId, created, version, cells },
          })),
          refused: plan.faults.map(pointOf),
          doubts: plan.doubts.map(pointOf),
        },
      };
    }
    default:
      return taken satisfies never;
  }
}

/** Whose data was given to which software stands in the history of the operator. */
async function childrenOf(db: Database, call: CallOf, rows: readonly EncodedRow[]): Promise<object[]> {
  const { facilityId, month } = monthIn(call);
  const { caller, at } = call;
  if (rows.length === 0) return [];
  const [references] = await Promise.all([
    referencesOf(
      db,
      caller,
      facilityId,
      rows.map(({ childId }) => childId),
    ),
    recordAudit(db, {
      ...{ at, actorId: null, onBehalfOf: caller.organisingBodyId },
      ...{ event: 'read', subject: 'application-attendance', subjectId: caller.applicationId },
      change: {
        facility_id: { before: null, after: facilityId },
        month: { before: null, after: month },
        lines: { before: null, after: rows.length },
      },
    }),
  ]);
  return rows.map((row) => ({
    ...{ id: row.childId, reference: references.get(row.childId) ?? null },
    ...{ familyName: row.familyName, firstName: row.firstName, birthOn: row.birthOn, enteredOn: row.enteredOn },
    ...{ leftOn: row.leftOn, contractDays: row.contractDays, version: row.version },
    cells: row.cells.flatMap((code, index) => {
      const version = row.versions[index] ?? 1;
      return code === '' && version === 1 ? [] : [{ day: index + 1, code, version }];
    }),
  }));
}
