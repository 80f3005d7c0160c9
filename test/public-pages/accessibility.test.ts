import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { readAccessibilityCheck } from '../../api/public-pages/accessibility-check.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const installed = (name: string): string =>
  (
    JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8')) as {
      version: string;
    }
  ).version;

describe('the accessibility statement', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  it('rests on a run of the tools that are installed (otherwise: npm run accessibility)', () => {
    const { tools } = readAccessibilityCheck();
    expect(tools).to.deep.equal(['axe-core', 'html-validate'].map((name) => ({ name, version: installed(name) })));
  });

  it('rests on more pages than a single journey meets', () => {
    expect(readAccessibilityCheck().pages).to.be.at.least(150);
  });

  it('says to anybody when it was made, with what, and where one complains', async () => {
    const check = readAccessibilityCheck();
    const { status, text } = await house.stranger.get('/accessibilite');
    expect(status).to.equal(200);
    const said = textOf(text).replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(said).to.include(`établie le ${formatLongDate(check.on)}`);
    for (const { name, version } of check.tools) expect(said).to.include(`${name} ${version}`);
    for (const { rule } of check.broken) expect(said).to.include(rule);
    for (const heading of [
      'État de conformité',
      'Contenu non accessible',
      'Établissement de la présente déclaration',
      "Retour d'information et coordonnées",
      "Procédure permettant d'assurer le respect des dispositions",
      'Médiateur de la Wallonie',
    ])
      expect(said).to.include(heading);
    expect(text).to.include('/contact?subject=accessibility');
    const contact = await house.stranger.get('/contact?subject=accessibility');
    expect(contact.text).to.match(/<option value="accessibility" selected/);
  });
});
