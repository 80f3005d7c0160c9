import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { LinesFrozen, listLines, saveLines, type LineChange, type LineOutcome } from '../../db/case-lines.ts';
import { saveVersion } from '../../db/changed-elsewhere.ts';
import { instant } from '../../db/connect.ts';
import { openCase, recordAct, type Recorded } from '../../db/record-act.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';
import { process as quarterly } from '../support/second-procedure/process.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { makeFacility } from '../support/places.ts';

const at = Date.parse('2027-04-05T09:00:00Z');
const process = quarterly as AnyProcess;

describe('rows beside a case', () => {
  let database: TestDatabase;
  let caseId: string;
  let ada: string;
  let bob: string;
  before(async () => {
    database = await freshDatabase({ max: 12 });
    await database.db('parameters').insert(
      ['target', 'sending', 'reminder', 'checking'].map((code) => ({
        slug: process.slug,
        code,
        value: 15,
        unit: 'days',
        label: 'essai',
        valid_from: '2020-01-01',
        source: 'assumption',
        reference: 'hypothèse',
      })),
    );
    const people = (await database
      .db('users')
      .insert(
        ['Ada', 'Bob'].map((name) => ({
          first_name: name,
          family_name: 'Exemple',
          email: 'x@exemple.be',
          portal: 'pro',
        })),
      )
      .returning('id')) as { id: string }[];
    [ada, bob] = people.map(({ id }) => id) as [string, string];
  });
  beforeEach(async () => {
    ({ caseId } = await openCase(database.dbOf('web'), process, {
      subject: { kind: 'facility', id: await makeFacility(database.db) },
      period: '2027-1',
      kind: 'quarter',
      action: 'open-quarter',
      facts: { quarter: '2027-1' },
      token: randomUUID(),
      actor: { role: 'procedure', userId: null },
      at,
    }));
  });
  after(() => database.drop());

  const mayEdit = ({ turn }: { turn: string }): boolean => turn === 'operator';
  const save = (by: string, lines: LineChange[]): Promise<LineOutcome[]> =>
    saveLines(database.dbOf('web'), caseId, { lines, by, at, mayEdit });
  const add = (count: number, from = 0): Promise<LineOutcome[]> =>
    save(
      ada,
      Array.from({ length: count }, (_, index) => ({
        key: `child-${String(from + index)}`,
        version: 0,
        position: from + index,
        data: { days: index % 5 },
      })),
    );
  const act = (action: string, role: string, more: object = {}): Promise<Recorded> =>
    recordAct(database.dbOf('web'), process, caseId, {
      action,
      facts: action === 'send-quarter' ? { places: 14 } : {},
      token: randomUUID(),
      actor: { role: role as 'operator', userId: randomUUID() },
      at,
      ...more,
    });
  const send = (more: object = {}): Promise<Recorded> => act('send-quarter', 'operator', { sealLines: true, ...more });
  const wrong = async (): Promise<string[]> =>
    (await verifyActs(database.db, { among: [process] })).faults
      .filter((fault) => fault.caseId === caseId)
      .map(({ number, what }) => `${String(number)} ${what}`);

  it('are listed in order, page by page', async () => {
    expect((await add(250)).every(({ outcome }) => outcome === 'saved')).to.equal(true);
    const seen: string[] = [];
    for (let after: { position: number; key: string } | undefined; ; ) {
      const page = await listLines(database.dbOf('web'), caseId, { limit: 100, ...(after ? { after } : {}) });
      seen.push(...page.map(({ key }) => key));
      const last = page.at(-1);
      if (!last) break;
      after = last;
    }
    expect(seen).to.deep.equal(Array.from({ length: 250 }, (_, index) => `child-${String(index)}`));
  });

  it('what somebody else has changed is not overwritten: who, when and what stands now are told, and the other lines are saved', async () => {
    await add(3);
    await save(bob, [{ key: 'child-1', version: 1, data: { days: 9 } }]);
    const [first, second, third] = await save(ada, [
      { key: 'child-2', version: 1, data: { days: 1 } },
      { key: 'child-1', version: 1, data: { days: 2 } },
      { key: 'child-0', version: 1, removed: true },
    ]);
    expect(first).to.deep.equal({ key: 'child-2', outcome: 'saved', version: 2 });
    expect(third).to.deep.equal({ key: 'child-0', outcome: 'saved', version: 2 });
    if (second?.outcome !== 'changed-elsewhere') throw new Error('not told');
    expect(second.by).to.deep.equal({ id: bob, name: 'Bob Exemple' });
    expect(second.at).to.equal(at);
    expect(second.current).to.include({ version: 2 }).and.to.have.deep.property('data', { days: 9 });
    expect((await listLines(database.db, caseId)).map(({ key }) => key)).to.deep.equal(['child-1', 'child-2']);
  });

  it('a line that somebody has taken away is told as such, and may come back', async () => {
    await add(1);
    await save(bob, [{ key: 'child-0', version: 1, removed: true }]);
    const [outcome] = await save(ada, [{ key: 'child-0', version: 1, data: { days: 3 } }]);
    if (outcome?.outcome !== 'changed-elsewhere') throw new Error('not told');
    expect(outcome.current?.removed_at).to.equal(at);
    expect(await save(ada, [{ key: 'child-0', version: 2, data: { days: 3 } }])).to.deep.equal([
      { key: 'child-0', outcome: 'saved', version: 3 },
    ]);
    expect(await listLines(database.db, caseId)).to.have.length(1);
  });

  it('the same sending twice is saved once, and both are told so', async () => {
    await add(1);
    const change = [
      { key: 'child-0', version: 1, data: { days: 4 } },
      { key: 'new', version: 0, position: 7, data: { days: 0 } },
    ];
    const once = await save(ada, change);
    expect(await save(ada, change)).to.deep.equal(once);
    expect((await save(bob, change)).map(({ outcome }) => outcome)).to.deep.equal([
      'changed-elsewhere',
      'changed-elsewhere',
    ]);
  });

  it('of a thousand saves by two people at once, nothing is lost silently', async () => {
    const count = 20;
    await add(count);
    const kept = new Map<string, number>();
    let [saved, refused] = [0, 0];
    async function fill(by: string, rounds: number): Promise<void> {
      const versions = new Map(Array.from({ length: count }, (_, index) => [`child-${String(index)}`, 1]));
      for (let round = 0; round < rounds; round += 1) {
        // Each adds one to what they last saw of some lines, in an order of their own.
        const keys = Array.from(
          { length: 5 },
          (_, index) => `child-${String((round * 7 + index * (by === ada ? 3 : 11)) % count)}`,
        );
        const distinct = [...new Set(keys)];
        const rows = new Map((await listLines(database.dbOf('web'), caseId)).map((row) => [row.key, row]));
        const outcomes = await save(
          by,
          distinct.map((key) => ({
            key,
            version: versions.get(key) ?? 0,
            data: { ...rows.get(key)?.data, [by]: round, total: Number(rows.get(key)?.data.total ?? 0) },
          })),
        );
        for (const outcome of outcomes) {
          if (outcome.outcome === 'saved') {
            saved += 1;
            kept.set(
              `${outcome.key} ${String(outcome.version)}`,
              (kept.get(`${outcome.key} ${String(outcome.version)}`) ?? 0) + 1,
            );
            versions.set(outcome.key, outcome.version);
          } else {
            refused += 1;
            expect(outcome.by?.id).to.equal(by === ada ? bob : ada);
            versions.set(outcome.key, outcome.current!.version);
          }
        }
      }
    }
    await Promise.all([fill(ada, 100), fill(bob, 100)]);
    expect(saved + refused).to.be.within(900, 1000);
    expect(refused).to.be.greaterThan(0);
    // Each version of each line was given to one person only, and the versions are as many as the saves that were told.
    expect([...kept.values()].every((times) => times === 1)).to.equal(true);
    const rows = await listLines(database.db, caseId);
    expect(rows.reduce((sum, { version }) => sum + version - 1, 0)).to.equal(saved);
  });

  it('the act that sends them carries their digest, and they are frozen until they are sent back', async () => {
    await add(200);
    const { number } = await send();
    const row = (await database.db('acts').where({ case_id: caseId, number }).first('facts')) as {
      facts: { lines: { count: number; digest: string }; places: number };
    };
    expect(row.facts.lines.count).to.equal(200);
    expect(row.facts.places).to.equal(14);
    const frozen = await save(ada, [{ key: 'child-0', version: 1, data: {} }]).catch((error: unknown) => error);
    expect(frozen).to.be.instanceOf(LinesFrozen);
    await act('send-back', 'referent');
    await save(ada, [
      { key: 'child-0', version: 1, data: { days: 30 } },
      { key: 'child-1', version: 1, removed: true },
      { key: 'child-200', version: 0, position: 200, data: { days: 1 } },
    ]);
    await send();
    const sent = (await database
      .db('case_lines_sent')
      .where({ case_id: caseId })
      .groupBy('act_number')
      .orderBy('act_number')
      .select('act_number', database.db.raw('cast(count(*) as int) as count'))) as {
      act_number: number;
      count: number;
    }[];
    expect(sent.map(({ count }) => count)).to.deep.equal([200, 3]);
    expect(await wrong()).to.deep.equal([]);
  });

  it('no line changes between the reading of its digest and the act', async () => {
    await add(50);
    const saves = Array.from({ length: 30 }, (_, index) =>
      save(index % 2 ? ada : bob, [{ key: `child-${String(index)}`, version: 1, data: { days: 100 + index } }]).then(
        () => 'saved',
        () => 'frozen',
      ),
    );
    void saves.splice(
      15,
      0,
      send().then(() => 'sent'),
    );
    const outcomes = await Promise.all(saves);
    expect(outcomes.filter((each) => each === 'sent')).to.have.length(1);
    const { rows } = await database.db.raw<{ rows: { differs: number }[] }>(
      `select cast(count(*) as int) as differs from case_lines l join case_lines_sent s using (case_id, key)
       where case_id = ? and (l.data <> s.data or l.version <> l.sent_version)`,
      [caseId],
    );
    expect(rows).to.deep.equal([{ differs: 0 }]);
    expect(await wrong()).to.deep.equal([]);
  });

  it('sent twice with the same token they are sent once', async () => {
    await add(5);
    const token = randomUUID();
    const actor = { role: 'operator' as const, userId: ada };
    const [one, two] = await Promise.all([send({ token, actor }), send({ token, actor })]);
    expect(one.number).to.equal(two.number);
    expect([one.already, two.already].sort()).to.deep.equal([false, true]);
    expect(await database.db('case_lines_sent').where({ case_id: caseId })).to.have.length(5);
  });

  it('verify-acts sees a sent line that was changed, taken away or added', async () => {
    await add(5);
    await send();
    const first = `case_id = '${caseId}' and key = 'child-0'`;
    for (const [change, back] of [
      [
        `update case_lines_sent set data = '{"days": 77}' where ${first}`,
        `update case_lines_sent set data = '{"days": 0}' where ${first}`,
      ],
      [
        `update case_lines_sent set removed = true where ${first}`,
        `update case_lines_sent set removed = false where ${first}`,
      ],
      [
        `insert into case_lines_sent select case_id, act_number, 'other', 9, false, digest, data from case_lines_sent where ${first}`,
        `delete from case_lines_sent where key = 'other'`,
      ],
    ] as const) {
      await tamper(change);
      expect(await wrong(), change).to.include('2 lines');
      await tamper(back);
      expect(await wrong(), back).to.deep.equal([]);
    }
  });

  it('kept lines are nobody’s to rewrite; retention erases those of a closed case, and their digests hold', async () => {
    await add(4);
    await send();
    const web = database.dbOf('web');
    const worker = database.dbOf('worker');
    for (const sql of [
      `update case_lines_sent set data = null`,
      `delete from case_lines_sent`,
      `truncate case_lines_sent`,
      `select erase_lines('${caseId}', now())`,
    ])
      expect(await codeOf(web.raw(sql)), sql).to.equal('42501');
    expect(await codeOf(worker.raw('select erase_lines(?, now())', [caseId]))).to.equal('P0001');
    await database
      .db('cases')
      .where({ id: caseId })
      .update({ closed_at: instant(at) });
    const { rows } = await worker.raw<{ rows: object[] }>('select erase_lines(?, ?) as erased', [
      caseId,
      instant(at + 1),
    ]);
    expect(rows).to.deep.equal([{ erased: 4 }]);
    expect(await listLines(web, caseId)).to.deep.equal([]);
    expect(await wrong()).to.not.include('2 lines');
  });

  it('six thousand lines are sent within seconds', async () => {
    for (let from = 0; from < 6000; from += 1000) await add(1000, from);
    const started = performance.now();
    await send();
    expect(performance.now() - started).to.be.lessThan(5_000);
    expect(await wrong()).to.deep.equal([]);
  });

  it('the same question is asked of a draft: who changed it, when, and what it says now', async () => {
    const [{ id }] = (await database
      .db('drafts')
      .insert({
        slug: process.slug,
        kind: 'quarter',
        ...((await database
          .db('cases')
          .where({ id: caseId })
          .first('organising_body_id', 'facility_id', 'administration', 'subject_kind', 'subject_id')) as object),
        created_by: ada,
        updated_by: ada,
        created_at: instant(at),
        updated_at: instant(at),
      })
      .returning('id')) as [{ id: string }];
    const change = (by: string, form: object, version = 1): Promise<{ outcome: string }> =>
      saveVersion(database.dbOf('web'), 'drafts', { id }, { version, values: { form }, by, at });
    expect(await change(ada, { a: 1 })).to.deep.equal({ outcome: 'saved', version: 2 });
    const elsewhere = await change(bob, { a: 2 });
    expect(elsewhere).to.deep.include({ outcome: 'changed-elsewhere', by: { id: ada, name: 'Ada Exemple' }, at });
    const unknown = saveVersion(
      database.db,
      'drafts',
      { id },
      { version: 2, values: { token: 'x' } as object, by: ada, at },
    );
    expect(await unknown.catch(String)).to.include('token is not written so');
  });

  async function tamper(sql: string): Promise<void> {
    await database.db.raw('alter table case_lines_sent disable trigger user');
    await database.db.raw(sql);
    await database.db.raw('alter table case_lines_sent enable trigger user');
  }
  const codeOf = (query: PromiseLike<unknown>): Promise<string> =>
    Promise.resolve(query).then(
      () => 'done',
      (error: unknown) => (error as { code?: string }).code ?? String(error),
    );
});
