import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Viewer } from '../../db/access/viewer.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { decide, type DecisionMade } from '../../db/training-desk/decide.ts';
import { listGroupSpellings } from '../../db/training-desk/group.ts';
import { noteGroupLook } from '../../db/training-desk/looks.ts';
import { findTotals } from '../../db/training-desk/pending.ts';
import { followPrecedents, listSimilar } from '../../db/training-desk/precedents.ts';
import { listQueue } from '../../db/training-desk/queue.ts';
import { regroup } from '../../db/training-desk/regroup.ts';
import { mergeOrganisations, separateOrganisations } from '../../db/training-desk/organisations.ts';
import { undoDecision } from '../../db/training-desk/undo.ts';
import { correctLine } from '../../db/training/correct.ts';
import { recordAct } from '../../db/record-act.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { process } from '../../workflows/training-recognition/process.ts';
import { openLine } from '../training-recognition/open-line.ts';
import { at, makeAgent, openLines, recognising, spellingsOf, workOff, written } from './desk-house.ts';

describe('the desk of training', () => {
  let test: TestDatabase;
  let claire: Viewer;
  let ids: string[];
  beforeEach(async () => {
    test = await freshDatabase();
    claire = await makeAgent(test.db, 'aes-referent');
    ids = await openLines(test.db, [
      ...written('Horizon Enfance', 'Gestion des conflits', 9),
      ...written('HORIZONS ENFANCE asbl', 'Gérer les conflits', 6, { operator: 3 }),
      ...written('Mme Dewez', 'gestion conflit', 2, { operator: 5 }),
      ...written('Horizon Adulte', 'Gestion des conflits', 4, { on: '2026-03-03' }),
      ...written('Croix-Rouge', 'Premiers soins', 3),
    ]);
  });
  afterEach(() => test.drop());

  const made = (decision: DecisionMade): { decisionId: string; batchId: string; total: number } => {
    if ('refused' in decision) throw new Error(decision.refused);
    return decision;
  };
  const decideAll = async (): Promise<{ decisionId: string; batchId: string; total: number }> =>
    made(await decide(test.db, claire, recognising(await spellingsOf(test.db, 'Horizon Enfance')), at));
  const statuses = async (): Promise<Record<string, number>> => {
    const rows = (await test.db('training_lines').groupBy('status').select('status').count('* as count')) as {
      status: string;
      count: number;
    }[];
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  };

  it('shows groups by what presses most, each spelling with why it stands there, and what resembles outside', async () => {
    const queue = await listQueue(test.db, { limit: 10 });
    expect(queue.map(({ lines }) => lines)).to.deep.equal([17, 4, 3]);
    const spellings = await listGroupSpellings(test.db, queue[0]!.id);
    expect(spellings.map(({ organisation, why, isIn, lines }) => [organisation, why, isIn, lines])).to.deep.equal([
      ['Horizon Enfance', 'same', true, 9],
      ['HORIZONS ENFANCE asbl', 'same', true, 6],
      ['Mme Dewez', 'trainer', true, 2],
      ['Horizon Adulte', 'weak', false, 4],
    ]);
    expect(await findTotals(test.db)).to.deep.equal({ lines: 24, operators: 7, groups: 3, fresh: 0 });
  });

  it('decides on a group at once: its lines leave the desk, the lists have it, and every line follows by its own act', async () => {
    const { batchId, total } = await decideAll();
    expect(total).to.equal(17);
    expect((await findTotals(test.db)).lines).to.equal(7);
    expect(await statuses()).to.deep.equal({ waiting: 24 });
    await workOff(test.db, batchId);
    expect(await statuses()).to.deep.equal({ recognised: 17, waiting: 7 });
    const organisations = (await test.db('training_organisations').orderBy('name')) as {
      name: string;
      status: string;
      kind: string;
      alias_of: string | null;
    }[];
    // The teacher is no organisation; a way of writing that differs in nothing that is searched needs no row.
    expect(
      organisations.map(({ name, status, kind, alias_of: alias }) => [name, status, kind, alias !== null]),
    ).to.deep.equal([
      ['HORIZONS ENFANCE asbl', 'recognised', 'unknown', true],
      ['Horizon Enfance', 'recognised', 'agreed', false],
    ]);
    const acts = await test.db('acts').where({ action: 'recognise' });
    expect(acts).to.have.lengthOf(17);
    expect((await verifyActs(test.db)).faults).to.deep.equal([]);
  });

  it('refuses two agents who decide on one spelling: the second is told who was quicker', async () => {
    const paul = await makeAgent(test.db, 'aes-referent', 'Paul');
    const group = await spellingsOf(test.db, 'Horizon Enfance');
    const outcomes = await Promise.all([
      decide(test.db, claire, recognising(group), at),
      decide(test.db, paul, recognising({ ...group, spellings: group.spellings.slice(0, 1) }), at),
    ]);
    const [refused] = outcomes.filter((one) => 'refused' in one);
    expect(outcomes.filter((one) => !('refused' in one))).to.have.lengthOf(1);
    expect(refused).to.include({ refused: 'decided', number: 1 });
  });

  it('keeps a group for who opened it first, until they open another one', async () => {
    const paul = await makeAgent(test.db, 'aes-referent', 'Paul');
    const group = await spellingsOf(test.db, 'Horizon Enfance');
    const other = await spellingsOf(test.db, 'Croix-Rouge');
    await noteGroupLook(test.db, { groupId: group.groupId, userId: paul.userId, at: at - 60_000 });
    await noteGroupLook(test.db, { groupId: group.groupId, userId: claire.userId, at });
    expect(await decide(test.db, claire, recognising(group), at)).to.include({
      refused: 'open-elsewhere',
      by: 'Paul Mertens',
    });
    await noteGroupLook(test.db, { groupId: other.groupId, userId: paul.userId, at });
    expect(await decide(test.db, claire, recognising(group), at)).to.include({ total: 17 });
  });

  it('lets twins that come later follow by themselves, and what merely resembles wait', async () => {
    const { batchId } = await decideAll();
    await workOff(test.db, batchId);
    await openLines(test.db, [
      ...written('horizon enfance', 'GESTION DES CONFLITS', 2, { operator: 0 }),
      ...written('Horizon Adulte', 'Gestion des conflits', 1),
    ]);
    for (const batch of await followPrecedents(test.db, at)) await workOff(test.db, batch);
    expect(await statuses()).to.deep.equal({ recognised: 19, waiting: 8 });
    expect(await followPrecedents(test.db, at)).to.deep.equal([]);
    const [similar] = await listSimilar(test.db, { organisation: 'Horizon Adulte', module: 'Gestion des conflits' });
    expect(similar).to.include({ number: 1, organisation: 'Horizon Enfance', total: 19, done: 19 });
  });

  it('leaves what was seen and not ticked to a person; and where two decisions speak, what comes later follows neither', async () => {
    await openLines(test.db, written('horizon enfance', 'GESTION DES CONFLITS', 2));
    const { groupId, spellings } = await spellingsOf(test.db, 'Horizon Enfance');
    const { id: left } = (await test
      .db('training_spellings')
      .where({ organisation: 'horizon enfance' })
      .first('id')) as {
      id: number;
    };
    const ticked = spellings.filter((id) => id !== left);
    const { batchId, total } = made(await decide(test.db, claire, recognising({ groupId, spellings: ticked }), at));
    expect(total).to.equal(17);
    await workOff(test.db, batchId);
    expect(await followPrecedents(test.db, at)).to.deep.equal([]);
    expect(await statuses()).to.deep.equal({ recognised: 17, waiting: 9 });
    made(await decide(test.db, claire, recognising({ groupId, spellings: [left] }), at + 1));
    await openLines(test.db, written('HORIZON ENFANCE', 'gestion des conflits', 1));
    expect(await followPrecedents(test.db, at + 2)).to.deep.equal([]);
  });

  it('lets hours that are not believed wait for a person, who decides on them beside the precedent', async () => {
    const { batchId } = await decideAll();
    await workOff(test.db, batchId);
    await openLines(test.db, written('Horizon Enfance', 'Gestion des conflits', 1, { hours: 10.5 }));
    expect(await followPrecedents(test.db, at)).to.deep.equal([]);
    const { id } = (await test.db('training_spellings').where({ organisation: 'Horizon Enfance' }).first('id')) as {
      id: number;
    };
    const { groupId } = await spellingsOf(test.db, 'Horizon Enfance');
    const decision = await decide(test.db, claire, recognising({ groupId, spellings: [id] }), at + 1);
    expect(made(decision).total).to.equal(1);
  });

  it('does not carry a decision to a line whose hours are corrected meanwhile to what is not believed', async () => {
    const { batchId } = await decideAll();
    const line = (await test.db('training_lines').where({ case_id: ids[0] }).first()) as Record<string, string>;
    const followed = {
      organisationId: null,
      organisationTyped: 'Horizon Enfance',
      moduleId: null,
      moduleTyped: 'Gestion des conflits',
      fromOn: line.from_on!,
      toOn: line.to_on!,
    };
    await correctLine(test.db, {
      viewer: claire,
      token: 'corrected',
      certificate: null,
      caseId: ids[0]!,
      trainee: {
        collaborationId: line.collaboration_id!,
        organisingBodyId: line.organising_body_id!,
        facilityId: line.facility_id!,
        administration: 'namur',
      },
      followed: { ...followed, hours: 45 },
      names: {},
      seen: 1,
      at: at + 1,
    });
    await workOff(test.db, batchId);
    expect(await followPrecedents(test.db, at)).to.deep.equal([]);
    expect(await statuses()).to.deep.equal({ recognised: 16, waiting: 8 });
  });

  it('lets no teacher and no room be a precedent: what they give later waits', async () => {
    const { batchId } = await decideAll();
    await workOff(test.db, batchId);
    await openLines(test.db, written('Mme Dewez', 'gestion conflit', 2, { operator: 0, on: '2026-10-03' }));
    for (const batch of await followPrecedents(test.db, at)) await workOff(test.db, batch);
    expect(await statuses()).to.deep.equal({ recognised: 17, waiting: 9 });
    expect((await findTotals(test.db)).lines).to.equal(9);
  });

  it('undoes a decision: lines, lists and precedent are as before, the acts still verify', async () => {
    const { batchId, decisionId } = await decideAll();
    await workOff(test.db, batchId);
    await undoDecision(test.db, claire, decisionId, at + 1000);
    await workOff(test.db, batchId, at + 1000);
    expect(await statuses()).to.deep.equal({ waiting: 24 });
    expect((await findTotals(test.db)).lines).to.equal(24);
    expect(await test.db('training_organisations')).to.have.lengthOf(0);
    expect(await test.db('training_modules')).to.have.lengthOf(0);
    expect(await followPrecedents(test.db, at + 2000)).to.deep.equal([]);
    expect((await verifyActs(test.db)).faults).to.deep.equal([]);
    // And it can be decided anew.
    expect(
      await decide(test.db, claire, recognising(await spellingsOf(test.db, 'Horizon Enfance')), at + 3000),
    ).to.include({ total: 17 });
    expect(await undoDecision(test.db, claire, decisionId, at + 4000)).to.include({ refused: 'undone' });
  });

  it('undoes one whose work has only begun, or not: nothing is left behind', async () => {
    const { decisionId, batchId } = await decideAll();
    await undoDecision(test.db, claire, decisionId, at + 1000);
    await workOff(test.db, batchId, at + 1000);
    expect(await statuses()).to.deep.equal({ waiting: 24 });
    expect((await findTotals(test.db)).lines).to.equal(24);
  });

  it('does not undo what a later decision rests on, and says which', async () => {
    const first = await decideAll();
    const group = await spellingsOf(test.db, 'Horizon Adulte');
    made(
      await decide(
        test.db,
        claire,
        { ...recognising(group), organisation: 'Horizon Adulte', restsOn: first.decisionId },
        at + 1,
      ),
    );
    expect(await undoDecision(test.db, claire, first.decisionId, at + 2)).to.deep.include({
      refused: 'rests',
      number: 2,
    });
  });

  it('keeps, when undone, a line that somebody has decided otherwise meanwhile; and such a line follows no precedent', async () => {
    const { decisionId, batchId } = await decideAll();
    await workOff(test.db, batchId);
    const one = ids[0]!;
    const act = (action: string, facts: object, token: string) =>
      recordAct(test.db, process, one, {
        action,
        facts,
        content: {},
        token,
        actor: { role: 'aes-referent', userId: claire.userId },
        at: at + 10,
      });
    await act('reopen', {}, 'a');
    expect(await followPrecedents(test.db, at + 20)).to.deep.equal([]);
    expect((await findTotals(test.db)).lines).to.equal(8);
    await act('refuse', { motive: 'duplicate' }, 'b');
    await undoDecision(test.db, claire, decisionId, at + 1000);
    await workOff(test.db, batchId, at + 1000);
    expect(await statuses()).to.deep.equal({ waiting: 23, refused: 1 });
    expect(await test.db('batches').where({ id: batchId }).first('kept')).to.deep.equal({ kept: 1 });
  });

  it('decides on a line that was taken up again: the decision on its spelling stays, for this line there is another one', async () => {
    const { decisionId, batchId } = await decideAll();
    await workOff(test.db, batchId);
    await recordAct(test.db, process, ids[0]!, {
      action: 'reopen',
      facts: {},
      content: {},
      token: 'a',
      actor: { role: 'aes-referent', userId: claire.userId },
      at: at + 10,
    });
    const [queued] = (await listQueue(test.db, { limit: 10 })).filter(({ lines }) => lines === 1);
    const spellings = (await listGroupSpellings(test.db, queued!.id)).filter(({ isIn }) => isIn).map(({ id }) => id);
    const all = await spellingsOf(test.db, 'Horizon Enfance');
    expect(await decide(test.db, claire, recognising(all), at + 20)).to.include({ refused: 'decided', number: 1 });
    const again = made(await decide(test.db, claire, recognising({ groupId: queued!.id, spellings }), at + 30));
    expect(again.total).to.equal(1);
    await workOff(test.db, again.batchId, at + 30);
    expect(await statuses()).to.deep.equal({ recognised: 17, waiting: 7 });
    expect(await test.db('training_spellings').where({ id: spellings[0] }).first('decision_id')).to.deep.equal({
      decision_id: decisionId,
    });
  });

  it('carries nothing to a line that its operator takes back at that moment, and calls it no failure', async () => {
    const { batchId } = await decideAll();
    let work: Promise<void> = Promise.resolve();
    await test.db.transaction(async (trx) => {
      await recordAct(trx, process, ids[0]!, {
        action: 'withdraw',
        facts: {},
        content: {},
        token: 'withdrawn',
        actor: { role: 'operator', userId: claire.userId },
        at: at + 1,
      });
      work = workOff(test.db, batchId, at + 2);
      await sleep(200);
    });
    await work;
    expect(await statuses()).to.deep.equal({ recognised: 16, withdrawn: 1, waiting: 7 });
    expect(await test.db('batches').where({ id: batchId }).first('failed')).to.deep.equal({ failed: 0 });
  });

  it('keeps a refusal, when it is undone, for whoever has encoded the same module again since', async () => {
    const group = await spellingsOf(test.db, 'Horizon Enfance');
    const refusal = { kind: 'refuse-module', motive: 'certificate-unrelated', text: 'Attestation sans lien.' } as const;
    const { batchId, decisionId } = made(await decide(test.db, claire, { ...recognising(group), ...refusal }, at));
    await workOff(test.db, batchId);
    const line = (await test.db('training_lines').where({ case_id: ids[0] }).first()) as Record<string, string>;
    const again = await openLine(
      test.db,
      {
        organisingBodyId: line.organising_body_id!,
        facilityId: line.facility_id!,
        collaborationId: line.collaboration_id!,
      },
      { at: at + 1 },
    );
    expect(again).not.to.equal(ids[0]);
    await undoDecision(test.db, claire, decisionId, at + 2);
    await workOff(test.db, batchId, at + 2);
    expect(await statuses()).to.deep.equal({ refused: 1, waiting: 24 });
    expect(await test.db('batch_items').where({ subject_id: ids[0] }).first('failure')).to.deep.equal({
      failure: 'encoded-again',
    });
  });

  it('does not undo under a later decision on its module, nor under a union in the lists', async () => {
    const first = await decideAll();
    await workOff(test.db, first.batchId);
    const { groupId } = await spellingsOf(test.db, 'Croix-Rouge');
    const [spelling] = (await test
      .db('training_spellings')
      .where({ organisation: 'Croix-Rouge' })
      .pluck('id')) as number[];
    const second = made(
      await decide(
        test.db,
        claire,
        {
          ...recognising({ groupId, spellings: [spelling!] }),
          kind: 'refuse-module',
          motive: 'outside-programme',
          text: 'Hors programme.',
        },
        at + 1,
      ),
    );
    await workOff(test.db, second.batchId);
    expect(await undoDecision(test.db, claire, first.decisionId, at + 2)).to.include({ refused: 'rests', number: 2 });
    await undoDecision(test.db, claire, second.decisionId, at + 3);
    expect(await test.db('training_modules').pluck('status')).to.deep.equal(['recognised']);

    const one = (await test.db('training_organisations').where({ name: 'Horizon Enfance' }).first('id', 'version')) as {
      id: string;
      version: number;
    };
    const [{ id: into }] = (await test
      .db('training_organisations')
      .insert({ name: 'Badje', kind: 'agreed', status: 'recognised' })
      .returning('id')) as [{ id: string }];
    expect(await mergeOrganisations(test.db, claire, { ...one, into, at: at + 4 })).to.equal('merged');
    expect(await undoDecision(test.db, claire, first.decisionId, at + 5)).to.include({
      refused: 'united',
      organisation: 'Horizon Enfance',
      into: 'Badje',
    });
    expect(await separateOrganisations(test.db, claire, { id: one.id, at: at + 6 })).to.equal(true);
    expect(await undoDecision(test.db, claire, first.decisionId, at + 7)).to.have.property('batches');
  });

  it('separates what was united, and what was united on, in either order', async () => {
    const insert = async (name: string): Promise<string> => {
      const [row] = (await test
        .db('training_organisations')
        .insert({ name, kind: 'agreed', status: 'recognised' })
        .returning('id')) as { id: string }[];
      return row!.id;
    };
    const [a, b, c] = [await insert('A'), await insert('B'), await insert('C')];
    await test.db('training_modules').insert({ organisation_id: a, title: 'Jouer', status: 'recognised' });
    const versionOf = async (id: string): Promise<number> =>
      ((await test.db('training_organisations').where({ id }).first('version')) as { version: number }).version;
    for (const order of [
      [a, b],
      [b, a],
    ]) {
      await mergeOrganisations(test.db, claire, { id: a, into: b, version: await versionOf(a), at });
      await mergeOrganisations(test.db, claire, { id: b, into: c, version: await versionOf(b), at });
      for (const id of order) expect(await separateOrganisations(test.db, claire, { id, at })).to.equal(true);
      expect(
        await test.db('training_organisations').whereIn('id', [a, b, c]).whereNotNull('alias_of'),
      ).to.have.lengthOf(0);
      expect(await test.db('training_modules').pluck('organisation_id')).to.deep.equal([a]);
    }
  });

  it('asks for information, and takes the question back', async () => {
    const group = await spellingsOf(test.db, 'Horizon Enfance');
    const question = {
      ...recognising(group),
      kind: 'ask-information' as const,
      entitledBy: null,
      text: 'Qui a donné cette formation ?',
    };
    const { batchId, decisionId } = made(await decide(test.db, claire, question, at));
    await workOff(test.db, batchId);
    expect(await statuses()).to.deep.equal({ 'information-asked': 17, 'waiting': 7 });
    await undoDecision(test.db, claire, decisionId, at + 1000);
    await workOff(test.db, batchId, at + 1000);
    expect(await statuses()).to.deep.equal({ waiting: 24 });
  });

  it('refuses an organisation with all its modules, under whatever title', async () => {
    await openLines(test.db, written('Horizon Enfance', 'Jouer dehors', 5, { on: '2026-02-02' }));
    const group = await spellingsOf(test.db, 'Horizon Enfance');
    const { batchId, total } = made(
      await decide(
        test.db,
        claire,
        {
          ...recognising(group),
          kind: 'refuse-organisation',
          entitledBy: null,
          motive: 'organisation-not-entitled',
          text: 'Organisme non habilité.',
        },
        at,
      ),
    );
    expect(total).to.equal(22);
    await workOff(test.db, batchId);
    expect(await statuses()).to.deep.equal({ refused: 22, waiting: 7 });
  });

  it('groups again by night without moving what is decided', async () => {
    const before = await spellingsOf(test.db, 'Horizon Enfance');
    await decideAll();
    await regroup(test.db, { whole: true });
    expect(await spellingsOf(test.db, 'Horizon Enfance')).to.deep.equal(before);
  });
});
