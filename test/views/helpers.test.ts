import { expect } from 'chai';
import Handlebars from 'handlebars';
import { createEngine } from '../../views/engine.ts';
import { createHelpers, dueBadge } from '../../views/helpers.ts';

const dependencies = { today: () => '2026-11-22', asset: (file: string) => `/assets/${file}` };
const { renderHtml } = createEngine({ ...dependencies, cache: true });

describe('the words of the templates', () => {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(createHelpers(dependencies) as never);
  const write = (template: string, data: object = {}) =>
    handlebars
      .compile(template)(data)
      .replace(/[\u00a0\u202f]/g, ' ');

  it('write dates, amounts and sizes as French administrative letters do', () => {
    expect(write('{{date "2026-01-05"}} {{longDate "2026-01-05"}}')).to.equal('05/01/2026 lundi 5 janvier 2026');
    expect(write('{{exampleDay}}')).to.match(/^05\/01\/20\d\d$/);
    expect(write('{{dateTime at}}', { at: Date.parse('2026-11-02T22:58:00Z') })).to.equal(
      'lundi 2 novembre 2026 à 23 h 58',
    );
    expect(write('{{money "1234.56"}} {{cents 123456}} {{number 1284}} {{fileSize 1234567}}')).to.equal(
      '1 234,56 € 1 234,56 € 1 284 1,2 Mo',
    );
    expect(write('{{plural 0 "tâche" "tâches"}}, {{plural 2 "tâche" "tâches"}}')).to.equal('0 tâche, 2 tâches');
  });

  it('write nothing for what is absent', () => {
    expect(write('{{date x}}{{longDate x}}{{dateTime x}}{{money x}}{{fileSize x}}{{due x}}{{concat x}}')).to.equal('');
  });

  it('colour a due day by how near it is, and always say it in words', () => {
    expect(dueBadge('2026-11-20', '2026-11-22')).to.deep.equal({ kind: 'due-late', text: 'dépassé de 2 jours' });
    expect(dueBadge('2026-11-22', '2026-11-22')).to.deep.equal({ kind: 'due-late', text: "aujourd'hui" });
    expect(dueBadge('2026-11-25', '2026-11-22', 'avis : ')).to.deep.equal({
      kind: 'due-soon',
      text: 'avis : dans 3 jours',
    });
    expect(dueBadge('2026-12-15', '2026-11-22')).to.deep.equal({ kind: 'due-later', text: 'dans 23 jours' });
  });

  it('name only the descriptions that are there', () => {
    expect(write('{{describedBy "street" hint=hint error=error counter=2000}}', { error: 'Encodez la rue' })).to.equal(
      'street-error street-counter',
    );
  });
});

describe('the partials', () => {
  it('see only what they are given', async () => {
    const html = await renderHtml('partials/empty-state', { title: 'Aucune demande' });
    expect(html).to.contain('Aucune demande');
    const page = await renderHtml('pages/contact', {
      error: { name: 'Encodez votre nom' },
      hint: 'of the page',
      value: 'of the page',
      values: {},
      csrfToken: 'the-token',
    });
    expect(page)
      .to.contain('Erreur\u00a0: Encodez votre nom')
      .and.to.contain('value="the-token"')
      .and.not.to.contain('of the page');
  });

  it('write what a person typed as text, never as markup', async () => {
    const html = await renderHtml('pages/contact', {
      values: { name: '"><script>alert(1)</script>', message: '</textarea><img src=x>' },
    });
    expect(html).not.to.contain('<script>alert').and.not.to.contain('<img');
  });

  it('keep a typed text line by line', async () => {
    const html = await renderHtml('pages/contact', { values: { message: '\nPremière ligne\n  retrait' } });
    expect(html).to.contain('>\n\nPremière ligne\n  retrait</textarea>');
  });

  it('draw a letter in its layout with nothing to fetch', async () => {
    const html = await renderHtml('errors/404', {
      layout: 'letter',
      css: 'p{}',
      reference: 'AD-2026-00001',
      date: '2026-11-22',
      subject: 'Décision',
      sender: {},
      addressee: { name: 'Crèche', lines: [] },
    });
    expect(html)
      .to.contain('<style>p{}</style>')
      .and.to.contain('dimanche 22 novembre 2026')
      .and.not.to.match(/<(link|script|img)/);
  });
});
