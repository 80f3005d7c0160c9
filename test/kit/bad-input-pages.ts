import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { processes } from '../../workflows/registry.ts';
import { routesOf } from '../support/routes.ts';
import { pathParts, queries } from './bad-input-corpus.ts';
import { describeBadInput, inBatches } from './bad-input-sender.ts';

/** Addresses of pages, spoilt. @param asked which of the paths: in parts, so that none is long */
export function describePages(title: string, asked: (path: string) => boolean): void {
  describeBadInput(title, 500, (sender) => {
    it('behind the question mark of any page, and in any part of its path', async () => {
      const before = await sender.rows();
      const caseId = (
        await sender.house
          .db('cases')
          .where({ facility_id: stableId('facility chenes'), status: 'complement-asked' })
          .first<{ id: string }>('id')
      ).id;
      for (const [number, { method, path }] of routesOf(sender.house.app).entries()) {
        if (method !== 'GET' || !asked(path)) continue;
        // Pages that do not read their query get a third of it, and so do those of a procedure: one hand reads them all.
        const ofProcedure = processes.some(({ slug }) => path.includes(`/${slug}/`));
        const some =
          !ofProcedure &&
          /\/(tasks|search|facilities|cases|audit|reassign|new|start|return|sign-in)$|:id|:step/.test(path)
            ? queries
            : queries.filter((_, at) => at % 3 === number % 3);
        const by = path.startsWith('/supervision')
          ? 'supervisor'
          : path.startsWith('/office')
            ? 'referent-namur'
            : path.startsWith('/convert-user')
              ? 'weak'
              : 'admin-petits-chenes';
        const id = path.includes('/drafts/')
          ? stableId('draft glands capacity-change')
          : path.includes('/facilities/')
            ? stableId('facility chenes')
            : caseId;
        const values: Record<string, string> = {
          ':id': id,
          ':action': path.startsWith('/pro') ? 'withdraw' : 'ask-complement',
          ':step': 'capacity',
          ':version': 'x',
          '*file': 'styles/portal.css',
        };
        const url = path.replaceAll(/:[a-zA-Z]+|\*file/g, (name) => values[name]!);
        await inBatches(some, async (query) => {
          await sender.send('GET', url + query, by);
        });
        for (const [name] of path.matchAll(/:[a-zA-Z]+|\*file/g)) {
          const around = path.replaceAll(/:[a-zA-Z]+|\*file/g, (one) => (one === name ? one : values[one]!));
          await inBatches(pathParts, async (part) => {
            await sender.send(
              'GET',
              around.replace(name, () => part),
              by,
            );
          });
        }
      }
      expect(await sender.rows()).to.deep.equal(before);
      // A provider that is away is told, and is no fault of ours.
      expect(sender.takeNoticed().filter((one) => !one.startsWith('503 GET /sign-in/start'))).to.deep.equal([]);
      sender.nothingNoticed();
    }).timeout(900_000);
  });
}
