/** One organising body, one crèche, its people, and cases walked through the real process table. */
import { randomUUID } from 'node:crypto';
import { openCase, recordAct } from '../../db/record-act.ts';
import type { Database } from '../../db/connect.ts';
import { getEffectContext, type EffectContext } from '../../db/effect-context.ts';
import type { Role } from '../../workflows/procedure.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { day } from '../support/times.ts';

export const start = Date.parse('2026-11-02T22:58:00Z');

export interface World {
  bodyId: string;
  facilityId: string;
  people: Record<string, string>;
}

export async function createWorld(db: Database): Promise<World> {
  const [body] = (await db('organising_bodies')
    .insert({
      name: 'ASBL « Les Petits Pas »',
      kind: 'asbl',
      street: 'Rue du Château',
      number: '12',
      box: 'B',
      postcode: '5300',
      locality: 'Andenne',
    })
    .returning('id')) as { id: string }[];
  const bodyId = body!.id;
  const [facility] = (await db('facilities')
    .insert({
      organising_body_id: bodyId,
      number: '92/1234/01',
      name: 'Crèche Clair Matin',
      kind: 'creche',
      administration: 'namur',
    })
    .returning('id')) as { id: string }[];
  const facilityId = facility!.id;
  await db('authorisation_versions').insert({
    facility_id: facilityId,
    status: 'authorised',
    street: 'Rue Brun',
    number: '7',
    postcode: '5300',
    locality: 'Andenne',
    capacity: 35,
    valid_from: '2020-01-01',
    decided_on: '2019-12-01',
  });
  const people: Record<string, string> = {};
  const person = async (
    key: string,
    first: string,
    family: string,
    portal: 'pro' | 'office',
    grant: object,
    more: object = {},
  ) => {
    const id = randomUUID();
    await db('users').insert({
      id,
      first_name: first,
      family_name: family,
      email: `${key}@exemple.be`,
      portal,
      ...more,
    });
    await db('grants').insert({ user_id: id, valid_from: '2020-01-01', ...grant });
    people[key] = id;
  };
  const [otherBody] = (await db('organising_bodies')
    .insert({ name: 'Autre ASBL', kind: 'asbl', street: 'Rue Haute', number: '1', postcode: '5000', locality: 'Namur' })
    .returning('id')) as { id: string }[];
  const [otherPlace] = (await db('facilities')
    .insert({
      organising_body_id: bodyId,
      number: '92/1234/02',
      name: 'Crèche Bis',
      kind: 'creche',
      administration: 'namur',
    })
    .returning('id')) as { id: string }[];
  await person('administrator', 'Claire', 'Šimůnková', 'pro', { role: 'administrator', organising_body_id: bodyId });
  await person('manager', 'Nadia', 'El Amrani', 'pro', {
    role: 'data-manager',
    organising_body_id: bodyId,
    dossier: 'authorisation',
    facility_id: facilityId,
  });
  await person('manager-elsewhere', 'Paul', 'Ailleurs', 'pro', {
    role: 'data-manager',
    organising_body_id: bodyId,
    dossier: 'authorisation',
    facility_id: otherPlace!.id,
  });
  await person('manager-other-dossier', 'Léa', 'Subsides', 'pro', {
    role: 'data-manager',
    organising_body_id: bodyId,
    dossier: 'subsidies',
  });
  await person('former', 'Jean', 'Parti', 'pro', {
    role: 'administrator',
    organising_body_id: bodyId,
    valid_to: '2021-01-01',
  });
  await person(
    'deactivated',
    'Eva',
    'Fermée',
    'pro',
    { role: 'administrator', organising_body_id: bodyId },
    { deactivated_at: '2025-01-01' },
  );
  await person('stranger', 'Luc', 'Étranger', 'pro', { role: 'administrator', organising_body_id: otherBody!.id });
  await person('referent', 'Sophie', 'Lambert', 'office', { role: 'referent', administration: 'namur' });
  await person('coordinator', 'Marc', 'Dubois', 'office', { role: 'coordinator', administration: 'namur' });
  await person('aes-referent', 'Ada', 'Löwenthal', 'office', { role: 'aes-referent' });
  await person('manager-asr', 'Françoise', 'Ñuñez', 'office', { role: 'asr-manager', administration: 'namur' });
  await person('secretariat', 'Hélène', 'Gérard', 'office', { role: 'appeal-secretariat' });
  await person('helpdesk', 'Tom', 'Aide', 'office', { role: 'helpdesk' });
  await person('supervisor', 'Yves', 'Namurois', 'office', { role: 'supervisor', administration: 'namur' });
  await person('supervisor-all', 'Inès', 'Partout', 'office', { role: 'supervisor' });
  await person('supervisor-liege', 'Guy', 'Liégeois', 'office', { role: 'supervisor', administration: 'liege' });
  await db('facility_agents').insert(
    ['referent', 'coordinator'].map((role) => ({ facility_id: facilityId, role, user_id: people[role] })),
  );
  return { bodyId, facilityId, people };
}

export type Step = [action: string, role: Role, person: string | null, facts?: object, content?: object];

export const submitted: Step = [
  'submit',
  'operator',
  'administrator',
  { kind: 'permanent-move', home: false, wishedOn: '2027-01-04', moreCapacity: true },
  {
    address: { street: 'Rue du Pont', number: '41', postcode: '5300', locality: 'Andenne' },
    capacity: 42,
    reason: 'Le bail actuel prend fin.',
  },
];

/** The case after these acts, a day apart. */
export async function walk(
  db: Database,
  world: World,
  steps: readonly Step[],
): Promise<{ caseId: string; number: number }> {
  const caseId = randomUUID();
  let number = 0;
  for (const [index, [action, role, person, facts = {}, content]] of steps.entries()) {
    const request = {
      action,
      token: randomUUID(),
      facts,
      content: content ?? null,
      at: start + index * day,
      actor: { role, userId: person ? (world.people[person] ?? null) : null, acr: person ? 500 : null },
    };
    ({ number } =
      index === 0
        ? await openCase(db, process, {
            ...request,
            caseId,
            subject: { kind: 'facility', id: world.facilityId },
            kind: (facts as { kind: string }).kind,
          })
        : await recordAct(db, process, caseId, clockDeadline(request, role, await stateOf(db, caseId))));
  }
  return { caseId, number };
}

const stateOf = async (db: Database, caseId: string) =>
  ((await db('cases').where({ id: caseId }).first('state')) as { state: { deadlines: { id: string; act: string }[] } })
    .state;
function clockDeadline<R extends { action: string }>(
  request: R,
  role: Role,
  { deadlines }: { deadlines: { id: string; act: string }[] },
): R & { deadline?: string } {
  const deadline = role === 'clock' ? deadlines.find(({ act }) => act === request.action)?.id : undefined;
  return { ...request, ...(deadline ? { deadline } : {}) };
}

/** Closes a case, so that another of its kind may be opened. */
export const forget = (db: Database, caseId: string): Promise<unknown> =>
  db('cases')
    .where({ id: caseId })
    .update({ closed_at: new Date(start).toISOString() });

export const contextOf = (db: Database, caseId: string, number: number, effect: string): Promise<EffectContext> =>
  getEffectContext(db, { caseId, number, effect });
