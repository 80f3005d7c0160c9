import { expect } from 'chai';
import { termFaults } from '../../api/agreement-renewal/term.ts';
import { decisionForms } from '../../api/agreement-renewal/decision-acts.ts';

type Row = Parameters<typeof termFaults>[1]['row'];
const rowOf = (data: object): Row =>
  ({
    state: { data },
    parameters: { 'duration': { value: 5, unit: 'years' }, 'refusal-latest': { value: 12, unit: 'months' } },
  }) as unknown as Row;
const today = '2027-03-01';
const refused = (data: object, effectiveOn: string) =>
  termFaults({ outcome: 'refuse', effectiveOn }, { row: rowOf(data), today });

describe('other places', () => {
  const data = { kind: 'places', agreementId: 'x', endsOn: '2029-12-31' };
  const granted = (untilOn: string) =>
    termFaults({ outcome: 'renew', effectiveOn: '2027-04-01', untilOn }, { row: rowOf(data), today });
  it('neither lengthen the agreement nor cut it short', () => {
    expect(granted('2030-01-01').untilOn).to.include('ne prolonge pas').and.include('31 décembre 2029');
    expect(granted('2029-06-30').untilOn).to.include("garde l'échéance").and.include('31 décembre 2029');
    expect(granted('2029-12-31')).to.deep.equal({});
  });
  it('are refused whatever day was proposed: nothing is taken away', async () => {
    const proposal = { outcome: 'refuse', effectiveOn: '2027-02-15' };
    const file = () => Promise.reject(new Error('not looked at'));
    for (const kind of ['places', 'first']) {
      const row = rowOf({ ...data, kind, proposal });
      expect((await decisionForms['sign-decision'].read({ remarks: '' }, { row, today }, file)).ok, kind).to.equal(
        true,
      );
    }
  });
});

describe('the first day without an agreement, after a refusal', () => {
  it('is never one on which the agreement still runs', () => {
    const data = { kind: 'renewal', agreementId: 'x', endsOn: '2027-12-31', submittedOn: '2027-01-15' };
    expect(refused(data, '2027-04-01').effectiveOn).to.include('ne peut pas être avant').and.include('janvier 2028');
    expect(refused(data, '2028-01-01')).to.deep.equal({});
  });
  it('is the day after its end, of one that came late', () => {
    const data = { kind: 'renewal', agreementId: 'x', endsOn: '2026-12-31', submittedOn: '2026-12-20', late: true };
    expect(refused(data, '2027-04-01').effectiveOn).to.include("n'est pas prolongé").and.include('janvier 2027');
    expect(refused(data, '2027-01-01')).to.deep.equal({});
  });
  it('is not over, of an agreement that was prolonged', () => {
    const data = {
      kind: 'renewal',
      agreementId: 'x',
      endsOn: '2026-12-31',
      submittedOn: '2026-06-15',
      prolonged: true,
    };
    expect(refused(data, '2027-01-01').effectiveOn).to.include('Le premier jour sans agrément ne peut pas être avant');
    expect(refused(data, '2027-04-01')).to.deep.equal({});
  });
  it('is not over when the refusal is signed: it goes back to be written anew', async () => {
    const row = rowOf({
      kind: 'renewal',
      endsOn: '2026-12-31',
      submittedOn: '2026-06-15',
      proposal: { outcome: 'refuse', effectiveOn: '2027-02-15' },
    });
    const file = () => Promise.reject(new Error('not looked at'));
    const read = await decisionForms['sign-decision'].read({ remarks: '' }, { row, today }, file);
    expect(read).to.have.nested.property('faults.remarks').that.includes('Renvoyez la décision à la rédaction');
    const before = await decisionForms['sign-decision'].read({ remarks: '' }, { row, today: '2027-02-15' }, file);
    expect(before.ok).to.equal(true);
  });
});
