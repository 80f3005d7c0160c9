/** Every act on a file that has a form, each on a file of its own. */
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Action, Status } from '../../workflows/project-call/contract.ts';
import { marker, type Fields, type ToldAct } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';
import { deposit, project } from './files.ts';

const at = (status: Status) => ({
  facility: 'chenes',
  status,
  async open({ db, clock: { now } }: House): Promise<string> {
    const facility = stableId('facility chenes');
    // One file at a time for each place: the one before has had its day.
    await db('cases')
      .where({ slug: 'project-call', facility_id: facility })
      .update({ closed_at: new Date(now) });
    return deposit(db, { facility, at: now, status });
  },
});
const byOperator = { by: 'admin-petits-chenes' };
const byOne = { by: 'asr-manager-namur' };

const filled: Fields = {
  ...Object.fromEntries(Object.entries(project).map(([name, value]) => [name, String(value)])),
  financedBy: '',
};
const opinion: Fields = { complete: 'oui', selected: 'non', missing: '', reason: 'Moins urgent que les autres.' };

export const toldActs: readonly ToldAct<Action>[] = [
  {
    action: 'deposit-again',
    ...at('deposited'),
    ...byOperator,
    body: { ...filled, places: '21' },
    bad: { fields: { ...filled, motivation: marker, coFinancing: '900000' }, fault: 'coFinancing' },
  },
  {
    action: 'withdraw',
    ...at('deposited'),
    ...byOperator,
    body: {},
    bad: { fields: { surprise: 'x' }, fault: 'form' },
  },
  {
    action: 'give-opinion',
    ...at('examination'),
    ...byOne,
    body: opinion,
    bad: { fields: { ...opinion, complete: 'non', reason: marker }, fault: 'missing' },
  },
  {
    action: 'write-message',
    ...at('deposited'),
    ...byOperator,
    body: { text: 'Une question sur le règlement.' },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    action: 'cancel',
    ...at('deposited'),
    by: 'helpdesk',
    body: { reason: 'Déposé deux fois.' },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
];
