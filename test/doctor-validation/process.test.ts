import { expect } from 'chai';
import type { Action, Words } from '../../workflows/doctor-validation/contract.ts';
import { process } from '../../workflows/doctor-validation/process.ts';
import { available, type CaseState } from '../../workflows/procedure.ts';
import { describeTable } from '../support/describe-table.ts';

describeTable(process);

describe('the validation of a doctor, status by status', () => {
  const state = (status: Words['status']): CaseState<Words['status'], Words['data']> =>
    ({ status, data: { kind: 'new', from: '2026-09-01' } }) as CaseState<Words['status'], Words['data']>;
  const possible = (status: Words['status']): Action[] => available(process, state(status)) as Action[];

  it('a doctor who is not validated is neither suspended nor changed', () => {
    for (const status of ['to-validate', 'complement-asked'] as const)
      expect(possible(status)).not.to.include.members(['suspend']).and.not.to.include.members(['ask-change']);
  });

  it('a change that waits is decided before the doctor is suspended', () => {
    expect(possible('change-to-validate')).to.include.members(['accept-change', 'refuse-change', 'end-collaboration']);
    expect(possible('change-to-validate')).not.to.include('suspend');
  });

  it('a collaboration is ended by the operator or by ONE, also while the doctor is suspended; what is over stays so', () => {
    for (const status of ['validated', 'change-to-validate', 'suspended'] as const)
      expect(process.statuses[status].on['end-collaboration']?.by).to.have.members(['operator', 'subsidy-manager']);
    expect(process.statuses['to-validate'].on['end-collaboration']?.by).to.deep.equal(['operator']);
    for (const status of ['ended', 'refused', 'withdrawn', 'cancelled'] as const)
      expect(possible(status)).to.deep.equal([]);
  });
});
