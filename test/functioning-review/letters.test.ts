/** The letters of a review, as they are printed: each objective has its number, and the contact is who follows the place. */
import { expect } from 'chai';
import type { LetterAct, LetterContext } from '../../domain/letter.ts';
import { createEngine } from '../../views/engine.ts';
import { letters } from '../../views/functioning-review/letters.ts';
import { letterHtml } from '../../views/letters/letters.ts';
import { textOf } from '../support/html.ts';
import { factsOf, planOf } from './plans.ts';

const at = Date.UTC(2027, 2, 2, 8);
const plan = planOf(at);
const act = (action: string, actorRole: string, actorName: string, more: Partial<LetterAct> = {}): LetterAct =>
  ({ action, actorRole, actorName, at, facts: {}, content: {}, acr: 450, hash: 'ab'.repeat(32), ...more }) as LetterAct;
const place = { street: 'rue Brun', number: '7', box: null, postcode: '5300', locality: 'Andenne' };
const told: LetterAct[] = [
  act('record-minutes', 'coordinator', 'Marc Dubois', { facts: { heldOn: '2027-03-01' } }),
  act('submit-plan', 'operator', 'Benoît Lejeune', { facts: { ...factsOf(plan) }, content: { plan } }),
  act('accept-plan', 'coordinator', 'Marc Dubois'),
  act('sign-plan', 'operator', 'Benoît Lejeune', { content: { statement: 'Je signe.' } }),
];
const context = (acts: readonly LetterAct[]): LetterContext => ({
  case: {
    id: '00000000-0000-4000-8000-000000000001',
    slug: 'functioning-review',
    reference: 'BF-2027-00001',
    kind: 'review',
    administration: 'namur',
    openedAt: at,
    targetOn: '2029-03-02',
    parameters: {},
  },
  acts,
  facility: {
    ...place,
    facilityNumber: 'MA-20529',
    name: 'Crèche Clair Matin',
    kind: 'subsidised-creche',
    capacity: 35,
  },
  body: { ...place, name: 'Clair Matin ASBL' },
  postal: { place: null, body: null },
  referent: 'Sophie Lambert',
  documents: [],
  tasks: [],
});
const options = { publicUrl: 'https://pro.one.example', demonstration: false };

describe('the letters of a review', () => {
  const views = createEngine({ today: () => '2027-03-02', asset: (file) => file, cache: true });
  const printed = async (effect: keyof typeof letters, acts: readonly LetterAct[]): Promise<string> =>
    textOf(await letterHtml(views.renderHtml, letters[effect](context(acts), options))).replaceAll(/\s+/g, ' ');

  it('number the objectives of the plan that both have signed', async () => {
    const text = await printed('letter-synthesis', [...told, act('countersign-plan', 'coordinator', 'Marc Dubois')]);
    for (const [index, { wording }] of plan.objectives.entries())
      expect(text)
        .to.include(`${String(index + 1)}. ${wording}`)
        .and.include(`Actions de l'objectif ${String(index + 1)}`);
    expect(text).to.match(/Contact : Marc Dubois/);
  });

  it('name who follows the place in the receipt of a signature', async () => {
    expect(await printed('letter-signature', told)).to.match(/Contact : Marc Dubois/);
  });
});
