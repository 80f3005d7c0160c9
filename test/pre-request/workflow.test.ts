import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { eraseFamilies } from '../../db/pre-request/erase.ts';
import { queueWord } from '../../db/link-mails.ts';
import { saveFormDraft } from '../../db/form-drafts.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { day } from '../support/times.ts';
import { asks, offerOn } from './history-paths.ts';

describe('pre-requests in time', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.close());
  const statusOf = async (caseId: string): Promise<string> => (await engine.row(caseId)).status;
  const mailsTo = async (email: string): Promise<string[]> =>
    (
      await engine.db('link_mails').where({ email }).orderBy(['mail_at', 'kind']).select<{ kind: string }[]>('kind')
    ).map(({ kind }) => kind);

  it('end for the child that has a place, and the family is told; another form with the same address keeps its own', async () => {
    const email = 'meme.enfant@exemple.example';
    const [first, second] = await asks(engine, 2, email);
    const [again] = await asks(engine, 1, email.toUpperCase());
    const before = await mailsTo(email);
    await first!.act('operator', 'offer-place', offerOn(await engine.today()));
    await first!.act('procedure', 'confirm-place');
    await engine.settle();
    expect(await Promise.all([first!, second!, again!].map(({ caseId }) => statusOf(caseId)))).to.deep.equal([
      'confirmed',
      'placed-elsewhere',
      'to-answer',
    ]);
    expect(before).to.deep.equal(['pre-request-received']);
    expect((await mailsTo(email)).filter((kind) => kind === 'pre-request-news')).to.have.lengthOf(1);
  });

  it('tell the family what happens, by mails in which nothing of it stands; the code stands in the first alone', async () => {
    const email = 'averti@exemple.example';
    const [asked] = await asks(engine, 1, email);
    await asked!.act('operator', 'offer-place', offerOn(await engine.today()));
    await engine.sleep(13 * day);
    expect(await mailsTo(email)).to.deep.equal(['pre-request-received', 'pre-request-awaits', 'pre-request-awaits']);
    const rows = await engine.db('link_mails').where({ email }).whereNot({ kind: 'pre-request-received' });
    for (const { token, source } of rows as { token: unknown; source: unknown }[])
      expect([token, source]).to.deep.equal([null, null]);
    await engine.sleep(3 * day);
    expect(await statusOf(asked!.caseId)).to.equal('offer-lapsed');
    expect((await mailsTo(email)).at(-1)).to.equal('pre-request-news');
  });

  it('tell the family when their place closes', async () => {
    const email = 'ferme@exemple.example';
    const [asked] = await asks(engine, 1, email);
    await asked!.act('procedure', 'lapse');
    expect([await statusOf(asked!.caseId), (await mailsTo(email)).at(-1)]).to.deep.equal([
      'place-closed',
      'pre-request-news',
    ]);
  });

  it('are forgotten six months after the last of them is over: nothing of the family remains in any table', async () => {
    const { db } = engine;
    const email = 'oubliez.moi@exemple.example';
    const [one, two] = await asks(engine, 2, email);
    await one!.act('operator', 'ask-question', {}, { text: 'Chère Zoé Vandenplas, quels jours ?' });
    await one!.act('procedure', 'answer-question', {}, { answer: 'Réponse très privée' });
    const userId = randomUUID();
    await db('users').insert({
      id: userId,
      first_name: 'Essai',
      family_name: 'Essai',
      email: 'essai@exemple.be',
      portal: 'pro',
    });
    await saveFormDraft(db, {
      userId,
      place: `/pro/pre-request/${one!.caseId}/refuse`,
      act: { caseId: one!.caseId, action: 'refuse' },
      fields: { reason: 'Brouillon privé' },
      seen: 0,
      from: undefined,
      at: await engine.now(),
    });
    await one!.act('procedure', 'withdraw');
    // The same address has asked by another form, which is still open; its mails wait too.
    const [another] = await asks(engine, 1, email);
    const familyOf = async (caseId: string): Promise<{ id: string; digest: string }> =>
      db('pre_requests as p')
        .join('pre_request_families as f', 'f.id', 'p.family_id')
        .where('p.case_id', caseId)
        .first<{ id: string; digest: string }>('f.id', db.raw("encode(f.code_digest, 'hex') as digest"));
    const [mine, theirs] = [await familyOf(one!.caseId), await familyOf(another!.caseId)];
    await db('pre_request_families').where({ id: mine.id }).update({ message: 'Message tout à nous' });
    for (const { id, place } of [
      { id: mine.id, place: 'ABCD-de-cette-famille' },
      { id: theirs.id, place: 'ABCD-de-l-autre' },
    ])
      await queueWord(db, {
        ...{ kind: 'pre-request-received', email, at: (await engine.now()) + 500 * day },
        ...{ source: place, familyId: id },
      });
    await eraseFamilies(db, (await engine.now()) + 400 * day);
    // The other one is still open.
    expect(await db('pre_request_families').where({ email })).to.have.lengthOf(2);
    await two!.act('procedure', 'withdraw');
    await eraseFamilies(db, (await engine.now()) + 150 * day);
    expect(await db('pre_request_families').where({ email })).to.have.lengthOf(2);
    await eraseFamilies(db, (await engine.now()) + 190 * day);
    // Those of the other tests have the same name, and other addresses.
    const kept = await db('pre_requests').whereIn('case_id', [one!.caseId, two!.caseId]).whereNotNull('family_id');
    expect(kept).to.deep.equal([]);
    const own = ['Réponse très privée', 'Brouillon privé', 'Chère Zoé', 'Message tout à nous', 'ABCD-de-cette-famille'];
    expect(await remaining([...own, mine.digest])).to.deep.equal([]);
    // What the other form has is untouched, until it is over as well.
    expect(await familyOf(another!.caseId)).to.deep.equal(theirs);
    expect(await remaining(['ABCD-de-l-autre', theirs.digest])).to.have.lengthOf(2);
    await another!.act('procedure', 'withdraw');
    await eraseFamilies(db, (await engine.now()) + 190 * day);
    expect(await remaining(['oubliez.moi', 'ABCD-de-l-autre', theirs.digest])).to.deep.equal([]);
    expect((await verifyActs(db)).faults.filter(({ what }) => what !== 'deadline')).to.deep.equal([]);
  });

  /** Wherever a text stands: every table, every column. */
  async function remaining(texts: readonly string[]): Promise<string[]> {
    const { rows: tables } = await engine.db.raw<{ rows: { name: string }[] }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
    );
    const found: string[] = [];
    for (const { name } of tables)
      for (const text of texts) {
        const { rows } = await engine.db.raw<{ rows: unknown[] }>(
          'select 1 from ?? t where cast(row_to_json(t) as text) like ? limit 1',
          [name, `%${text}%`],
        );
        if (rows.length > 0) found.push(`${name}: ${text}`);
      }
    return found;
  }
});
