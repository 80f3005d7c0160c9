/** Until ONE has decided: the operator may give up the request, and ONE may ask for what is missing. */
import { hypothesis } from '../kit-acts.ts';
import type { Transitions } from '../procedure.ts';
import type { CaseData, Words } from './contract.ts';
import { isMeasure } from './rules.ts';

/** Until ONE has decided, the operator may give up the request. */
export const untilDecided: Transitions<Words> = {
  'withdraw': {
    by: ['operator'],
    to: 'withdrawn',
    when: (data) => !isMeasure(data.kind),
    effects: ['letter-withdrawal', 'notify-agents', 'notify-operator'],
    signed: true,
    basis: hypothesis,
  },
};

/** ONE may ask for what is missing whenever it works on the file; the delay of ONE stops meanwhile. */
export const askingComplement = (from: CaseData['resumeIn']): Transitions<Words> => ({
  'ask-complement': {
    by: ['referent'],
    to: 'complement-asked',
    note: (data) => ({ ...data, resumeIn: from }),
    effects: ['letter-complement', 'notify-operator'],
    basis: hypothesis,
  },
});
