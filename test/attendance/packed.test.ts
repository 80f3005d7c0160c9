import { expect } from 'chai';
import fc from 'fast-check';
import { inTurn } from '../../api/sheet-import/in-turn.ts';
import { pack, unpack } from '../../db/sheet-imports/packed.ts';
import { cleanText } from '../../domain/typed-text.ts';
import type { Cell } from '../../domain/workbook.ts';

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.string() }),
  fc.record({ kind: fc.constantFrom('number' as const, 'formula' as const), text: fc.string(), day: fc.string() }),
);
const rows = fc.array(
  fc.record({ number: fc.nat(), cells: fc.dictionary(fc.constantFrom('A', 'B', 'Z', 'AA', 'BH'), cell) }),
);

describe('a sheet that waits', () => {
  it('is unpacked as it was packed, whatever its cells are', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const sheet = { headerRow: 3, headers: { A: 'Nom' }, columns: {}, rows: given };
        const kept = JSON.parse(JSON.stringify(pack(sheet))) as ReturnType<typeof pack>;
        expect(JSON.stringify(unpack(kept).rows.map(sorted))).to.equal(JSON.stringify(given.map(sorted)));
      }),
    );
  });

  it('that was kept before the release that packs them is read too', () => {
    const sheet = {
      headerRow: 1,
      headers: {},
      columns: {},
      rows: [{ number: 2, cells: { A: { kind: 'text', text: 'P' } } }],
    };
    expect(unpack(sheet as never)).to.deep.equal(sheet);
  });
});

const sorted = ({ number, cells }: { number: number; cells: Readonly<Record<string, Cell>> }) => [
  number,
  Object.entries(cells).sort(([one], [other]) => (one < other ? -1 : 1)),
];

describe('the cleaning of a text', () => {
  it('is the same by its short way as by its long one', () => {
    const everyday = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      // What cannot be seen sends it along the long way, and goes.
      fc.property(everyday, (text) => cleanText(text) === cleanText(`\u200b${text}`)),
      { numRuns: 2000 },
    );
  });
});

describe('sheets that are worked on', () => {
  it('take turns, also after one that failed', async () => {
    let [atOnce, most] = [0, 0];
    const work = async (at: number): Promise<number> => {
      most = Math.max(most, ++atOnce);
      await Promise.resolve();
      atOnce -= 1;
      if (at === 1) throw new Error('no');
      return at;
    };
    const done = await Promise.allSettled([0, 1, 2].map((at) => inTurn(() => work(at))));
    expect(done.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    expect(most).to.equal(1);
  });
});
