/** The description of the interface, held against what the interface does. */
import { expect } from 'chai';
import request from 'supertest';
import { examples } from '../../api/external/examples.ts';
import { operations } from '../../api/external/operations.ts';
import { problems } from '../../api/external/problem.ts';
import { ProblemBody, WebhookMessage } from '../../api/external/schemas.ts';
import { openHouse, type House } from '../support/house.ts';
import { routesOf } from '../support/routes.ts';

interface Description {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, object>; security: object[] }>>;
  components: { schemas: Record<string, object> };
  webhooks: Record<string, object>;
}

describe('the description of the interface', () => {
  let house: House;
  let description: Description;
  before(async () => {
    house = await openHouse();
    description = (await request(house.app).get('/interface/v1/openapi.json').expect(200)).body as Description;
  });
  after(() => house.close());

  it('describes every route, and no other', () => {
    const routes = routesOf(house.app)
      .filter(({ path }) => path.startsWith('/interface/') && !path.endsWith('.json'))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:([a-z]+)/g, '{$1}')}`);
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described).to.have.members(routes);
    expect(description.openapi).to.equal('3.1.0');
  });

  for (const { id, body, answer, example } of operations)
    it(`gives examples of ${id} that its own schemas take`, () => {
      expect(answer.safeParse(example.answer).error?.issues).to.equal(undefined);
      if (body) expect(body.safeParse(example.body).error?.issues).to.equal(undefined);
    });

  it('gives an error and a webhook that are as they say', () => {
    expect(ProblemBody.safeParse(examples.problem).error?.issues).to.equal(undefined);
    expect(WebhookMessage.safeParse(examples.webhook).error?.issues).to.equal(undefined);
  });

  it('names each answer that may come, and refers to nothing that is not there', () => {
    for (const { id, problems: own } of operations) {
      const described = Object.values(description.paths)
        .flatMap(Object.values)
        .find(({ operationId }) => operationId === id)!;
      for (const code of own)
        expect(Object.keys(described.responses), `${id} ${code}`).to.include(String(problems[code][0]));
      expect(described.security).to.deep.equal([{ token: [] }]);
    }
    const text = JSON.stringify(description);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(description.components.schemas).to.have.property(name!);
  });

  it('is told in French on a page that anybody may read, with every error where its type leads', async () => {
    const { text } = await house.stranger.get('/developpeurs').expect(200);
    for (const code of Object.keys(problems)) expect(text).to.include(`id="erreur-${code}"`);
    for (const { path } of operations) expect(text).to.include(path.replaceAll(/:([a-z]+)/g, '{$1}'));
    const { body } = await request(house.app).get('/interface/v1/places');
    expect((body as { type: string }).type).to.match(/\/developpeurs#erreur-token-missing$/);
  });
});
