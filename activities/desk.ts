/**
 * The clerk's desk: deadlines that have passed become acts, short database effects are done at once, and what must be
 * carried out outside is handed to the workflow. Idempotent: it may be done again at any point.
 */
import { ApplicationFailure } from '@temporalio/common';
import { actElsewhere } from '../db/act-elsewhere.ts';
import { instant, type Database } from '../db/connect.ts';
import { markSeen } from '../db/desk.ts';
import { getEffectContext, type EffectKey } from '../db/effect-context.ts';
import { tellAgain } from '../db/notices.ts';
import { giveUpEffect, passDeadline } from '../db/supervision/retry-effect.ts';
import type { Bell } from '../workflows/bell.ts';
import type { Desk, DeskActivities, Errand } from '../workflows/clerk.ts';
import { kindOf, turnOf, type AnyProcess } from '../workflows/procedure.ts';
import { passDeadlines } from './deadlines.ts';
import type { AnyEffects, RunErrand } from './effects.ts';

export interface DeskDependencies {
  db: Database;
  procedures: readonly AnyEffects[];
  /** The letters of every procedure. */
  writeLetter: RunErrand;
  bell: Bell;
  /** How long a deadline's hour is over before the clock acts, in milliseconds. */
  patience: number;
}

/** Before desk work is given up (hypothèse). */
const maximumAttempts = 5;

export function createDesk({ db, procedures, writeLetter, bell, patience }: DeskDependencies): DeskActivities {
  const effectsOf = (slug: string): AnyEffects => {
    const effects = procedures.find((candidate) => candidate.process.slug === slug);
    if (!effects) throw new Error(`no effects for ${slug}`);
    return effects;
  };
  const processOf = (slug: string): AnyProcess => effectsOf(slug).process;

  async function workOff(input: { caseId: string; now: number }, signal?: AbortSignal): Promise<Desk> {
    const { caseId, now } = input;
    const { row, next } = await passDeadlines(db, processOf, { ...input, waits: patience }, signal);
    const { process } = effectsOf(row.slug);
    const errands: Errand[] = [];
    for (const { number, effect } of row.pending) {
      signal?.throwIfAborted();
      const key = { caseId, number, effect };
      if (effect === passDeadline) {
        await markDone(db, key, now);
        continue;
      }
      const kind = await kindOrGiveUp(process, key, now);
      if (kind === 'letter' || kind === 'errand' || kind === 'publication') errands.push({ ...key, kind });
      else if (kind) await doOrGiveUp(key, now, () => atDesk(process, key, kind, now));
    }
    if (errands.length === 0) await markSeen(db, caseId, row.act_number);
    return {
      number: row.act_number,
      errands,
      wakeAt: next?.at ?? null,
      open: row.closed_at === null,
      reference: row.reference,
      status: row.status,
      turn: turnOf(process, row.state),
      ...(row.due_on ? { dueOn: row.due_on } : {}),
      ...(next ? { waitsFor: next.act } : {}),
    };
  }

  /** The kind of an effect; one that the table of today does not name any more is given up. */
  async function kindOrGiveUp(
    process: AnyProcess,
    key: EffectKey,
    now: number,
  ): Promise<ReturnType<typeof kindOf> | null> {
    try {
      return kindOf(process, key.effect);
    } catch {
      await giveUpEffect(db, { ...key, failure: 'unknown-effect' }, now);
      return null;
    }
  }

  /** Work that fails time after time (a row is missing, say) waits for a person and holds up nothing else. @throws while it may still succeed */
  async function doOrGiveUp(key: EffectKey, now: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const [row] = (await db('effects').where(rowOf(key)).increment('attempts', 1).returning('attempts')) as {
        attempts: number;
      }[];
      if ((row?.attempts ?? 0) < maximumAttempts) throw error;
      const { code, name } = error as { code?: string; name?: string };
      await giveUpEffect(db, { ...key, failure: code ?? name ?? 'failed' }, now);
    }
  }

  /** The work and its mark in one transaction; acts on other cases are rung for afterwards. */
  async function atDesk(
    process: AnyProcess,
    key: EffectKey,
    kind: 'notice' | 'desk' | 'act-elsewhere',
    now: number,
  ): Promise<void> {
    const bells: { slug: string; caseId: string }[] = [];
    await db.transaction(async (trx) => {
      const mine: unknown = await trx('effects')
        .where({ ...rowOf(key), status: 'pending' })
        .forUpdate()
        .first('effect');
      if (!mine) return;
      if (kind === 'notice') await tellAgain(trx, process, key, now);
      else {
        const context = await getEffectContext(trx, key);
        const { desk, elsewhere } = effectsOf(process.slug);
        if (kind === 'desk') await workOf(desk, key.effect)(trx, context);
        else
          for (const act of await workOf(elsewhere, key.effect)(trx, context))
            if (await actElsewhere(trx, processOf(act.slug), context, act)) bells.push(act);
      }
      await markDone(trx, key, now);
    });
    bells.forEach(({ slug, caseId }) => {
      bell.ring(slug, caseId);
    });
  }

  /** An errand outside: a letter, a publication. Done again after a crash, it finds its mark or its own trace. */
  async function carryOut({ caseId, number, effect }: Errand, signal?: AbortSignal): Promise<void> {
    const key = { caseId, number, effect };
    const standing = (await db('effects').where(rowOf(key)).first('status')) as { status: string } | undefined;
    if (standing?.status !== 'pending') return;
    await db('effects').where(rowOf(key)).increment('attempts', 1);
    const context = await getEffectContext(db, key);
    const { process, errands } = effectsOf(context.case.slug);
    // An errand of an earlier release may be a notice still.
    if (kindOf(process, effect) === 'notice') await tellAgain(db, process, key, context.act.at);
    else if (kindOf(process, effect) === 'letter') await writeLetter(context, signal);
    else await workOf(errands, effect)(context, signal);
    await markDone(db, key, null);
  }

  /** The errand has failed for good: it waits, visibly, for a person. */
  const giveUp = ({ caseId, number, effect, failure, now }: Errand & { failure: string; now: number }): Promise<void> =>
    giveUpEffect(db, { caseId, number, effect, failure }, now);

  return { workOff, giveUp, carryOut };
}

/** @throws ApplicationFailure that no repetition mends */
function workOf<T>(table: Readonly<Record<string, T>>, effect: string): T {
  const work = table[effect];
  if (!work) throw ApplicationFailure.nonRetryable(`no work for ${effect}`, 'unknown-effect');
  return work;
}

const rowOf = ({ caseId, number, effect }: EffectKey) => ({ case_id: caseId, act_number: number, effect });
const markDone = (db: Database, key: EffectKey, now: number | null) =>
  db('effects')
    .where(rowOf(key))
    .update({ status: 'done', failure: null, done_at: now === null ? db.fn.now() : instant(now) });
