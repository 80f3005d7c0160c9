import { expect } from 'chai';
import fc from 'fast-check';
import { faultsOfOrder } from '../../db/subsidies/check-order.ts';
import { makeBelgianIban } from '../../domain/iban.ts';
import { controlOf, pain001, type PaymentOrder, type Transfer } from '../../domain/subsidy/sepa/pain001.ts';
import { sepaText } from '../../domain/subsidy/sepa/text.ts';
import { takeBack } from '../../domain/subsidy/take-back.ts';

const order = (transfers: readonly Transfer[]): PaymentOrder => ({
  messageId: 'PROONE-2026-00001',
  createdAt: '2026-11-23T10:00:00Z',
  executionOn: '2026-11-25',
  from: { name: "Office de la Naissance et de l'Enfance", iban: makeBelgianIban(91_000_277), bic: 'GKCCBEBB' },
  transfers,
});
const transfers = fc.array(
  fc.record({
    endToEndId: fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
    cents: fc.integer({ min: 1, max: 99_999_999_999 }),
    to: fc.record({
      name: fc.string({ maxLength: 200, unit: 'binary' }),
      iban: fc.integer({ min: 0, max: 9_999_999_999 }).map(makeBelgianIban),
      bic: fc.constantFrom(null, 'GKCCBEBB', 'BPOTBEB1XXX'),
    }),
    communication: fc.string({ maxLength: 300, unit: 'binary' }),
  }),
  { minLength: 1, maxLength: 5 },
);

describe('an order of payment to the bank', () => {
  it('is sound by the schema of ISO 20022, whatever was typed in names and communications', async () => {
    await fc.assert(
      fc.asyncProperty(transfers, async (many) => {
        expect(await faultsOfOrder(pain001(order(many)))).to.deep.equal([]);
      }),
      { numRuns: 12 },
    );
  }).timeout(60_000);

  it('says how many transfers it holds and what they add up to, to the cent', () => {
    fc.assert(
      fc.property(transfers, (many) => {
        const xml = pain001(order(many));
        const amounts = Array.from(
          xml.matchAll(/<InstdAmt Ccy="EUR">(\d+)\.(\d{2})<\/InstdAmt>/g),
          ([, whole, cents]) => BigInt(`${whole}${cents}`),
        );
        const sums = Array.from(xml.matchAll(/<CtrlSum>(\d+)\.(\d{2})<\/CtrlSum>/g), ([, whole, cents]) =>
          BigInt(`${whole}${cents}`),
        );
        const total = amounts.reduce((sum, one) => sum + one, 0n);
        expect(amounts).to.have.length(many.length);
        expect(sums).to.deep.equal([total, total]);
        expect(BigInt(controlOf(many).cents)).to.equal(total);
      }),
    );
  });

  it('holds a thousand transfers, with names as they are written here and longer than banks take', async () => {
    const names = [
      'Crèche « L’Éveil »',
      'Œuvre de Sœur Cécile & Cie',
      'Les P’tits Loups',
      'É'.repeat(120),
      'Anne-Françoise Đặng',
    ];
    const many = Array.from(
      { length: 1_000 },
      (_, index): Transfer => ({
        endToEndId: `payment-${String(index)}`,
        cents: index + 1,
        to: { name: names[index % names.length]!, iban: makeBelgianIban(10_000 + index) },
        communication: `ST-2026-${String(index)} subside 2026 T3 ${names[index % names.length]!}`,
      }),
    );
    const xml = pain001(order(many));
    expect(await faultsOfOrder(xml)).to.deep.equal([]);
    expect(xml)
      .to.include('<Nm>OEuvre de Soeur Cecile + Cie</Nm>')
      .and.include(`<Nm>${'E'.repeat(70)}</Nm>`);
    expect(xml).to.include('<NbOfTxs>1000</NbOfTxs>').and.include('<CtrlSum>5005.00</CtrlSum>');
  }).timeout(20_000);

  it('refuses an order of nothing', () => {
    expect(() => pain001(order([]))).to.throw();
    const [one] = fc.sample(transfers, 1)[0]!;
    expect(() => pain001(order([{ ...one!, cents: 0 }]))).to.throw();
    expect(() => pain001(order([{ ...one!, cents: 10.5 }]))).to.throw();
  });

  it('a fault of the schema is found', async () => {
    const xml = pain001(order(fc.sample(transfers, 1)[0]!)).replace('<PmtMtd>TRF</PmtMtd>', '<PmtMtd>CASH</PmtMtd>');
    expect(await faultsOfOrder(xml)).to.not.deep.equal([]);
  }).timeout(20_000);

  it('writes text as banks take it: without accents, in length, without a slash at either end', () => {
    expect(sepaText('Crèche « Les P’tits Chênes » – Éveil & jeux', 70)).to.equal(
      "Creche ' Les P'tits Chenes ' - Eveil + jeux",
    );
    expect(sepaText('//ST-2026-02214//', 35)).to.equal('ST-2026-02214');
    expect(sepaText('日本', 35)).to.equal('-');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const written = sepaText(typed, 35);
        expect(written).to.match(/^[A-Za-z0-9/\-?:().,'+ ]{1,35}$/);
        expect(written).to.not.match(/^\/|\/\/|\/$/);
        expect(sepaText(written, 35), 'written once is written').to.equal(written);
      }),
    );
  });
});

describe('what was paid too much', () => {
  const amounts = fc.array(
    fc.record({ facilityId: fc.constantFrom('a', 'b'), cents: fc.integer({ min: 1, max: 1_000 }) }),
    {
      maxLength: 6,
    },
  );
  const numbered = <T extends object>(rows: T[], name: string) =>
    rows.map((row, index) => ({ ...row, id: `${name}${String(index)}` }));

  it('is taken from payments of the same place, never more than is owed nor than is paid, and as much as possible', () => {
    fc.assert(
      fc.property(amounts, amounts, (paying, owing) => {
        const [payments, owed] = [numbered(paying, 'p'), numbered(owing, 'r')];
        const taken = takeBack(payments, owed);
        const sum = (rows: readonly { cents: number }[]) => rows.reduce((total, { cents }) => total + cents, 0);
        for (const { id, cents, facilityId } of payments) {
          const of = taken.filter(({ paymentId }) => paymentId === id);
          expect(sum(of)).to.be.at.most(cents);
          for (const { recoveryId } of of)
            expect(owed.find((one) => one.id === recoveryId)!.facilityId).to.equal(facilityId);
        }
        for (const { id, cents } of owed)
          expect(sum(taken.filter(({ recoveryId }) => recoveryId === id))).to.be.at.most(cents);
        for (const place of ['a', 'b']) {
          const here = <T extends { facilityId: string }>(rows: T[]) =>
            rows.filter(({ facilityId }) => facilityId === place);
          const ids = new Set(here(payments).map(({ id }) => id));
          expect(sum(taken.filter(({ paymentId }) => ids.has(paymentId)))).to.equal(
            Math.min(sum(here(payments)), sum(here(owed))),
          );
        }
      }),
    );
  });

  it('is taken from the oldest payment first', () => {
    expect(
      takeBack(
        [
          { id: 'p1', facilityId: 'a', cents: 500 },
          { id: 'p2', facilityId: 'a', cents: 500 },
        ],
        [{ id: 'r', facilityId: 'a', cents: 850 }],
      ),
    ).to.deep.equal([
      { recoveryId: 'r', paymentId: 'p1', cents: 500 },
      { recoveryId: 'r', paymentId: 'p2', cents: 350 },
    ]);
  });
});
