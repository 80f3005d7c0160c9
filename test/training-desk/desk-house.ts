/** A house with lines that wait, two referents and a supervisor; batches are worked off by hand. */
import { randomUUID } from 'node:crypto';
import { findViewer, type Viewer } from '../../db/access/viewer.ts';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import type { Database } from '../../db/connect.ts';
import { createDice } from '../../db/seeds/generate/dice.ts';
import { insertWrittenLines } from '../../db/seeds/generate/training-rows.ts';
import type { WrittenLine } from '../../db/seeds/generate/training.ts';
import type { Decided } from '../../db/training-desk/decide.ts';
import { rankGroups } from '../../db/training-desk/rank.ts';
import { regroup } from '../../db/training-desk/regroup.ts';
import type { Instant } from '../../domain/calendar.ts';

export const at = Date.parse('2026-11-23T09:00:00Z');

export const written = (
  organisation: string,
  module: string,
  count: number,
  { operator = 0, on = '2026-09-12', hours = 6 } = {},
): WrittenLine[] =>
  Array.from({ length: count }, (_, index) => ({
    operator: operator + (index % 3),
    person: index,
    organisation,
    module,
    on,
    hours,
    truth: '',
  }));

/** @returns the cases of the lines, which stand in groups */
export async function openLines(db: Database, lines: readonly WrittenLine[]): Promise<string[]> {
  const ids = await insertWrittenLines(db, createDice(1), lines, at);
  await regroup(db, { whole: false });
  await rankGroups(db, at);
  return ids;
}

export async function makeAgent(db: Database, role: 'aes-referent' | 'supervisor', name = 'Claire'): Promise<Viewer> {
  const id = randomUUID();
  await db('users').insert({
    id,
    first_name: name,
    family_name: 'Mertens',
    email: `${id}@exemple.be`,
    portal: 'office',
  });
  await db('grants').insert({ user_id: id, role, administration: null, valid_from: '2020-01-01' });
  const viewer = await findViewer(db, id, { acr: 450, authenticatedAt: at, now: at });
  if (!viewer) throw new Error('no viewer');
  return viewer;
}

export async function workOff(db: Database, id: string, now: Instant = at): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    const progress = await workOffItems(db, batchKinds, id, {
      limit: 1000,
      now: () => now,
      ring: () => undefined,
      afterItem: () => Promise.resolve(),
    });
    if (progress?.status !== 'running' && progress?.status !== 'undoing') return;
  }
}

export async function spellingsOf(
  db: Database,
  organisation: string,
): Promise<{ groupId: string; spellings: number[] }> {
  const row = (await db('training_spellings').where({ organisation }).orderBy('id').first('group_id')) as {
    group_id: string;
  };
  const spellings = (await db('training_spellings')
    .where({ group_id: row.group_id })
    .orderBy('id')
    .pluck('id')) as number[];
  return { groupId: row.group_id, spellings };
}

export const recognising = (group: { groupId: string; spellings: number[] }): Decided => ({
  token: randomUUID(),
  kind: 'recognise',
  ...group,
  organisation: 'Horizon Enfance',
  module: 'Gestion des conflits',
  entitledBy: 'agreed',
  motive: null,
  text: null,
  restsOn: null,
});
