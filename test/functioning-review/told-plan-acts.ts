/** The acts on a plan and its follow-up: each in a review of its own, at the same crèche. */
import { markOfPlan, readPlan } from '../../db/functioning-review/plan/read-plan.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Action, CaseData, Status } from '../../workflows/functioning-review/contract.ts';
import { marker, type Fields, type ToldAct, type Where } from '../support/describe-acts.ts';
import { reviewIn, type Step } from './cases.ts';
import { planOf, writePlan } from './plans.ts';

const words = 'Nous avons relu ensemble les points qui demandent encore du travail.';
const tooLong = `${marker}${'x'.repeat(20_001)}`;
const operator = 'admin-petits-chenes';
const coordinator = 'coordinator-namur';
const onPlan = /^\/(?:pro|office)\/reviews\/[0-9a-f-]{36}\/plan/;

const at = (status: Status, more: readonly Step[] = []): Pick<ToldAct, 'facility' | 'status' | 'open'> => ({
  facility: 'chenes',
  status,
  open: ({ db, clock }) => reviewIn(db, status, { facilityId: stableId('facility chenes'), at: clock.now, more }),
});
const text = (name: string): Pick<ToldAct, 'body' | 'bad'> => ({
  body: { [name]: words },
  bad: { fields: { [name]: tooLong }, fault: name },
});

const dataOf = async ({ db, caseId }: Where): Promise<CaseData> =>
  ((await db('cases').where({ id: caseId }).first('state')) as { state: { data: CaseData } }).state.data;
const write = async (where: Where): Promise<void> =>
  writePlan(where.db, where.caseId, planOf(where.now), { at: where.now });
/** What the page of the plan has shown. */
const withSeal =
  (fields: Fields) =>
  async (where: Where): Promise<Fields> => ({
    ...fields,
    seal: markOfPlan(await readPlan(where.db, where.caseId)),
  });
const signed = async (where: Where): Promise<Fields> => ({ agreed: 'oui', seal: (await dataOf(where)).digest ?? '' });
const unsigned = { fields: { agreed: '' }, fault: 'agreed' };

const asked: Step = { role: 'clock', action: 'ask-follow-up' };
const states = (more: Fields = {}): Fields => ({
  state0: 'done',
  comment0: '',
  state1: 'under-way',
  comment1: words,
  state2: 'given-up',
  comment2: words,
  ...more,
});

export const planActs: readonly ToldAct<Action>[] = [
  {
    action: 'submit-plan',
    ...at('plan-drafting'),
    by: operator,
    before: write,
    body: withSeal({ answer: words }),
    bad: { fields: { answer: tooLong }, fault: 'answer' },
    then: onPlan,
  },
  {
    action: 'ask-revision',
    ...at('plan-review'),
    by: coordinator,
    body: { remark1: words, remark: '' },
    bad: { fields: { remark1: '', remark: tooLong }, fault: 'remark' },
    then: onPlan,
  },
  { action: 'accept-plan', ...at('plan-review'), by: coordinator, ...text('remarks'), then: onPlan },
  {
    action: 'arbitrate',
    ...at('arbitration'),
    by: 'asr-manager-namur',
    before: write,
    body: withSeal({ reason: words }),
    bad: { fields: { reason: tooLong }, fault: 'reason' },
    then: onPlan,
  },
  { action: 'sign-plan', ...at('signing'), by: operator, binds: true, body: signed, bad: unsigned, then: onPlan },
  {
    action: 'countersign-plan',
    ...at('signing', [{ role: 'operator', action: 'sign-plan', facts: { digest: 'x' } }]),
    by: coordinator,
    binds: true,
    body: signed,
    bad: unsigned,
    then: onPlan,
  },
  { action: 'ask-change', ...at('signing'), by: operator, ...text('reason'), then: onPlan },
  { action: 'reopen-plan', ...at('signing'), by: coordinator, ...text('reason'), then: onPlan },
  {
    action: 'send-follow-up',
    ...at('follow-up', [asked]),
    by: operator,
    body: states(),
    bad: { fields: states({ comment2: '', comment1: marker }), fault: 'comment2' },
    then: onPlan,
  },
  {
    action: 'note-follow-up',
    ...at('follow-up', [
      asked,
      {
        role: 'operator',
        action: 'send-follow-up',
        facts: { year: 1, actions: 0, done: 0, givenUp: 0 },
        content: { rows: [] },
      },
    ]),
    by: coordinator,
    ...text('remarks'),
    then: onPlan,
  },
];
