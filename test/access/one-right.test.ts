/** What one right opens, and that taking it away closes exactly that: over the rows of the demonstration, and over the pages. */
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { actsOf } from '../../db/access/acts.ts';
import { dossierCodes, slugsOf } from '../../db/access/dossiers.ts';
import type { Grant } from '../../db/access/scopes.ts';
import { accessibleBy } from '../../db/access/sql-filter.ts';
import { asSubject, type SubjectName } from '../../db/access/subjects.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { getProcess, processes } from '../../workflows/registry.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { routesOf, type Route } from '../support/routes.ts';
import { openWorld } from './matrix-world.ts';
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
              !getProcess(row.slug).restricted &&
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

  describe('through the portal', () => {
    const user = stableId('user thomas-gerard');
    const body = stableId('body petits-chenes');
    const place = (key: string): string => stableId(`facility ${key}`);
    const rights = [
      { role: 'data-manager', dossier: 'authorisation', facility_id: place('chenes') },
      { role: 'data-manager', dossier: 'team', facility_id: place('chenes') },
      { role: 'data-manager', dossier: 'team', facility_id: place('glands') },
      { role: 'user-manager', dossier: null, facility_id: null },
    ];
    const give = async (held: typeof rights): Promise<Visitor> => {
      await house.db('grants').where({ user_id: user }).delete();
      if (held.length > 0)
        await house
          .db('grants')
          .insert(held.map((one) => ({ ...one, user_id: user, organising_body_id: body, valid_from: '2026-01-01' })));
      return house.asUser(user);
    };
    /** What each right opens alone, and that the others without it open exactly what they open alone. */
    const expectUnions = async (openWith: (held: typeof rights) => Promise<Set<string>>): Promise<Set<string>[]> => {
      const each: Set<string>[] = [];
      for (const right of rights) each.push(await openWith([right]));
      for (const [at, right] of rights.entries()) {
        const others = await openWith(rights.filter((_, index) => index !== at));
        expect([...others].sort(), `without ${right.dossier ?? right.role}`).to.deep.equal(
          union(each.filter((_, index) => index !== at)),
        );
      }
      return each;
    };

    it('opens its pages, exports, documents, forms and answers to scripts, and closes exactly these: every address of an operator', async function () {
      this.timeout(280_000);
      const world = await openWorld(house);
      const routes = routesOf(house.app).filter(({ path }) => /^\/(pro|documents)(\/|$)/.test(path));
      const openWith = async (held: typeof rights): Promise<Set<string>> => {
        const visitor = await give(held);
        const isOpen = async ({ method, path }: Route): Promise<boolean> => {
          // What a form has taken away is there again.
          if (path.startsWith('/pro/users/:id'))
            await house
              .db('memberships')
              .where({ organising_body_id: body })
              .update({ deactivated_at: null, deleted_at: null });
          const { url, body: fields } = await world.ask('administrator', path, 'own');
          const { status } = method === 'GET' ? await visitor.get(url) : await visitor.post(url, fields);
          expect(status, `${method} ${path}`).to.be.below(500);
          return status !== 403 && status !== 404;
        };
        const opened = new Set<string>();
        for (const route of routes) if (await isOpen(route)) opened.add(`${route.method} ${route.path}`);
        return opened;
      };
      try {
        const none = await openWith([]);
        const each = await expectUnions(openWith);
        for (const [at, right] of rights.entries())
          expect(each[at]!.size, right.dossier ?? right.role).to.be.greaterThan(none.size);
        const [authorisation, team, , manager] = each;
        expect(authorisation).to.include('POST /pro/authorisation-adaptation/drafts/:id/:step');
        expect(team).to.include('GET /pro/team/export').and.include('GET /pro/team/import/modele.xlsx');
        expect(manager).to.include('GET /pro/users/export').and.not.include('GET /pro/team/export');
        for (const address of ['GET /pro/team/export', 'GET /pro/users/export', 'GET /documents/:id'])
          expect(none, address).to.not.include(address);
      } finally {
        await world.close();
      }
    });

    it('puts its own lines into each export and list, and takes exactly these away with it', async function () {
      this.timeout(120_000);
      const linesOf = async (visitor: Visitor, address: string): Promise<string[]> => {
        const { status, body: bytes } = await visitor.get(address).responseType('blob');
        if (status !== 200) return [];
        const book = new ExcelJS.Workbook();
        await book.xlsx.load(bytes as never);
        return book.worksheets
          .filter(({ state }) => state === 'visible')
          .flatMap((sheet) => {
            const rows: string[] = [];
            sheet.eachRow((row) => rows.push(`${address} ${sheet.name} ${JSON.stringify(row.values)}`));
            return rows;
          });
      };
      const idsIn = async (visitor: Visitor, address: string): Promise<string[]> => {
        const { status, text } = await visitor.get(address);
        if (status !== 200) return [];
        const main = text.slice(text.indexOf('<main'));
        return [...main.matchAll(/href="(\/pro\/[a-z-]+\/[0-9a-f-]{36})"/g)].map(([, href]) => `${address} ${href!}`);
      };
      const seen: Set<string>[] = await expectUnions(async (held) => {
        const visitor = await give(held);
        return new Set([
          // One's own rights stand in the list of users: they are what is changed here.
          ...(await linesOf(visitor, '/pro/users/export')).filter((line) => !line.includes('Gérard')),
          ...(await linesOf(visitor, '/pro/team/export')),
          ...(await idsIn(visitor, '/pro/cases')),
        ]);
      });
      for (const [at, right] of rights.entries()) expect(seen[at]!.size, right.dossier ?? right.role).to.be.above(0);
    });
  });
});
