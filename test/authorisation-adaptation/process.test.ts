import fc from 'fast-check';
import { dayOf } from '../../domain/calendar.ts';
import type { Action, CaseData, Kind } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { allKinds, factsOf, firstFacts } from '../support/adaptation-acts.ts';
import { describeTable, start, type Beginning } from '../support/describe-table.ts';
import { day } from '../support/times.ts';

const beginningOf = ({
  kind,
  at,
  ...options
}: {
  kind: Kind;
  home: boolean;
  moreCapacity: boolean;
  periodDays: number;
  at: number;
}): Beginning => {
  const { action, facts } = firstFacts(kind, dayOf(at), options);
  return { action, facts, role: action === 'submit' ? 'operator' : 'referent', at };
};
// Days, numbers and the wording of an opinion make no difference.
const given = (opinion: string): string => (opinion === 'none' || opinion === 'asked' ? opinion : 'given');

describeTable(process, {
  beginnings: fc
    .record({
      kind: fc.constantFrom(...allKinds),
      home: fc.boolean(),
      moreCapacity: fc.boolean(),
      periodDays: fc.integer({ min: 5, max: 400 }),
      at: fc.integer({ min: start, max: start + 900 * day }),
    })
    .map(beginningOf),
  everyBeginning: allKinds.flatMap((kind) =>
    [true, false].flatMap((home) =>
      [true, false].map((moreCapacity) => beginningOf({ kind, home, moreCapacity, periodDays: 120, at: start })),
    ),
  ),
  factsOf: (action, data, today, choice) => factsOf(action as Action, data, today, choice),
  placeOf: ({ status, data: kept, deadlines }) => {
    const data = kept as CaseData;
    return JSON.stringify([
      status,
      data.kind,
      data.home,
      data.resumeIn,
      data.visit,
      given(data.opinion),
      given(data.healthOpinion),
      data.proposal?.outcome,
      data.outcome,
      data.afterRefusal,
      data.extension !== undefined,
      data.inForce,
      data.appeal,
      data.registered && [
        data.registered.sentOn !== undefined,
        data.registered.receivedOn ?? data.registered.unclaimed,
      ],
      data.conditions?.map(({ state }) => state),
      [...new Set(deadlines.map(({ act }) => act))]
        .filter((act) => act !== 'escalate' && !act.startsWith('remind'))
        .sort(),
    ]);
  },
  aside: ['withdraw'],
  leastPlaces: 501,
});
