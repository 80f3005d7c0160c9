import { expect } from 'chai';
import { describeBadInput, form, inBatches, urlencoded } from '../kit/bad-input-sender.ts';
import { textOf } from '../support/html.ts';

/** What a library says where nobody wrote a sentence. */
const english =
  /invalid (input|option|string|key)|unrecognized|expected |required\b(?!=)|too (big|small)|must be|undefined|\[object/i;

const summaryOf = (page: string): string => /<div class="error-summary"[\s\S]*?<\/div>/.exec(page)?.[0] ?? '';
/** The element of that id, where the focus can go: no hidden field, no box around something. */
function isFocusable(page: string, id: string): boolean {
  const tag = new RegExp(
    `<(input|select|textarea|button|a|summary)\\b[^>]*\\sid="${id.replaceAll('.', '\\.')}"[^>]*>`,
  ).exec(page)?.[0];
  return tag !== undefined && !/type="hidden"|\sdisabled/.test(tag);
}

describeBadInput('what is wrong with a form', 100, (sender) => {
  const lies: [what: string, of: (fields: Record<string, string>) => string][] = [
    ['nothing typed', (fields) => form(Object.fromEntries(Object.keys(fields).map((name) => [name, ''])))],
    [
      'rubbish everywhere',
      (fields) => form(Object.fromEntries(Object.keys(fields).map((name) => [name, '\u200b@@@\u202e']))),
    ],
    ['each field twice', (fields) => `${form(fields)}&${form(fields)}`],
    ['no field at all', () => ''],
    ['an unknown field', (fields) => `${form(fields)}&unknown=1`],
  ];

  it('is said in French, and each link of the summary leads to a field', async () => {
    const faults: string[] = [];
    let links = 0;
    for (const { route, url, by, fields } of sender.targets) {
      if (route === '/sign-out' || route === '/csp-report') continue;
      await inBatches(lies, async ([what, of]) => {
        const { status, text } = await sender.send('POST', url, by, { type: urlencoded, body: of(fields) });
        if (status !== 422) return;
        const summary = summaryOf(text);
        if (english.test(textOf(summary))) faults.push(`${url}, ${what}: ${textOf(summary).replace(/\s+/g, ' ')}`);
        for (const [, given = ''] of summary.matchAll(/href="([^"]*)"/g)) {
          links += 1;
          const [path = '', id = ''] = given.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&').split('#');
          const page = path === '' ? text : (await sender.send('GET', path, by)).text;
          if (!isFocusable(page, decodeURIComponent(id))) faults.push(`${url}, ${what}: ${given} leads nowhere`);
        }
      });
    }
    expect(faults).to.deep.equal([]);
    expect(links).to.be.greaterThan(100);
  }).timeout(240_000);

  it('keeps what was typed beside it', async () => {
    const lost: string[] = [];
    for (const { url, by, fields, keeps = [] } of sender.targets) {
      const kept = keeps.filter((name) => /\w{2}/.test(fields[name] ?? ''));
      if (kept.length === 0) continue;
      const { status, text } = await sender.send('POST', url, by, {
        type: urlencoded,
        body: `${form({ ...fields, [kept[0]!]: `Un texte\u0000 gardé` })}&unknown=1`,
      });
      if (status === 422 && !text.includes('Un texte gardé')) lost.push(url);
    }
    expect(lost).to.deep.equal([]);
  }).timeout(120_000);
});
