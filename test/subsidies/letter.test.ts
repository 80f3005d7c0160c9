import { expect } from 'chai';
import type { LetterContext } from '../../domain/letter.ts';
import { calculate } from '../../domain/subsidy/calculate.ts';
import { calculationOf } from '../../db/subsidies/calculations.ts';
import { letters } from '../../views/quarterly-subsidy/letters.ts';
import { linesPanel } from '../../api/subsidies/lines-panel.ts';
import { again, read } from '../../domain/traced.ts';
import { centsInWords, type Step } from '../../views/subsidies/trace.ts';
import { declared } from './quarters.ts';

describe('the letter of a calculation', () => {
  const worked = calculationOf({
    scale: '2026-2.private.1',
    result: calculate(
      declared,
      {
        quarter: '2026-2',
        places: 28,
        lumpSums: { version: '2026-2.private.1', euros: { direction: 14_850, pms: 13_920, childcare: 11_640 } },
        reducedFee: 1.5561,
        clerk: 12.4,
        premises: 40.3,
        hourly: () => 38.4,
        kilometre: () => 0.4327,
        on: '2026-06-30',
      },
      [{ line: 'supplies', cents: 5_000, reason: 'other' }],
    ),
    changes: [{ line: 'supplies', cents: 5_000, reason: 'other', text: 'Facture au nom d’un autre milieu.' }],
    paid: 5_900_000,
  });
  const act = (number: number, action: string, facts: object, content: object | null) => ({
    number,
    action,
    facts,
    content,
    at: Date.parse('2026-11-12T13:05:00Z'),
    actorRole: 'subsidy-signatory',
    actorName: 'Monique Verlaine',
    acr: 450,
    hash: 'ab',
  });
  const context = {
    case: {
      id: 'x',
      slug: 'quarterly-subsidy',
      reference: 'ST-2026-02214',
      kind: 'quarter',
      administration: 'namur',
      targetOn: '2027-01-01',
      parameters: {},
      openedAt: 0,
    },
    body: {
      name: 'Les Petits Chênes ASBL',
      street: 'rue',
      number: '1',
      box: null,
      postcode: '5000',
      locality: 'Namur',
    },
    facility: {
      facilityNumber: '1',
      name: 'Crèche Les Petits Chênes',
      kind: 'subsidised-creche',
      capacity: 28,
      street: 'rue',
      number: '1',
      box: null,
      postcode: '5000',
      locality: 'Namur',
    },
    postal: { place: null, body: null },
    referent: null,
    acts: [
      act(1, 'open-quarter', { quarter: '2026-2' }, null),
      act(2, 'propose', { changed: 1, calculation: worked.calculation }, { lines: worked.lines }),
      act(3, 'sign', {}, { remarks: 'Bonne continuation.' }),
    ],
    documents: [],
    tasks: [],
  } as unknown as LetterContext;

  it('says each line with its reason, and annexes how each amount came about, from the trace that was signed', () => {
    const letter = letters['letter-calculation'](context, { publicUrl: 'https://exemple.be' });
    const text = JSON.stringify(letter).replace(/[\u00a0\u202f]/g, ' ');
    for (const said of [
      'tableau des forfaits 2026 T2, privé (ASBL), version 1',
      'Norme : 4,00 ETP',
      '4,00 ETP × 11 640,00 € = 46 560,00 €',
      'forfait « Accueil », tableau des forfaits 2026 T2',
      'Facture au nom d’un autre milieu.',
      'Bonne continuation.',
    ])
      expect(text).to.include(said);
    expect(letter.isOwed).to.equal(false);
  });

  it('has of each line the one value: of the trace, of the page, of the letter and of its annex', () => {
    const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
    const letter = letters['letter-calculation'](context, { publicUrl: 'https://exemple.be' }) as unknown as {
      lines: { retained: string; declared: string; how: string[] }[];
      totals: { retained: string };
    };
    const { digest, ...rest } = worked.calculation;
    const page = linesPanel([{ ...rest, digest, revision: 0, at: 0, lines: worked.lines }], {
      title: '',
    }) as unknown as {
      groups: { lines: { code: string; retained: number; steps: { retained?: Step; declared: Step } }[] }[];
      retained: number;
    };
    const shown = page.groups.flatMap(({ lines }) => lines);
    expect(shown).to.have.length(worked.lines.length);
    for (const [index, line] of worked.lines.entries()) {
      const amount = plain(centsInWords(line.retained));
      expect(again(read(line.trace.retained)).toNumber(), line.code).to.equal(line.retained);
      expect(shown.find(({ code }) => code === line.code)!.retained).to.equal(line.retained);
      expect(plain(letter.lines[index]!.retained)).to.equal(amount);
      const { steps } = shown.find(({ code }) => code === line.code)!;
      for (const top of [(steps.retained ?? steps.declared).text, letter.lines[index]!.how[0]!])
        expect(plain(top), line.code).to.include(amount);
    }
    expect(page.retained).to.equal(worked.lines.reduce((sum, { retained }) => sum + retained, 0));
    expect(plain(letter.totals.retained)).to.equal(plain(centsInWords(page.retained)));
  });

  it('leads to the page where retention has erased the lines', () => {
    const erased = { ...context, acts: context.acts.map((one) => ({ ...one, content: null })) };
    const letter = letters['letter-calculation'](erased, { publicUrl: 'https://exemple.be' });
    expect(JSON.stringify(letter.paragraphs)).to.include('se lit sur la page de la demande');
  });
});
