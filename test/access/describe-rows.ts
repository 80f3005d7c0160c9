/** Rows of the matrix, asked of the portal: every visitor at once, in the order of the rows. In parts, so that none is long. */
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { openHouse, type House } from '../support/house.ts';
import { matrix } from './matrix.ts';
import { openWorld, type World } from './matrix-world.ts';
import { visitors, type Visitor } from './visitors.ts';

export function describeRows(asked: 'GET' | 'POST'): void {
  describe(`every ${asked} × every role × {own, other, missing}`, () => {
    let house: House;
    let world: World;
    /** By who asked for what that is not theirs: the different pages they read with a 404. */
    const unseen = new Map<string, Set<string>>();
    function noteUnseen(visitor: Visitor, route: string, text: string): void {
      const readable = text
        .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
        .replaceAll(/[0-9a-f]{64}/g, 'token')
        .replaceAll(/data-expires-in="\d+"/g, '')
        .replaceAll(/<span class="count">\d+<\/span>/g, '');
      const key = `${visitor} ${route}`;
      unseen.set(key, (unseen.get(key) ?? new Set()).add(createHash('sha256').update(readable).digest('base64')));
    }
    before(async () => {
      house = await openHouse();
      world = await openWorld(house);
    });
    after(async () => {
      await world.close();
      await house.close();
    });

    for (const { method, path, relation, expected } of matrix.filter((row) => row.method === asked)) {
      it(`answers ${method} ${path} ${relation}`, async () => {
        const answers: Partial<Record<Visitor, number>> = {};
        await Promise.all(
          visitors.map(async (visitor) => {
            const { url, body } = await world.ask(visitor, path, relation);
            const { status, text } = await world.send(visitor, method, url, body);
            answers[visitor] = status;
            if (status === 404 && relation !== 'own') noteUnseen(visitor, `${method} ${path}`, text);
          }),
        );
        expect(answers).to.deep.equal(expected);
      });
    }

    it('says the same of what is missing and of what is not to be seen', () => {
      expect([...unseen].filter(([, texts]) => texts.size > 1).map(([key]) => key)).to.deep.equal([]);
      expect(unseen.size).to.be.greaterThan(100);
    });
  });
}
