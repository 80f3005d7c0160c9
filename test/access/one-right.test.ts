/** What one right opens, and that taking it away closes exactly that: over the rows of the demonstration, and over the pages. */
import { expect } from 'chai';
import fc from 'fast-check';
import { actsOf } from '../../db/access/acts.ts';
import { dossierCodes, slugsOf } from '../../db/access/dossiers.ts';
import type { Grant } from '../../db/access/scopes.ts';
import { accessibleBy } from '../../db/access/sql-filter.ts';
import { asSubject, type SubjectName } from '../../db/access/subjects.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { processes } from '../../workflows/registry.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { grant, operator } from './people.ts';

const lists: [SubjectName, table: string, column: string][] = [
  ['Case', 'cases', 'id'],
  ['Task', 'tasks', 'id'],
  ['Draft', 'drafts', 'id'],
  ['Document', 'documents', 'id'],
  ['Facility', 'facilities', 'id'],
  ['Collaboration', 'collaboration_places', 'id'],
  ['Membership', 'memberships', 'user_id'],
];

describe('one right', () => {
  let house: House;
  let facilities: { id: string; organising_body_id: string }[];
  let anyGrant: fc.Arbitrary<Grant>;
  before(async () => {
    house = await openHouse();
    facilities = await house.db('facilities').orderBy('id').select('id', 'organising_body_id');
    const some = facilities.slice(0, 12);
    const place = fc.constantFrom(...some);
    anyGrant = fc.oneof(
      {
        weight: 1,
        arbitrary: place.map(({ organising_body_id: id }) => grant('administrator', { organisingBodyId: id })),
      },
      {
        weight: 1,
        arbitrary: place.map(({ organising_body_id: id }) => grant('user-manager', { organisingBodyId: id })),
      },
      {
        weight: 6,
        arbitrary: fc
          .tuple(place, fc.constantFrom(...dossierCodes), fc.boolean())
          .map(([{ id, organising_body_id: body }, dossier, whole]) =>
            grant('data-manager', { organisingBodyId: body, dossier, facilityId: whole ? null : id }),
          ),
      },
    );
  });
  after(() => house.close());

  const seenBy = async (grants: Grant[]): Promise<Set<string>> => {
    const { ability } = operator(...grants);
    const rows = await Promise.all(
      lists.map(([subject, table, column]) =>
        accessibleBy(house.db(table), ability, 'read', subject).pluck<string>(`${table}.${column}`),
      ),
    );
    return new Set(rows.flatMap((ids, at) => ids.map((id) => `${lists[at]![0]} ${id}`)));
  };
  const union = (sets: Set<string>[]): string[] => [...new Set(sets.flatMap((one) => [...one]))].sort();

  it('adds its own rows to those of the others, and takes exactly these away with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyGrant, { minLength: 1, maxLength: 4 }), async (grants) => {
        const each = await Promise.all(grants.map((one) => seenBy([one])));
        for (const [at] of grants.entries()) {
          const others = grants.filter((_, index) => index !== at);
          expect([...(await seenBy(others))].sort()).to.deep.equal(union(each.filter((_, index) => index !== at)));
        }
        expect([...(await seenBy(grants))].sort()).to.deep.equal(union(each));
      }),
      { numRuns: 25 },
    );
  });

  it('on a file opens the cases of its procedures in its place, and no others', async () => {
    const cases = await house
      .db('cases')
      .select<{ id: string; slug: string; facility_id: string | null; organising_body_id: string }[]>('*');
    for (const dossier of dossierCodes)
      for (const { id, organising_body_id: body } of facilities.slice(0, 6))
        for (const facilityId of [id, null]) {
          const seen = await seenBy([grant('data-manager', { organisingBodyId: body, dossier, facilityId })]);
          const expected = cases.filter(
            (row) =>
              slugsOf(dossier).includes(row.slug) &&
              row.organising_body_id === body &&
              (facilityId === null || row.facility_id === facilityId),
          );
          expect(
            [...seen].filter((one) => one.startsWith('Case ')).sort(),
            `${dossier} ${facilityId ?? 'everywhere'}`,
          ).to.deep.equal(expected.map((row) => `Case ${row.id}`).sort());
        }
  });

  it('gives its acts, and takes exactly these away with it', async () => {
    const rows = (await house.db('cases').orderBy('id').limit(40)) as object[];
    const actions = [...new Set(processes.flatMap((process) => [...actsOf(process).does.values()].flat()))];
    const does = (grants: Grant[]): Set<string> => {
      const { ability } = operator(...grants);
      return new Set(
        rows.flatMap((row, at) =>
          actions.filter((action) => ability.can(action, asSubject('Case', row))).map((action) => `${action} ${at}`),
        ),
      );
    };
    fc.assert(
      fc.property(fc.array(anyGrant, { minLength: 1, maxLength: 4 }), (grants) => {
        const each = grants.map((one) => does([one]));
        for (const [at] of grants.entries())
          expect([...does(grants.filter((_, index) => index !== at))].sort()).to.deep.equal(
            union(each.filter((_, index) => index !== at)),
          );
      }),
      { numRuns: 40 },
    );
  });

  it('opens its pages, its documents and its exports, and closes exactly these', async () => {
    const user = stableId('user none-chenes');
    const body = stableId('body petits-chenes');
    const place = (key: string): string => stableId(`facility ${key}`);
    const idsIn = (table: string): Promise<string[]> =>
      house.db(table).where({ organising_body_id: body }).orderBy('id').limit(8).pluck('id');
    const [cases, documents] = [
      await house
        .db('cases')
        .where({ organising_body_id: body })
        .orderBy('id')
        .limit(8)
        .select<{ id: string; slug: string }[]>('id', 'slug'),
      await idsIn('documents'),
    ];
    const addresses = [
      '/pro/users',
      `/pro/users/${stableId('user data-chenes')}/rights`,
      '/pro/team',
      ...['chenes', 'glands', 'coccinelle'].flatMap((key) => [
        `/pro/facilities/${place(key)}/authorisation`,
        `/pro/facilities/${place(key)}/photos`,
        `/pro/team?facility=${place(key)}`,
      ]),
      ...cases.map(({ id, slug }) => `/pro/${slug}/${id}`),
      ...documents.map((id) => `/documents/${id}`),
    ];
    const rights = [
      { role: 'data-manager', dossier: 'authorisation', facility_id: place('chenes') },
      { role: 'data-manager', dossier: 'team', facility_id: place('glands') },
      { role: 'user-manager', dossier: null, facility_id: null },
    ];
    const openWith = async (held: typeof rights): Promise<Set<string>> => {
      await house.db('grants').where({ user_id: user }).delete();
      if (held.length > 0)
        await house
          .db('grants')
          .insert(held.map((one) => ({ ...one, user_id: user, organising_body_id: body, valid_from: '2026-01-01' })));
      const visitor: Visitor = await house.asUser(user);
      const answers: [string, number][] = [];
      for (const address of addresses) answers.push([address, (await visitor.get(address)).status]);
      return new Set(answers.filter(([, status]) => status === 200).map(([address]) => address));
    };
    const each: Set<string>[] = [];
    for (const right of rights) each.push(await openWith([right]));
    expect([...(await openWith([]))]).to.deep.equal([]);
    for (const [at, right] of rights.entries()) {
      expect(each[at]!.size, right.dossier ?? right.role).to.be.greaterThan(0);
      const others = await openWith(rights.filter((_, index) => index !== at));
      expect([...others].sort()).to.deep.equal(union(each.filter((_, index) => index !== at)));
    }
  });
});
