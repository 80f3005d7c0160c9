import { expect } from 'chai';
import fc from 'fast-check';
import type { Knex } from 'knex';
import type { Database } from '../../db/connect.ts';
import { keepSought, readSought } from '../../db/inbox/sought.ts';
import { searchable } from '../../domain/searchable.ts';
import { freshDatabase } from '../support/database.ts';

describe('what is searched', () => {
  let db: Database;
  let drop: () => Promise<void>;
  before(async () => {
    ({ db, drop } = await freshDatabase());
  });
  after(() => drop());

  const examples: [typed: string, read: string][] = [
    ['L’Arbre à Bulles', 'l arbre a bulles'],
    ["l'arbre", 'l arbre'],
    ['l`arbre', 'l arbre'],
    ['Les Petits\u2011Chênes', 'les petits chenes'],
    ['petits–chênes', 'petits chenes'],
    ['  deux\u00a0\u202f blancs ', 'deux blancs'],
    ['Le Cœur & Cie', 'le coeur cie'],
    ['CŒUR ÆSOP', 'coeur aesop'],
    ['ﬁlou', 'filou'],
    ['E\u0301cole', 'ecole'],
    ['auto\u00adrisation', 'autorisation'],
    ['Straße Łódź Ørsted', 'strasse lodz orsted'],
    ['АБВ', ''],
  ];
  it('is the same in the database and in code', async () => {
    for (const [typed, read] of examples) expect(searchable(typed), typed).to.equal(read);
    const words = fc.string({ unit: 'grapheme', maxLength: 20 });
    const close = fc.string({
      unit: fc.constantFrom(...Array.from("aéÉœŒæßØłİıſK Å’'`-‑–.·\u00a0\u200b\u00ad\u0301\u0323Zz09ﬁ½²ǅ")),
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(words, close), { minLength: 20, maxLength: 20 }), async (texts) => {
        const kept = [...texts, ...examples.map(([typed]) => typed)].map((text) => text.replaceAll('\u0000', ''));
        const { rows } = await db.raw<{ rows: { read: string }[] }>(
          'select searchable(typed) as read from unnest(cast(? as text[])) with ordinality as given (typed, place) order by place',
          [kept],
        );
        expect(rows.map(({ read }) => read)).to.deep.equal(kept.map(searchable));
      }),
      { numRuns: 60 },
    );
  });

  it('changes nothing of what was read already', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => searchable(searchable(text)) === searchable(text)));
  });

  it('is a reference, however it was copied', () => {
    for (const typed of [
      'AD-2026-01316',
      'AD‑2026‑01316',
      'ad-2026-1316',
      'AD 2026 01316.',
      'ad202601316',
      'AD2026 1316',
      '« AD–2026–01316 »',
      'le dossier AD-2026-01316, reçu hier',
      'réf. AD\u00a02026\u00a001316',
      'AD-2026-01316\u200b',
    ])
      expect(readSought(typed), typed).to.deep.include({ kind: 'code', reference: 'AD-2026-01316' });
    expect(readSought('MA-20418')).to.deep.include({ kind: 'code', numbers: ['MA20418', 'MA-20418'] });
    expect(readSought('ma 20418')).to.deep.include({ kind: 'code', numbers: ['MA20418', 'MA-20418'] });
    expect(readSought('5000')).to.deep.equal({ kind: 'postcode', postcode: '5000' });
    expect(readSought('BE 0440.966.354')).to.deep.equal({ kind: 'enterprise', enterprise: '0440966354' });
    expect(readSought('Crèche 2026')).to.deep.equal({ kind: 'words', words: ['creche', '2026'] });
  });

  it('is looked for in an index, by its words and by what comes near', async () => {
    const columns = {
      name: 'facilities.name',
      facility: 'facilities.id',
      body: 'facilities.organising_body_id',
      reference: undefined,
      postcode: undefined,
    };
    const plan = async (query: Knex.QueryBuilder): Promise<string> => {
      const { rows } = await db.transaction(async (trx) => {
        await trx.raw('set local enable_seqscan = off');
        return trx.raw<{ rows: { 'QUERY PLAN': string }[] }>('explain ?', [query]);
      });
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    for (const near of [false, true]) {
      const query = db('facilities').select('facilities.id');
      keepSought(db, query, readSought('petits chenes'), columns, near);
      expect(await plan(query), String(near)).to.include('facilities_by_words');
    }
    const either = db('cases').select('cases.id');
    const name = 'cases.facility_name';
    const reference = 'cases.reference';
    const inCases = { ...columns, name, facility: 'cases.facility_id', reference, postcode: 'cases.postcode' };
    keepSought(db, either, readSought('ma 20418'), inCases);
    expect(await plan(either))
      .to.include('cases_reference_key')
      .and.include('cases_by_facility');
  });
});
