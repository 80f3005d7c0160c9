import { expect } from 'chai';
import { keepCalculation, calculationOf } from '../../db/subsidies/calculations.ts';
import { datedParameters, rulesFor } from '../../db/subsidies/rules.ts';
import { saveDocument, ownedByCase } from '../../db/save-document.ts';
import { directoryBlobStore } from '../../db/blob-store.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { calculate } from '../../domain/subsidy/calculate.ts';
import { clocksOf } from '../../api/cases/progress.ts';
import { Readable } from 'node:stream';
import { makeQuarter, declared } from '../subsidies/quarters.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

describe('what an agent is told before deciding on a quarter', () => {
  let house: House;
  let hassan: Visitor;
  let caseId: string;
  let document: string;
  before(async () => {
    house = await openHouse();
    hassan = await house.as('Hassan Tahiri');
    const regime = { subsidy_regime: 'private' };
    await house
      .db('organising_bodies')
      .where({ id: stableId('body petits-chenes') })
      .update(regime);
    const earlier = await makeQuarter(house.db, { facility: 'chenes', quarter: '2024-1', upTo: 'submit' });
    caseId = await makeQuarter(house.db, { facility: 'chenes', quarter: '2024-2', upTo: 'submit' });
    const rules = rulesFor(await datedParameters(house.db, '2024-1'), 28, {
      version: '2024-1.private.1',
      euros: { direction: 14_850, pms: 13_920, childcare: 11_640 },
    });
    // Twice as many days, and supplies that are as they were.
    const was = { ...declared, attendance: { days: 721, halfDays: 48 } };
    await keepCalculation(
      house.db,
      { caseId: earlier, revision: 0, at: house.clock.now },
      calculationOf({ scale: rules.lumpSums.version, result: calculate(was, rules), changes: [], paid: 0 }),
    );
    const row = (await house.db('cases').where({ id: caseId }).first()) as {
      id: string;
      organising_body_id: string;
      facility_id: string;
      administration: string;
    };
    const blob = await directoryBlobStore(house.config.storageDir).put(Readable.from([makePdf('Facture', [])]));
    document = (await saveDocument(house.db, {
      ...ownedByCase(row),
      actNumber: 3,
      slot: 'attachments',
      origin: 'operator',
      name: 'Facture pharmacie.pdf',
      mediaType: 'application/pdf',
      ...blob,
      uploadedBy: null,
      at: house.clock.now,
    }))!;
  });
  after(() => house.close());
  const control = async (by = hassan): Promise<string> =>
    textOf((await by.get(`/office/quarterly-subsidy/${caseId}/propose`).expect(200)).text);

  it('which documents they have not opened themselves, until they have', async () => {
    expect(await control())
      .to.include('1 pièce pas encore ouverte par vous')
      .and.include('Facture pharmacie.pdf');
    await hassan.get(`/documents/${document}`).expect(200);
    expect(await control()).to.include('Vous avez ouvert toutes les pièces jointes');
    // Of a colleague, nothing is taken for granted.
    expect(await control(await house.as('Noémie Deprez'))).to.include('pas encore ouverte par vous');
  });

  it('what each line was the quarter before, and which is far from it, by a parameter', async () => {
    const text = await control();
    expect(text).to.include('très différent du 2024 T1 : 1 159,29').and.include('soit +1 159,30');
    expect(text).to.include('2024 T1 : 86,45').and.not.include('très différent du 2024 T1 : 86,45');
    await house.db('parameters').where({ slug: 'quarterly-subsidy', code: 'line-gap' }).update({ value: 5 });
    expect(await control()).to.not.include('très différent');
  });

  it('how long it waited for the table, apart from the days of ONE and of the operator', async () => {
    const day = 86_400_000;
    const waiting = { statuses: ['awaiting-scale'], label: 'en attente du tableau' };
    const row = {
      closed_at: null,
      turn: 'one' as const,
      state: { clocks: { one: 2 * day, operator: 0, since: 33 * day } },
    };
    const acts = [
      { status: 'in-control', at: 0 },
      { status: 'awaiting-scale', at: 2 * day },
      { status: 'to-sign', at: 33 * day },
    ];
    const days = clocksOf({ row: row as never, acts }, 'one', 38 * day, waiting) as { days: number; label: string }[];
    expect(days.map(({ days: count, label }) => `${String(count)} ${label}`)).to.deep.equal([
      "7 chez l'ONE",
      '31 en attente du tableau',
      "0 chez l'opérateur",
    ]);
    expect(clocksOf({ row: row as never, acts: acts.slice(0, 1) }, 'one', 38 * day, waiting)).to.have.length(2);
    expect(await control()).to.include("chez l'ONE");
  });
});
