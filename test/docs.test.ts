import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { Parameter } from '../db/models/parameter.ts';
import { procedurePage } from '../local/procedure-page.ts';
import { edgesOf, layoutOf, mermaidOf } from '../workflows/diagram.ts';
import { rowOf } from '../workflows/procedure.ts';
import { processes } from '../workflows/registry.ts';
import { freshDatabase, type TestDatabase } from './support/database.ts';

describe('the pages of the procedures', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase();
  });
  after(() => database.drop());

  for (const process of processes) {
    it(`say what the table of ${process.slug} says today (otherwise: npm run docs)`, async () => {
      const parameters = await Parameter.query(database.db).modify('listed').whereNull('valid_to');
      const page = readFileSync(new URL(`../docs/procedures/${process.slug}.md`, import.meta.url), 'utf8');
      expect(page).to.equal(procedurePage(process, parameters));
      expect(page).not.to.match(/undefined|\[object/);
    });

    it(`draw every status of ${process.slug}, and lead out of each that is neither closed nor at rest`, () => {
      const edges = edgesOf(process);
      const statuses = Object.keys(process.statuses);
      const cancelled = Object.values(process.everywhere).map((transition) => transition?.to);
      for (const status of statuses) {
        expect(edges.some(({ to }) => to === status) || cancelled.includes(status), `${status} is reached`).to.equal(
          true,
        );
        // A closed one may lead back: a decision that is undone.
        const { closed, standing } = rowOf(process, status);
        if (!closed && !standing)
          expect(
            edges.some(({ from }) => from === status),
            `${status} leads on`,
          ).to.equal(true);
        expect(mermaidOf(process)).to.include(rowOf(process, status).label.split(/[:;#"]/)[0]);
      }
    });

    it(`place the statuses of ${process.slug} inside the drawing, none upon another`, () => {
      const { nodes, width, height, edges } = layoutOf(process);
      for (const [index, a] of nodes.entries()) {
        expect(a.x + a.width).to.be.at.most(width);
        expect(a.y + a.height).to.be.at.most(height);
        for (const b of nodes.slice(index + 1))
          expect(
            a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
            `${a.status} and ${b.status}`,
          ).to.equal(true);
      }
      for (const { path } of edges) expect(path).to.match(/^M [\d .]+(?:C [\d ,.]+|H [\d .]+)$/);
    });
  }
});
