import { expect } from 'chai';
import { cleanLine, cleanText } from '../../domain/typed-text.ts';
import { texts } from './bad-input-corpus.ts';
import { describeBadInput, form, forTarget, inBatches, urlencoded } from './bad-input-sender.ts';

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')
    .replaceAll('`', '&#x60;')
    .replaceAll('=', '&#x3D;');

/** Fields of forms, spoilt. @param asked which of the forms: in parts, so that none is long @param atLeast how many texts are to be kept */
export function describeFields(title: string, asked: (route: string) => boolean, atLeast: number): void {
  describeBadInput(title, 1_000, (sender) => {
    it('in any field of any form: never a fault of ours, what was typed is kept, nothing is written', async () => {
      const before = await sender.rows();
      const forgotten: string[] = [];
      let kept = 0;
      for (const [number, target] of sender.targets.entries()) {
        const { route, url, by, fields, keeps = [] } = target;
        if (!asked(route) || route === '/sign-out' || Object.keys(fields).length === 0) continue;
        const typed = Object.keys(fields).filter((name) => !['token', 'version', 'surprise'].includes(name));
        await inBatches(forTarget(target, number, texts), async (text, at) => {
          const name = typed[at % typed.length]!;
          const answer = await sender.send('POST', url, by, {
            type: urlencoded,
            body: form({ ...fields, [name]: text }),
          });
          if (answer.status !== 422 || !keeps.includes(name) || !answer.text.includes('error-summary')) return;
          kept += 1;
          // A day that could be read is shown again as days are written.
          const shown = [text, cleanText(text), cleanLine(text), text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1')];
          if (!shown.some((one) => answer.text.includes(escaped(one))))
            forgotten.push(`${url} ${name}: ${text.slice(0, 40)}`);
          if (/^<.*>$/.test(text) && answer.text.includes(text)) forgotten.push(`not escaped: ${url} ${name}: ${text}`);
        });
      }
      expect(forgotten).to.deep.equal([]);
      expect(kept).to.be.greaterThan(atLeast);
      expect(await sender.rows()).to.deep.equal(before);
      sender.nothingNoticed();
    }).timeout(900_000);
  });
}
