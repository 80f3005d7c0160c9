import { expect } from 'chai';
import { differences, readEuros, readLumpSumSheet } from '../../domain/subsidy/lump-sums.ts';
import type { Cell, ReadWorkbook } from '../../domain/workbook.ts';

const text = (value: string): Cell => ({ kind: 'text', text: value });
const sheet = (...rows: Record<string, Cell>[]): ReadWorkbook => ({
  sheet: 'Forfaits',
  rows: rows.map((cells, index) => ({ number: index + 1, cells })),
  hasHidden: false,
  others: [],
});

describe('a table of lump sums from a sheet', () => {
  it('finds the amount beside the name of each group, however it is written', () => {
    const read = readLumpSumSheet(
      sheet(
        { A: text('Fonction'), B: text('Forfait') },
        { A: text('DIRECTION'), B: { kind: 'number', text: '14850' } },
        { A: text('Psycho médico social'), B: text('13 920,00 €') },
        {},
        { B: text('accueil'), C: text('11640,1234') },
      ),
    );
    expect(read).to.deep.equal({ ok: true, euros: { direction: 14_850, pms: 13_920, childcare: 11_640.1234 } });
  });

  it('names the cell of each fault', () => {
    const read = readLumpSumSheet(
      sheet(
        { A: text('Direction'), B: { kind: 'formula', text: '14850' } },
        { A: text('Psycho-médico-social'), B: text('beaucoup') },
        { A: text('Psycho-médico-social'), B: text('13920') },
      ),
    );
    if (read.ok) throw new Error('it is faulty');
    expect(read.faults.map(({ cell, text: said }) => `${cell} ${said}`)).to.deep.equal([
      'B1 La cellule contient une formule : recopiez sa valeur',
      "B2 « beaucoup » n'est pas un montant : écrivez par exemple 11 640,00",
      'B3 « Psycho-médico-social » est donné deux fois',
      "A1 « Accueil » n'est pas dans la feuille",
    ]);
  });

  it('takes no amount that is zero, negative, too precise or out of all proportion', () => {
    for (const typed of ['0', '-5', '1,23456', '100001', '1.234', 'x'])
      expect(readEuros(typed).ok, typed).to.equal(false);
    expect(readEuros('11 640,0001')).to.deep.equal({ ok: true, euros: 11_640.0001 });
  });

  it('says what changes from one version to the next', () => {
    expect(
      differences(
        { direction: 14_850, pms: 14_000, childcare: 11_640 },
        { direction: 14_850, pms: 13_920, childcare: 11_640.5 },
      ).map(({ gap }) => gap),
    ).to.deep.equal([0, 80, -0.5]);
  });
});
