/**
 * The clerk's desk: deadlines that have passed become acts, short database effects are done at once, and what must be
 * carried out outside is handed to the workflow. Idempotent: it may be done again at any point.
 */
import type { Logger } from 'pino';
import { instant, type Database } from '../db/connect.ts';
import { ActRefused, recordAct } from '../db/record-act.ts';
import { retryKey } from '../db/supervision/retry-effect.ts';
import type { Bell } from '../workflows/bell.ts';
import type { Desk, DeskActivities, Errand } from '../workflows/clerk.ts';
import type { CaseState } from '../workflows/procedure.ts';
import { findEffectContext, type EffectContext, type ProcedureEffects } from './effects.ts';

export interface DeskDependencies {
  db: Database;
  procedures: readonly ProcedureEffects[];
  bell: Bell;
  log: Logger;
}

/** Before desk work is given up (hypothèse). */
const maximumAttempts = 5;

export function createDesk({
  db,
  procedures,
  bell,
}: DeskDependencies): DeskActivities & { carryOut(errand: Errand): Promise<void> } {
  const effectsOf = (slug: string): ProcedureEffects => {
    const effects = procedures.find((candidate) => candidate.process.slug === slug);
    if (!effects) throw new Error(`no effects for ${slug}`);
    return effects;
  };

  async function passDeadlines(caseId: string, now: number): Promise<CaseRow> {
    const refused = new Set<string>();
    for (;;) {
      const row = await getCase(db, caseId);
      const passed = row.state.deadlines.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)[0];
      if (!passed) return row;
      // Refused, and still there: the table contradicts itself, and asking again would never end.
      if (refused.has(passed.id)) throw new Error(`deadline ${passed.id} is refused`);
      const process = effectsOf(row.slug).process;
      try {
        await recordAct(db, process, caseId, {
          action: passed.act,
          token: passed.id,
          deadline: passed.id,
          facts: {},
          actor: { role: 'clock', userId: null },
          at: now,
        });
      } catch (error) {
        // A person was quicker: look again.
        if (!(error instanceof ActRefused)) throw error;
        refused.add(passed.id);
      }
    }
  }

  async function workOff({ caseId, now }: { caseId: string; now: number }): Promise<Desk> {
    const row = await passDeadlines(caseId, now);
    const effects = effectsOf(row.slug);
    const pending = (await db('effects')
      .where({ case_id: caseId, status: 'pending' })
      .orderBy('act_number')
      .select('act_number', 'effect')) as { act_number: number; effect: string }[];
    const errands: Errand[] = [];
    for (const { act_number: number, effect } of pending) {
      const work = effects.desk[effect];
      if (work) await doOrGiveUp({ caseId, number, effect }, now, work);
      else errands.push({ caseId, number, effect });
    }
    if (errands.length === 0)
      await db('cases')
        .where({ id: caseId })
        .where('engine_seq', '<', row.act_number)
        .update({ engine_seq: row.act_number });
    return { number: row.act_number, errands, wakeAt: row.wake_at, open: row.closed_at === null };
  }

  /** Work that fails time after time (a row is missing, say) waits for a person and holds up nothing else. @throws while it may still succeed */
  async function doOrGiveUp(errand: Errand, now: number, work: ProcedureEffects['desk'][string]): Promise<void> {
    try {
      await onceInTransaction(errand, now, work);
    } catch (error) {
      const [row] = (await db('effects').where(key(errand)).increment('attempts', 1).returning('attempts')) as {
        attempts: number;
      }[];
      if ((row?.attempts ?? 0) < maximumAttempts) throw error;
      const { code, name } = error as { code?: string; name?: string };
      await giveUp({ ...errand, failure: code ?? name ?? 'failed', now });
    }
  }

  /** Desk work and its mark in one transaction; acts on other cases are rung for afterwards. */
  async function onceInTransaction(errand: Errand, now: number, work: ProcedureEffects['desk'][string]): Promise<void> {
    const bells: { slug: string; caseId: string }[] = [];
    await db.transaction(async (trx) => {
      const mine = (await trx('effects').where(key(errand)).where('status', 'pending').forUpdate().first('effect')) as
        | object
        | undefined;
      if (!mine) return;
      const context = await findEffectContext(trx, errand, now);
      await work(trx, {
        ...context,
        ring: (slug, caseId) => {
          bells.push({ slug, caseId });
        },
      });
      await markDone(trx, errand, now);
    });
    bells.forEach(({ slug, caseId }) => {
      bell.ring(slug, caseId);
    });
  }

  /** An errand outside: a letter, a mail. Done again after a crash, it finds its mark or its own trace. */
  async function carryOut(errand: Errand): Promise<void> {
    const standing = (await db('effects').where(key(errand)).first('status')) as { status: string } | undefined;
    if (standing?.status !== 'pending') return;
    await db('effects').where(key(errand)).increment('attempts', 1);
    const context: EffectContext = await findEffectContext(db, errand, null);
    const effects = effectsOf(context.case.slug);
    const run = effects.errands[errand.effect];
    if (!run) throw new Error(`no errand ${errand.effect}`);
    await run(context);
    await markDone(db, errand, null);
  }

  /** The errand has failed for good: it waits, visibly, for a person. */
  async function giveUp({ failure, now, ...errand }: Errand & { failure: string; now: number }): Promise<void> {
    await db.transaction(async (trx) => {
      await trx('effects').where(key(errand)).where('status', 'pending').update({ status: 'failed', failure });
      await trx.raw(
        `
        insert into tasks (case_id, key, slug, kind, action, role, reference, facility_name, postcode, locality, organising_body_id, facility_id, administration, opened_at)
        select id, :taskKey, slug, kind, 'retry-effect', 'supervisor', reference, facility_name, postcode, locality, organising_body_id, facility_id, administration, :now
        from cases where id = :caseId on conflict (case_id, key) do update set closed_at = null`,
        { taskKey: retryKey(errand), caseId: errand.caseId, now: instant(now) },
      );
    });
  }

  return { workOff, giveUp, carryOut };
}

const key = ({ caseId, number, effect }: Errand) => ({ case_id: caseId, act_number: number, effect });
const markDone = (db: Database, errand: Errand, now: number | null) =>
  db('effects')
    .where(key(errand))
    .update({ status: 'done', failure: null, done_at: now === null ? db.fn.now() : instant(now) });

interface CaseRow {
  slug: string;
  state: CaseState;
  act_number: number;
  wake_at: number | null;
  closed_at: number | null;
}
async function getCase(db: Database, caseId: string): Promise<CaseRow> {
  const row = (await db('cases').where({ id: caseId }).first('slug', 'state', 'act_number', 'wake_at', 'closed_at')) as
    | CaseRow
    | undefined;
  if (!row) throw new Error('case not found');
  return row;
}
