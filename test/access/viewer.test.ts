import { expect } from 'chai';
import { performance } from 'node:perf_hooks';
import type { GrantRole } from '../../db/access/scopes.ts';
import { accessibleBy } from '../../db/access/sql-filter.ts';
import { asSubject, subjects, type SubjectName } from '../../db/access/subjects.ts';
import { findViewer, viewerOf, type Viewer } from '../../db/access/viewer.ts';
import { endOfDay, startOfDay } from '../../domain/calendar.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const slug = 'authorisation-adaptation';
const now = startOfDay('2026-11-22') + 36_000_000;
const strong = { acr: 450, authenticatedAt: now, now };
const at = new Date(now).toISOString();
const id = (kind: number, number: number): string =>
  `00000000-0000-4000-8000-${String(kind).padStart(4, '0')}${String(number).padStart(8, '0')}`;
const [body, facility, user] = [1, 2, 3];
const administrations = ['namur', 'liege'];

describe('the person behind a request', () => {
  let database: TestDatabase;
  let next = 100;

  before(async () => {
    database = await freshDatabase({ max: 2 });
    await fill(database);
  });
  after(() => database.drop());

  /** A user with these grants. */
  async function add(portal: 'pro' | 'office', grants: object[], change: object = {}): Promise<string> {
    const userId = id(user, next++);
    await database
      .db('users')
      .insert({ id: userId, first_name: 'Ada', family_name: 'Test', email: 'ada@exemple.be', portal, ...change });
    for (const grant of grants)
      await database.db('grants').insert({ user_id: userId, valid_from: '2026-01-01', ...grant });
    return userId;
  }
  const find = (userId: string, change: object = {}): Promise<Viewer | undefined> =>
    findViewer(database.db, userId, { ...strong, ...change });
  async function get(userId: string): Promise<Viewer> {
    const viewer = await find(userId);
    if (!viewer) throw new Error('no viewer');
    return viewer;
  }

  it('is found in one query, with the organising body of each grant by name', async () => {
    const userId = await add('pro', [
      { role: 'administrator', organising_body_id: id(body, 1) },
      { role: 'data-manager', organising_body_id: id(body, 2), dossier: 'authorisation', facility_id: id(facility, 3) },
    ]);
    let queries = 0;
    const count = () => {
      queries++;
    };
    database.db.on('query', count);
    const viewer = await find(userId);
    database.db.removeListener('query', count);
    expect(queries).to.equal(1);
    expect(viewer).to.deep.include({
      userId,
      firstName: 'Ada',
      familyName: 'Test',
      portal: 'pro',
      acr: 450,
      authenticatedAt: now,
    });
    expect(viewer?.grants).to.deep.equal([
      {
        role: 'administrator',
        organisingBodyId: id(body, 1),
        organisingBodyName: 'Pouvoir 1',
        dossier: null,
        facilityId: null,
        administration: null,
      },
      {
        role: 'data-manager',
        organisingBodyId: id(body, 2),
        organisingBodyName: 'Pouvoir 2',
        dossier: 'authorisation',
        facilityId: id(facility, 3),
        administration: null,
      },
    ]);
  });

  it('is nobody once deactivated, or when unknown', async () => {
    expect(await find(await add('pro', [], { deactivated_at: at }))).to.equal(undefined);
    expect(await find(id(user, 99_999))).to.equal(undefined);
  });

  it('keeps a grant until the end of its last day, in Brussels', async () => {
    const userId = await add('office', [{ role: 'referent', valid_to: '2026-11-22' }]);
    expect((await find(userId, { now: endOfDay('2026-11-22') - 1 }))?.grants).to.have.length(1);
    const later = await find(userId, { now: endOfDay('2026-11-22') });
    expect(later?.grants).to.deep.equal([]);
    expect(later?.ability.can('read', 'Case')).to.equal(false);
  });

  it('has no grant before its first day', async () => {
    const userId = await add('office', [{ role: 'referent', valid_from: '2026-11-23' }]);
    expect((await get(userId)).grants).to.deep.equal([]);
    expect((await find(userId, { now: startOfDay('2026-11-23') }))?.grants).to.have.length(1);
  });

  it('can do nothing but convert their user after a weak sign-in', async () => {
    const userId = await add('pro', [{ role: 'administrator', organising_body_id: id(body, 1) }]);
    const weak = await find(userId, { acr: 100 });
    expect(weak?.ability.can('convert', asSubject('User', { id: userId }))).to.equal(true);
    expect(await accessibleBy(database.db('cases'), weak!.ability, 'read', 'Case').select('id')).to.deep.equal([]);
  });

  it('finds in every list exactly the rows they may read one by one', async () => {
    const office: GrantRole[] = [
      'referent',
      'coordinator',
      'adviser',
      'health-referent',
      'asr-manager',
      'appeal-secretariat',
      'supervisor',
      'helpdesk',
      'dpo',
    ];
    const viewers: Viewer[] = [];
    for (const role of office)
      for (const administration of [null, 'namur'])
        viewers.push(await get(await add('office', [{ role, administration }])));
    for (const role of ['administrator', 'user-manager', 'childminder'])
      viewers.push(await get(await add('pro', [{ role, organising_body_id: id(body, 1) }])));
    const managed = { role: 'data-manager', organising_body_id: id(body, 1), dossier: 'authorisation' };
    viewers.push(
      await get(await add('pro', [managed])),
      await get(
        await add('pro', [
          { ...managed, facility_id: id(facility, 1) },
          { ...managed, facility_id: id(facility, 3) },
        ]),
      ),
      await get(await add('pro', [])),
    );
    viewers.push(await get(id(user, 1))); // excluded from half of the cases

    const lists = [
      'Case',
      'Task',
      'Draft',
      'Document',
      'Facility',
      'AuthorisationVersion',
      'OrganisingBody',
      'User',
      'Grant',
      'Audit',
      'HistoryLine',
      'Parameter',
    ] as const satisfies readonly SubjectName[];
    const actions: Record<string, string[]> = {
      Case: ['read', 'sign-decision', 'withdraw', 'supervise'],
      Task: ['read', 'claim', 'release', 'assign'],
      Draft: ['read', 'submit'],
      Grant: ['read', 'change'],
    };
    for (const subject of lists) {
      const { table } = subjects[subject];
      const from = () =>
        subject === 'AuthorisationVersion'
          ? database
              .db(table)
              .join('facilities', 'facilities.id', 'authorisation_versions.facility_id')
              .select(
                'authorisation_versions.*',
                'facilities.organising_body_id',
                'facilities.administration',
                'facilities.appealed',
              )
          : database.db(table).select(`${table}.*`);
      const rows = (await from()) as { id: string }[];
      expect(rows.length, subject).to.be.greaterThan(0);
      for (const viewer of viewers) {
        for (const action of actions[subject] ?? ['read']) {
          const allowed = rows
            .filter((row) => viewer.ability.can(action, asSubject(subject, row)))
            .map((row) => row.id);
          const shown = ((await accessibleBy(from(), viewer.ability, action, subject)) as { id: string }[]).map(
            (row) => row.id,
          );
          expect(shown.sort(), `${action} ${subject} as ${viewer.grants.map(({ role }) => role).join()}`).to.deep.equal(
            allowed.sort(),
          );
        }
      }
    }
  });

  it('who manages the data of one facility sees no case of the whole body; who manages all of them does', async () => {
    const managed = { role: 'data-manager', organising_body_id: id(body, 1), dossier: 'authorisation' };
    const ofOne = await get(await add('pro', [{ ...managed, facility_id: id(facility, 1) }]));
    const ofAll = await get(await add('pro', [managed]));
    for (const [subject, action] of [
      ['Case', 'read'],
      ['Case', 'withdraw'],
      ['Task', 'read'],
      ['Draft', 'submit'],
      ['Document', 'read'],
    ] as const) {
      const { table } = subjects[subject];
      const wholes = (viewer: Viewer): Promise<unknown[]> =>
        accessibleBy(database.db(table).whereNull('facility_id'), viewer.ability, action, subject).select('id');
      expect(await wholes(ofOne), subject).to.deep.equal([]);
      expect((await wholes(ofAll)).length, subject).to.be.greaterThan(0);
    }
  });

  it('filters under another name of the table', async () => {
    const viewer = await get(await add('office', [{ role: 'referent', administration: 'namur' }]));
    const found: { administration: string }[] = await accessibleBy(
      database.db('cases as c').join('tasks as t', 't.case_id', 'c.id'),
      viewer.ability,
      'read',
      'Case',
      'c',
    ).select('c.administration');
    expect(new Set(found.map(({ administration }) => administration))).to.deep.equal(new Set(['namur']));
  });

  it('is given an ability in less than half a millisecond', async () => {
    const { ability: _, ...person } = await get(
      await add(
        'pro',
        [1, 2, 3].flatMap((number) => [
          { role: 'administrator', organising_body_id: id(body, number) },
          { role: 'data-manager', organising_body_id: id(body, number), dossier: 'authorisation' },
        ]),
      ),
    );
    const row = asSubject('Case', {
      organising_body_id: id(body, 1),
      facility_id: id(facility, 1),
      administration: 'namur',
      slug,
      excluded_user_id: null,
      appealed: false,
    });
    for (let round = 0; round < 200; round++) viewerOf(person).ability.can('withdraw', row);
    const times = Array.from({ length: 200 }, () => {
      const from = performance.now();
      viewerOf(person).ability.can('withdraw', row);
      return performance.now() - from;
    }).sort((a, b) => a - b);
    expect(times[100]).to.be.lessThan(0.5);
  });
});

/** Two administrations, three bodies, four facilities and two whole bodies each with a draft, a case, a task, a document and an internal one. */
async function fill({ db }: TestDatabase): Promise<void> {
  const address = { street: 'Rue du Test', number: '1', postcode: '5000', locality: 'Namur' };
  await db('organising_bodies').insert(
    [1, 2, 3].map((number) => ({ id: id(body, number), name: `Pouvoir ${String(number)}`, kind: 'asbl', ...address })),
  );
  await db('users').insert({
    id: id(user, 1),
    first_name: 'Basile',
    family_name: 'Test',
    email: 'b@exemple.be',
    portal: 'office',
  });
  await db('grants').insert(
    ['referent', 'asr-manager'].map((role) => ({ user_id: id(user, 1), role, valid_from: '2026-01-01' })),
  );
  await db('audit').insert(
    [null, id(body, 1), id(body, 2)].map((on_behalf_of) => ({
      at,
      on_behalf_of,
      event: 'read',
      subject: 'Case',
      subject_id: '1',
    })),
  );
  const insertFacility = async (
    facility_id: string,
    organising_body_id: string,
    administration: string,
    number: number,
  ) => {
    await db('facilities').insert({
      id: facility_id,
      organising_body_id,
      number: `6.${String(number)}`,
      name: `Lieu ${String(number)}`,
      kind: 'creche',
      administration,
    });
    await db('authorisation_versions').insert({
      facility_id,
      status: 'authorised',
      ...address,
      capacity: 14,
      valid_from: '2020-01-01',
      decided_on: '2020-01-01',
    });
  };
  for (const number of [1, 2, 3, 4, 5, 6]) {
    const ofBody = number > 4;
    const organising_body_id = id(body, ofBody ? number - 4 : Math.ceil(number / 2));
    const administration = administrations[number % 2]!;
    const facility_id = ofBody ? null : id(facility, number);
    const about = {
      subject_kind: ofBody ? 'organising-body' : 'facility',
      subject_id: facility_id ?? organising_body_id,
    };
    const place = { organising_body_id, facility_id, administration };
    if (facility_id) await insertFacility(facility_id, organising_body_id, administration, number);
    const [draft]: { id: string }[] = await db('drafts')
      .insert({
        slug,
        kind: 'capacity-change',
        ...place,
        ...about,
        created_by: id(user, 1),
        updated_by: id(user, 1),
        created_at: at,
        updated_at: at,
      })
      .returning('id');
    for (const excluded_user_id of [null, id(user, 1)]) {
      const copies = {
        slug,
        kind: excluded_user_id ? 'permanent-move' : 'temporary-move',
        reference: `AD-${String(number)}-${excluded_user_id ? 'x' : 'o'}`,
        facility_name: 'Lieu',
        postcode: '5000',
        locality: 'Namur',
        ...place,
        excluded_user_id,
      };
      const [made]: { id: string }[] = await db('cases')
        .insert({
          ...copies,
          ...about,
          status: 'signature',
          turn: 'one',
          facility_kind: 'creche',
          opened_at: at,
          status_since: at,
          clock_since: at,
          target_on: '2027-01-01',
          act_number: 1,
          moved_by: 1,
          bell_seq: 1,
          state: '{}',
          parameters: '{}',
        })
        .returning('id');
      for (const role of ['operator', 'referent', 'asr-manager', 'appeal-secretariat']) {
        await db('tasks').insert({
          ...copies,
          case_id: made!.id,
          key: role,
          action: role === 'asr-manager' ? 'sign-decision' : 'answer',
          role,
          assignee_id: role === 'referent' ? id(user, 1) : null,
          opened_at: at,
        });
      }
      for (const slot of ['plan', 'internal-note']) {
        await db('documents').insert({
          case_id: made!.id,
          ...place,
          slot,
          origin: 'one',
          name: 'x.pdf',
          media_type: 'application/pdf',
          size: 1,
          digest: Buffer.alloc(32),
          uploaded_at: at,
        });
      }
    }
    await db('documents').insert({
      draft_id: draft!.id,
      ...place,
      slot: 'plan',
      origin: 'operator',
      name: 'y.pdf',
      media_type: 'application/pdf',
      size: 1,
      digest: Buffer.alloc(32),
      uploaded_at: at,
    });
  }
}
