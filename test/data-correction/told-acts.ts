/** Every act on a correction that has a form, as a person does it. */
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { recordAct } from '../../db/record-act.ts';
import type { Action, Desk, Kind } from '../../workflows/data-correction/contract.ts';
import { process } from '../../workflows/data-correction/process.ts';
import { marker, type ToldAct } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';
import { makeCorrection } from './make-correction.ts';

const reason = 'Le document joint montre le nom tel qu’il figure dans les statuts.';

/** Of a place of Namur, fresh for each act. */
const opened =
  (kind: Kind, desk: Desk = 'referent', facility = 'lutins') =>
  async ({ db, clock: { now: at } }: House): Promise<string> => {
    const facilityId = stableId(`facility ${facility}`);
    await db('cases')
      .where({ slug: process.slug, facility_id: facilityId, kind })
      .update({ closed_at: new Date(at) });
    return makeCorrection(db, {
      facilityId,
      kind,
      desk,
      wanted: kind === 'facility-name' ? 'MCAE des Lutins' : '2001-09-01',
      at,
    });
  };
const asked =
  (kind: Kind) =>
  async (house: House): Promise<string> => {
    const caseId = await opened(kind)(house);
    await recordAct(house.db, process, caseId, {
      action: 'ask-complement',
      token: `asked ${caseId}`.slice(0, 60).replaceAll(' ', '-'),
      facts: {},
      content: { reason },
      actor: { role: 'referent', userId: stableId('user referent-namur') },
      at: house.clock.now,
    });
    return caseId;
  };

export const toldActs: readonly ToldAct<Action>[] = [
  {
    action: 'accept',
    facility: 'lutins',
    status: 'decision',
    by: 'referent-namur',
    open: opened('facility-name'),
    body: { remarks: reason, seal: '1' },
    bad: { fields: { remarks: `${marker}${'x'.repeat(20_001)}` }, fault: 'remarks' },
  },
  {
    action: 'refuse',
    facility: 'lutins',
    status: 'decision',
    by: 'referent-namur',
    open: opened('authorised-on'),
    body: { motive: 'proof', reason },
    bad: { fields: { motive: '', reason: marker }, fault: 'motive' },
  },
  {
    action: 'ask-complement',
    facility: 'lutins',
    status: 'decision',
    by: 'referent-namur',
    open: opened('authorised-on'),
    body: { reason },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
  {
    action: 'hand-on',
    facility: 'lutins',
    status: 'decision',
    by: 'helpdesk',
    open: opened('authorised-on', 'helpdesk'),
    body: { desk: 'referent', reason },
    bad: { fields: { desk: 'helpdesk', reason: marker }, fault: 'desk' },
  },
  {
    action: 'give-complement',
    facility: 'lutins',
    status: 'complement-asked',
    by: 'admin-lutins',
    open: asked('authorised-on'),
    body: { wanted: '01/09/2003', text: reason },
    bad: { fields: { wanted: 'hier', text: marker }, fault: 'wanted' },
  },
  {
    action: 'withdraw',
    facility: 'lutins',
    status: 'decision',
    by: 'admin-lutins',
    open: opened('authorised-on'),
    body: {},
    bad: { fields: { surprise: 'x' }, fault: 'form' },
  },
  {
    action: 'write-message',
    facility: 'lutins',
    status: 'decision',
    by: 'admin-lutins',
    open: opened('authorised-on'),
    body: { text: reason },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    action: 'cancel',
    facility: 'lutins',
    status: 'decision',
    by: 'helpdesk',
    open: opened('authorised-on'),
    body: { reason },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
];
