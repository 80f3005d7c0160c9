import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import type { CaseState } from '../../workflows/procedure.ts';
import { openHouse, type House } from '../support/house.ts';

describe('a key that somebody else could name', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(async () => {
    await house.close();
  });

  it('is not a deadline: an operator whose message bears its name does not keep it from passing', async () => {
    const row = (await house
      .db('cases')
      .where({ slug: process.slug, status: 'complement-asked' })
      .whereRaw(`cast(state as text) like '%"complement-missed"%'`)
      .first('id', 'act_number', 'organising_body_id', 'state')) as {
      id: string;
      act_number: number;
      organising_body_id: string;
      state: CaseState;
    };
    const deadline = row.state.deadlines.find(({ act }) => act === 'complement-missed');
    const { user_id: userId } = (await house
      .db('grants')
      .where({ organising_body_id: row.organising_body_id })
      .whereIn('role', ['administrator', 'childminder'])
      .whereNull('valid_to')
      .first('user_id')) as { user_id: string };
    const operator = await house.asUser(userId);
    const { status } = await operator.post(`/pro/${process.slug}/${row.id}/write-message`, {
      token: deadline!.id,
      version: String(row.act_number),
      text: 'Un mot.',
    });
    expect(status).to.equal(303);
    const passed = await recordAct(house.db, process, row.id, {
      action: 'complement-missed',
      token: deadline!.id,
      deadline: deadline!.id,
      facts: {},
      actor: { role: 'clock', userId: null },
      at: deadline!.at,
    });
    expect(passed).to.include({ already: false, status: 'closing-proposed' });
  });

  it('is not the id of a case: the server draws it, whatever the form holds', async () => {
    const [token, referent] = [randomUUID(), await house.asUser(stableId('user referent-namur'))];
    const facility = (await house
      .db('facilities')
      .where({ administration: 'namur' })
      .whereNotIn('id', house.db('cases').where({ kind: 'suspension' }).select('facility_id'))
      .first('id')) as { id: string };
    const send = () =>
      referent.post(`/office/facilities/${facility.id}/open-measure`, {
        token,
        kind: 'suspension',
        facts: 'Constat.',
        reasons: 'Motif.',
        expected: 'Une réponse.',
        effectiveOn: '01/03/2027',
      });
    const answers = [await send(), await send()];
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(answers[0]!.headers.location).to.equal(answers[1]!.headers.location).and.not.include(token);
  });

  it("is not somebody else's message: with the same token, each visitor's own words are kept", async () => {
    const token = randomUUID();
    const people = await Promise.all(
      ['referent-namur', 'admin-parc'].map((key) => house.asUser(stableId(`user ${key}`))),
    );
    const references: (string | undefined)[] = [];
    for (const [person, message] of [
      [people[0], 'Le premier.'],
      [people[1], 'Le second.'],
      [people[0], 'Le premier.'],
    ] as const) {
      const { headers } = await person!
        .post('/contact', { token, name: 'Ada', email: 'ada@exemple.example', subject: 'other', message })
        .expect(303);
      references.push(headers.location?.split('/').at(-1));
    }
    expect(references[0]).to.equal(references[2]).and.not.equal(references[1]);
    expect(await house.db('contact_messages').where({ name: 'Ada' }).orderBy('message').pluck('message')).to.deep.equal(
      ['Le premier.', 'Le second.'],
    );
  });
});
