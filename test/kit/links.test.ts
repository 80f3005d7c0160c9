import { expect } from 'chai';
import { openHouse, type House } from '../support/house.ts';
import { unescaped } from '../support/html.ts';

/** Where each person begins; pages are followed from there, link by link. */
const starts: Record<string, string> = {
  'Nathalie Servais': '/pro',
  'Olivier Wauters': '/pro',
  'Laura Simonis': '/pro',
  'Cécile Warnant': '/pro',
  'Sandrine Colard': '/pro',
  'Isabelle Poncelet': '/pro',
  'Émilie Delvaux': '/pro',
  'Sophie Lambert': '/office/tasks',
  'Pascale Evrard': '/office/tasks',
  'Julie Moreau': '/office/tasks',
  'Frédéric Nihoul': '/office/tasks',
  'Marc Dubois': '/office/tasks',
  'Hassan Tahiri': '/office/tasks',
  'Claire Mertens': '/office/trainings',
  'Claire Fontaine': '/supervision',
  'Samira Oulad': '/office/search',
  'Étienne Jadot': '/supervision/audit',
  'parents': '/premiers-pas?q=5000+Namur&km=20',
};
const mostPages = 150;
const mostOfAKind = 2;

/** The same page of another case: some of each are enough. */
const kindOf = (path: string): string => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\?.*$/, '');

describe('the links of every page', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  /** « parents » are nobody: they are not signed in. */
  for (const [name, start] of Object.entries(starts))
    it(`lead ${name} nowhere that is refused or missing, and each page lights one entry of the menu`, async () => {
      const visitor = name === 'parents' ? house.stranger : await house.as(name);
      const seen = new Map<string, number>();
      const waiting: { path: string; from: string }[] = [{ path: start, from: 'the start' }];
      const known = new Set([start]);
      let opened = 0;
      while (waiting.length > 0 && opened < mostPages) {
        const { path, from } = waiting.shift()!;
        const kind = kindOf(path);
        if ((seen.get(kind) ?? 0) >= mostOfAKind) continue;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        opened += 1;
        const { status, text, headers } = await visitor.get(path);
        expect([200, 302, 303], `${path}, linked from ${from}`).to.include(status);
        if (status !== 200 || !headers['content-type']?.startsWith('text/html')) continue;
        const title = /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? '';
        if (
          /^\/(?:pro|office)\/(?:authorisation-adaptation|photo-validation|team-validation|quarterly-subsidy)\/:id$/.test(
            kind,
          )
        )
          expect(title, `the title of ${path}`).to.match(/[A-Z]{2}[-\u2011]\d{4}[-\u2011]\d{5}/);
        // The menu, the name of the organising body under it, and what stands under one's own name.
        const [, entries = ''] = /<div class="side">([^]*?)<main/.exec(text) ?? [];
        const [, own = ''] = /<div class="user-menu-panel">([^]*?)<\/div>/.exec(text) ?? [];
        if (entries && /^\/(?:pro|office|supervision|account)\b/.test(path))
          expect(
            (entries + own).match(/<a [^>]*aria-current="(?:page|true)"/g) ?? [],
            `entries lit on ${path}`,
          ).to.have.lengthOf(1);
        for (const [, href] of text.matchAll(/<a [^>]*href="([^"]+)"/g)) {
          const next = unescaped(href ?? '').replace(/#.*$/, '');
          if (!next.startsWith('/') || known.has(next) || next.startsWith('/assets/')) continue;
          known.add(next);
          waiting.push({ path: next, from: path });
        }
      }
      expect(opened, 'pages looked at').to.be.above(3);
    });
});
