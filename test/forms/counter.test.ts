import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { requiredText } from '../../api/forms/inputs.ts';
import { cleanText } from '../../domain/typed-text.ts';

const most = 400;
/** The script of the pages with one field on the page: what its counter says of a text. */
function counterOf(): (text: string) => string {
  const counter = { textContent: '', classList: { toggle: () => undefined } };
  let show = (): void => undefined;
  const area = {
    id: 'text',
    value: '',
    dataset: { maxLength: String(most) },
    addEventListener: (_event: string, listener: () => void) => {
      show = listener;
    },
  };
  const none = { querySelectorAll: () => [], querySelector: () => null };
  runInNewContext(readFileSync(new URL('../../public/scripts/portal.js', import.meta.url), 'utf8'), {
    document: {
      ...none,
      forms: [],
      querySelectorAll: (selector: string) => (selector.startsWith('textarea') ? [area] : []),
      getElementById: () => counter,
      addEventListener: () => undefined,
    },
    window: {},
    addEventListener: () => undefined,
  });
  return (text) => {
    area.value = text;
    show();
    return counter.textContent;
  };
}

const typed = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('\n', '\u200b', '\u202e', 'é', 'e\u0301', '👨‍👩‍👧', 'क्‍ष', ' ', '\u0958', 'une phrase entière. '),
    ),
    { maxLength: 60 },
  )
  .map((all) => all.join(''));

describe('the counter under a text', () => {
  it('says of every text what the server will count', () => {
    const say = counterOf();
    fc.assert(
      fc.property(typed, (text) => {
        const left = most - cleanText(text).length;
        expect(say(text)).to.equal(
          left >= 0
            ? `Il vous reste ${left.toLocaleString('fr-BE')} caractères`
            : `${(-left).toLocaleString('fr-BE')} caractères de trop`,
        );
        const read = requiredText('missing', most).safeParse(text);
        if (left < 0) expect(read.success).to.equal(false);
        else expect(read.error?.issues[0]?.message ?? 'missing').to.equal('missing');
      }),
    );
  });

  it('counts the end of a line once, as it is sent by a browser', () => {
    const lines = Array.from({ length: 80 }, () => 'mot').join('\n');
    expect(counterOf()(lines)).to.equal('Il vous reste 81 caractères');
    expect(requiredText('missing', 319).parse(lines.replaceAll('\n', '\r\n'))).to.equal(lines);
    expect(requiredText('missing', 318).safeParse(lines).error?.issues[0]?.message).to.equal(
      'Votre texte est trop long : 319 caractères, 318 au maximum',
    );
  });
});
