/** Doctors, for tests: introduced at a crèche, and brought to the status that is asked about. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { keepCollaboration } from '../../db/doctors/keep.ts';
import type { Told } from '../../db/doctors/told.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Instant } from '../../domain/calendar.ts';
import { formatInami, makeInami } from '../../domain/inami.ts';
import type { Action, Kind, Status } from '../../workflows/doctor-validation/contract.ts';
import { process } from '../../workflows/doctor-validation/process.ts';
import type { Role } from '../../workflows/procedure.ts';

export const stableOf = (facility: string): string => stableId(`facility ${facility}`);

/** A doctor of a number of their own. */
let made = 70_000;
export function someDoctor(qualification = '003'): Told {
  made += 1;
  return {
    inami: formatInami(makeInami(made, qualification)),
    familyName: 'Thonnart',
    firstName: 'Ghislaine',
    address: { street: 'rue des Prés', number: '4', postcode: '5000', locality: 'Namur' },
    country: 'be',
    mobile: '0470 11 22 33',
    email: 'cabinet.thonnart@cabinet.example',
    function: qualification === '690' ? 'paediatrician' : 'general-practitioner',
    from: '2026-09-01',
    kilometres: 8,
  };
}

type Step = readonly [role: Role, action: Action, facts?: object, content?: object];
const validated: Step = ['subsidy-manager', 'validate', {}, { checked: [] }];
const ways = {
  'to-validate': [],
  'complement-asked': [['subsidy-manager', 'ask-complement', {}, { points: ['term'] }]],
  'validated': [validated],
  'change-to-validate': [validated, ['operator', 'ask-change', {}, { mobile: '0470 99 88 77' }]],
  'suspended': [validated, ['subsidy-manager', 'suspend', { from: '2026-11-01' }, { reason: 'essai' }]],
  'refused': [['subsidy-manager', 'refuse', { motive: 'convention' }, { reason: 'essai' }]],
} as const satisfies Partial<Record<Status, readonly Step[]>>;

interface Introduced {
  facilityId: string;
  at: Instant;
  doctor?: Told;
  kind?: Kind;
  doubtful?: true;
  status?: keyof typeof ways;
  token?: string;
}
/** @returns the id of the case */
export async function introduce(
  db: Database,
  {
    facilityId,
    at,
    doctor = someDoctor(),
    kind = 'new',
    doubtful,
    status = 'to-validate',
    token = randomUUID(),
  }: Introduced,
): Promise<string> {
  const { inami, function: role, from, kilometres } = doctor;
  const { caseId } = await openCase(db, process, {
    subject: { kind: 'facility', id: facilityId },
    kind,
    action: 'introduce',
    facts: { kind, from, ...(doubtful ? { doubtful } : {}) },
    content: kind === 'new' ? doctor : { inami, function: role, from, kilometres },
    token,
    actor: { role: 'operator', userId: randomUUID() },
    at,
  });
  await keepCollaboration(db, caseId);
  for (const [by, action, facts = {}, content = null] of ways[status] as readonly Step[]) {
    await recordAct(db, process, caseId, {
      action,
      facts,
      content,
      token: randomUUID(),
      actor: { role: by, userId: randomUUID() },
      at,
    });
    await keepCollaboration(db, caseId, { action, at });
  }
  return caseId;
}
