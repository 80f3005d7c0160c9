/** Every act that a person does on a line: as they do it, and one way of doing it wrong. */
import { randomUUID } from 'node:crypto';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Action } from '../../workflows/training-recognition/contract.ts';
import { process } from '../../workflows/training-recognition/process.ts';
import type { Role } from '../../workflows/roles.ts';
import { marker, type ToldAct, type Where } from '../support/describe-acts.ts';
import type { House } from '../support/house.ts';
import { openLine } from './open-line.ts';

const words = 'Dit par un essai.';
const facility = 'gembloux-aes';

const open = async ({ db, clock }: House): Promise<string> => {
  const facilityId = stableId(`facility ${facility}`);
  const { organising_body_id: organisingBodyId } = await db('facilities')
    .where({ id: facilityId })
    .first<{ organising_body_id: string }>();
  return openLine(db, { organisingBodyId, facilityId }, { at: clock.now });
};
const first =
  (role: Role, action: Action, facts: object = {}) =>
  async ({ db, caseId, now: at }: Where): Promise<void> => {
    await recordAct(db, process, caseId, {
      action,
      facts,
      token: randomUUID(),
      actor: { role, userId: null },
      at,
    });
  };
const asked = first('procedure', 'ask-information');

export const toldActs: readonly ToldAct<Action>[] = [
  {
    action: 'recognise',
    facility,
    status: 'waiting',
    by: 'aes-referent',
    open,
    body: { remarks: words },
    bad: { fields: { remarks: `${marker}${'x'.repeat(20_001)}` }, fault: 'remarks' },
  },
  {
    action: 'refuse',
    facility,
    status: 'waiting',
    by: 'aes-referent',
    open,
    body: { motive: 'outside-programme', reason: words },
    bad: { fields: { motive: '', reason: marker }, fault: 'motive' },
  },
  {
    action: 'merge',
    facility,
    status: 'waiting',
    by: 'aes-referent',
    open,
    body: async ({ db, caseId, now: at }) => {
      const line = (await db('training_lines').where({ case_id: caseId }).first()) as Record<string, string>;
      const place = {
        organisingBodyId: line.organising_body_id!,
        facilityId: line.facility_id!,
        collaborationId: line.collaboration_id!,
      };
      return { into: await openLine(db, place, { at, on: '2026-09-13' }) };
    },
    bad: { fields: { into: '' }, fault: 'into' },
  },
  {
    action: 'ask-information',
    facility,
    status: 'waiting',
    by: 'aes-referent',
    open,
    body: { text: words },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    action: 'reopen',
    facility,
    status: 'recognised',
    by: 'aes-referent',
    open,
    before: first('procedure', 'recognise'),
    body: { reason: words },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
  {
    action: 'give-information',
    facility,
    status: 'information-asked',
    by: 'admin-gembloux',
    open,
    before: asked,
    body: { text: words },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    action: 'withdraw',
    facility,
    status: 'waiting',
    by: 'admin-gembloux',
    open,
    body: {},
    bad: { fields: { surprise: marker }, fault: 'form' },
  },
  {
    action: 'write-message',
    facility,
    status: 'waiting',
    by: 'admin-gembloux',
    open,
    body: { text: words },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    action: 'cancel',
    facility,
    status: 'waiting',
    by: 'helpdesk',
    open,
    body: { reason: words },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
];
