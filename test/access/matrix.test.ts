import { expect } from 'chai';
import { openHouse, type House } from '../support/house.ts';
import { slices } from '../support/slices.ts';
import { routesOf } from '../support/routes.ts';
import { matrix } from './matrix.ts';
import { agents, doors, operators, type Visitor } from './visitors.ts';
import { openWorld, type World } from './matrix-world.ts';

describe('the rights of each route and act', () => {
  let house: House;
  let world: World;
  before(async () => {
    house = await openHouse();
    world = await openWorld(house);
  });
  after(async () => {
    await world.close();
    await house.close();
  });

  it('has a row for each route, and no row for a route that is gone', () => {
    const routes = routesOf(house.app).map(({ method, path }) => `${method} ${path}`);
    const rows = new Set(matrix.map(({ method, path }) => `${method} ${path}`));
    expect(
      routes.filter((route) => !rows.has(route)),
      'routes without a row',
    ).to.deep.equal([]);
    expect(
      [...rows].filter((row) => !routes.includes(row)),
      'rows without a route',
    ).to.deep.equal([]);
    expect(routes.length).to.be.greaterThan(60);
  });

  it('asks about own, other and missing objects wherever an object is named', () => {
    const incomplete = matrix.filter(({ path, relation }) => (relation === '') === /:id/.test(path));
    expect(
      incomplete.map(({ path }) => path).filter((path) => !/\/(new|drafts|picked|claim|release|assign)$/.test(path)),
    ).to.deep.equal([]);
    for (const { method, path, relation } of matrix) {
      if (relation)
        expect(
          matrix.filter((row) => row.method === method && row.path === path).map((row) => row.relation),
          path,
        ).to.have.members(['own', 'other', 'missing']);
    }
  });

  const acts = slices.flatMap(({ slug, access }) =>
    Object.entries(access.acts).map(([action, who]) => ({ slug, action, who })),
  );
  for (const { slug, action, who } of acts) {
    it(`keeps « ${action} » of ${slug} for ${who.join(', ')}`, async () => {
      const surprises: string[] = [];
      await Promise.all(
        [...operators, ...agents].map(async (visitor) => {
          const isOperator = (operators as readonly Visitor[]).includes(visitor);
          const path = `${isOperator ? '/pro' : '/office'}/${slug}/:id/:action`;
          for (const relation of ['own', 'other'] as const) {
            const seen =
              matrix.find(
                (row) => row.method === 'GET' && row.path === path.replace('/:action', '') && row.relation === relation,
              )!.expected[visitor] === 200;
            const { url, body } = await world.ask(visitor, path, relation, action);
            const { status } = await world.send(visitor, 'POST', url, body);
            // 422: the form is shown again; 409: the case is not in a state for it.
            const fits = !seen
              ? status === 404
              : who.includes(visitor)
                ? status === 422 || status === 409
                : status === 403;
            if (!fits) surprises.push(`${visitor}, ${relation}: ${status}`);
          }
        }),
      );
      expect(surprises).to.deep.equal([]);
    });
  }

  it('gives no form for what the clock, another procedure or nobody does', async () => {
    const others = ['constructor', '__proto__', 'nothing'];
    const without = slices.flatMap(({ slug, access }) =>
      [...access.withoutForm, ...others].map((action) => ({ slug, action })),
    );
    for (const { slug, action } of without) {
      for (const [visitor, portal] of [
        ['administrator', 'pro'],
        ['referent', 'office'],
        ['helpdesk', 'office'],
      ] as const) {
        const { url } = await world.ask(visitor, `/${portal}/${slug}/:id/:action`, 'own', action);
        expect((await world.send(visitor, 'GET', url, {})).status, `${visitor} ${action}`).to.equal(404);
        expect((await world.send(visitor, 'POST', url, {})).status, `${visitor} ${action}`).to.equal(404);
      }
    }
  });

  it('leads whoever is not signed in to the door, and back to the page', async () => {
    for (const visitor of doors) {
      const { url } = await world.ask(visitor, '/office/authorisation-adaptation/:id', 'own');
      const { headers } = await world.send(visitor, 'GET', url, {});
      expect(headers.location).to.equal(
        visitor === 'stranger'
          ? `/sign-in?${new URLSearchParams({ returnTo: url }).toString()}`
          : visitor === 'weak session'
            ? '/convert-user'
            : '/sign-in',
      );
    }
  });
});
