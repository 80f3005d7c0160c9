/** Every act on a validation that has a form: each in a year of its own, at the same crèche. */
import { randomUUID } from 'node:crypto';
import { recordAct } from '../../db/record-act.ts';
import { markOf } from '../../db/team-validation/marks.ts';
import { readTeam } from '../../db/team-validation/read-team.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Action } from '../../workflows/team-validation/contract.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { marker, type Fields, type ToldAct, type Where } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';
import { openYear, stableOf } from './cases.ts';
import { makeTeam } from './teams.ts';

let years = 2030;
const open = async ({ db, clock: { now: at } }: House): Promise<string> => {
  years += 1;
  // A team without a fault in the place of the demonstration's.
  await db('staff_contracts')
    .where({ facility_id: stableOf('chenes') })
    .delete();
  await makeTeam(db, stableOf('chenes'));
  return openYear(db, { facilityId: stableOf('chenes'), at, year: String(years) });
};
async function openLate(house: House): Promise<string> {
  const caseId = await open(house);
  for (const [action, role] of [
    ['last-day-ends', 'clock'],
    ['declare-late', 'procedure'],
  ] as const)
    await recordAct(house.db, process, caseId, {
      action,
      facts: {},
      token: randomUUID(),
      actor: { role, userId: null },
      at: house.clock.now,
    });
  return caseId;
}

/** What the page has shown of the team. */
async function seal({ db, caseId, now }: Where): Promise<Fields> {
  const facilityId = stableOf('chenes');
  const row = (await db('cases').where({ id: caseId }).first('organising_body_id', 'period')) as {
    organising_body_id: string;
    period: string;
  };
  const { snapshot } = await readTeam(
    db,
    { organisingBodyId: row.organising_body_id, facilityId },
    { year: row.period, today: dayOf(now) },
  );
  return { seal: markOf(snapshot) };
}

const chenes = { facility: 'chenes', status: 'open', open };
export const toldActs: readonly ToldAct<Action>[] = [
  {
    ...chenes,
    action: 'begin',
    by: 'admin-petits-chenes',
    body: {},
    bad: { fields: { surprise: 'x' }, fault: 'form' },
  },
  {
    ...chenes,
    action: 'validate',
    by: 'admin-petits-chenes',
    binds: true,
    body: seal,
    bad: { fields: { surprise: 'x' }, fault: 'form' },
  },
  {
    facility: 'chenes',
    status: 'late',
    open: openLate,
    action: 'follow-up',
    by: 'coordinator-namur',
    body: { text: 'Pouvez-vous valider cette semaine ?' },
    bad: { fields: { text: marker + 'x'.repeat(20_001) }, fault: 'text' },
  },
  {
    ...chenes,
    action: 'write-message',
    by: 'admin-petits-chenes',
    body: { text: 'Bonjour' },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    ...chenes,
    action: 'cancel',
    by: 'helpdesk',
    body: { reason: 'Ouverte par erreur.' },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
];
