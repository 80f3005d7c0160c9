/**
 * Everything that can be done to a decision that stands, one after the other and both at once: each is done or refused by a name of its own, the lists
 * and the lines fit together afterwards, and taking all of it back leads to where it began.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Viewer } from '../../db/access/viewer.ts';
import { ActRefused, recordAct } from '../../db/record-act.ts';
import { ListsChanged } from '../../db/training/chosen.ts';
import { correctLine } from '../../db/training/correct.ts';
import { Duplicate } from '../../db/training/duplicates.ts';
import { decide, type Decided } from '../../db/training-desk/decide.ts';
import { mergeOrganisations, separateOrganisations } from '../../db/training-desk/organisations.ts';
import { followPrecedents } from '../../db/training-desk/precedents.ts';
import { undoDecision } from '../../db/training-desk/undo.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { addDays } from '../../domain/calendar.ts';
import { process } from '../../workflows/training-recognition/process.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { at, makeAgent, openLines, workOff, written } from './desk-house.ts';

const module = 'Gestion des conflits';
const letters = (bytes: Buffer): string => [...bytes].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
const nameOf = (): string => {
  const word = letters(randomBytes(12));
  return word.charAt(0).toUpperCase() + word.slice(1);
};

interface World {
  name: string;
  groupId: string;
  /** Decided on in the beginning. */
  first: number;
  /** Written otherwise, same key: waits. */
  second: number;
  firstLine: string;
  secondLine: string;
  /** Another organisation of the list. */
  otherId: string;
  token: string;
  decisionId: string;
}

describe('two who act on one decision', () => {
  let test: TestDatabase;
  let claire: Viewer;
  let paul: Viewer;
  before(async () => {
    test = await freshDatabase();
    claire = await makeAgent(test.db, 'aes-referent');
    paul = await makeAgent(test.db, 'aes-referent', 'Paul');
  });
  after(() => test.drop());

  const decided = (world: World, spelling: number, more: Partial<Decided> = {}): Decided => ({
    token: randomUUID(),
    kind: 'recognise',
    groupId: world.groupId,
    spellings: [spelling],
    organisation: world.name,
    module,
    entitledBy: 'agreed',
    motive: null,
    text: null,
    restsOn: null,
    ...more,
  });
  const listed = async (world: World) =>
    (await test.db('training_organisations').where({ name: world.name }).first('id', 'version', 'alias_of')) as
      | { id: string; version: number; alias_of: string | null }
      | undefined;

  const acts: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
    'decide, the same form again': (world) =>
      decide(test.db, claire, decided(world, world.first, { token: world.token }), at + 10),
    'decide on the same spelling': (world) => decide(test.db, paul, decided(world, world.first), at + 10),
    'decide otherwise on the same key': (world) =>
      decide(
        test.db,
        paul,
        decided(world, world.second, { kind: 'refuse-module', motive: 'outside-programme', text: 'Hors programme.' }),
        at + 10,
      ),
    'decide with the first one cited': (world) =>
      decide(test.db, paul, decided(world, world.second, { restsOn: world.decisionId }), at + 10),
    'undo': (world) => undoDecision(test.db, claire, world.decisionId, at + 10),
    'reopen a line': (world) =>
      recordAct(test.db, process, world.firstLine, {
        action: 'reopen',
        facts: {},
        content: {},
        token: randomUUID(),
        actor: { role: 'aes-referent', userId: claire.userId },
        at: at + 10,
      }),
    'correct a line to what is listed': async (world) => {
      const one = await listed(world);
      const line = (await test.db('training_lines').where({ case_id: world.secondLine }).first()) as Record<
        string,
        string
      >;
      const title =
        one &&
        ((await test.db('training_modules').where({ organisation_id: one.id }).first('id')) as
          | { id: string }
          | undefined);
      return correctLine(test.db, {
        viewer: claire,
        token: randomUUID(),
        certificate: null,
        caseId: world.secondLine,
        trainee: {
          collaborationId: line.collaboration_id!,
          organisingBodyId: line.organising_body_id!,
          facilityId: line.facility_id!,
          administration: 'namur',
        },
        followed: {
          organisationId: one?.id ?? null,
          organisationTyped: one ? null : world.name,
          moduleId: title?.id ?? null,
          moduleTyped: title ? null : module,
          fromOn: line.from_on!,
          toOn: line.to_on!,
          hours: 5,
        },
        names: {},
        seen: 1,
        at: at + 10,
      });
    },
    'unite with another': async (world) => {
      const one = await listed(world);
      return one && mergeOrganisations(test.db, paul, { ...one, into: world.otherId, at: at + 10 });
    },
    'unite another with it': async (world) => {
      const one = await listed(world);
      return one && mergeOrganisations(test.db, paul, { id: world.otherId, version: 1, into: one.id, at: at + 10 });
    },
    'separate': async (world) => {
      const one = await listed(world);
      return one && separateOrganisations(test.db, paul, { id: one.id, at: at + 10 });
    },
    'follow precedents': async () => {
      for (const id of await followPrecedents(test.db, at + 10)) await workOff(test.db, id, at + 10);
    },
  };
  const names = Object.keys(acts);
  const pairs = names.flatMap((one) => names.map((other) => [one, other] as const));

  /** A name for what may refuse; whatever else is thrown is a fault. */
  const outcome = (act: Promise<unknown>): Promise<unknown> =>
    act.catch((error: unknown) => {
      if (error instanceof ActRefused || error instanceof Duplicate || error instanceof ListsChanged) return error.name;
      throw error;
    });
  const workOffAll = async (): Promise<void> => {
    const running = (await test
      .db('batches')
      .whereIn('status', ['running', 'undoing'])
      .orderBy('at')
      .pluck('id')) as string[];
    for (const id of running) await workOff(test.db, id, at + 20);
  };

  async function makeWorlds(count: number): Promise<World[]> {
    const made = Array.from({ length: count }, nameOf);
    await openLines(
      test.db,
      made.flatMap((name, index) => {
        // Nobody follows one module twice on a day.
        const on = addDays('2025-01-06', index);
        return [...written(name, module, 2, { on }), ...written(name.toUpperCase(), module, 2, { operator: 3, on })];
      }),
    );
    const worlds: World[] = [];
    for (const name of made) {
      const spellings = (await test
        .db('training_spellings as s')
        .whereIn('s.organisation', [name, name.toUpperCase()])
        .orderBy('s.id')
        .select(
          's.id',
          's.organisation',
          's.group_id',
          test.db.raw(
            '(select min(cast(case_id as text)) from training_line_spellings where spelling_id = s.id) as line',
          ),
        )) as unknown as { id: number; organisation: string; group_id: string; line: string }[];
      const one = spellings.find(({ organisation }) => organisation === name)!;
      const other = spellings.find(({ organisation }) => organisation !== name)!;
      const [{ id: otherId }] = (await test
        .db('training_organisations')
        .insert({ name: `${name} autre`, kind: 'agreed', status: 'recognised' })
        .returning('id')) as [{ id: string }];
      const world: World = {
        name,
        groupId: one.group_id,
        first: one.id,
        second: other.id,
        firstLine: one.line,
        secondLine: other.line,
        otherId,
        token: randomUUID(),
        decisionId: '',
      };
      const made = await decide(test.db, claire, decided(world, world.first, { token: world.token }), at);
      if ('refused' in made) throw new Error(made.refused);
      await workOff(test.db, made.batchId);
      worlds.push({ ...world, decisionId: made.decisionId });
    }
    return worlds;
  }

  async function expectWhole(world: World, what: string): Promise<void> {
    const { rows: wrong } = await test.db.raw<{ rows: unknown[] }>(
      `select 'module of another spelling' as fault from training_modules m join training_organisations o on o.id = m.organisation_id where o.alias_of is not null
       union all select 'another spelling of another spelling' from training_organisations o join training_organisations t on t.id = o.alias_of where t.alias_of is not null
       union all select 'union without its alias' from training_merges m join training_organisations o on o.id = m.organisation_id where m.undone_at is null and o.alias_of is null
       union all select 'precedent that is undone' from training_spellings s join training_decisions d on d.id = s.decision_id where d.undone_at is not null
       union all select 'line held by what is undone' from training_line_spellings ls join training_lines l on l.case_id = ls.case_id
         join training_decisions d on d.id = ls.decision_id where d.undone_at is not null and l.status = 'waiting'
       union all select 'list twice' from training_organisations where alias_of is null group by searchable(name) having count(*) > 1`,
    );
    expect(wrong, what).to.deep.equal([]);
    const group = (await test
      .db('training_decisions')
      .where({ group_id: world.groupId, token: world.token })) as unknown[];
    expect(group, what).to.have.lengthOf(1);
  }

  /** Decisions from the last one, unions in between, until nothing moves any more. */
  async function takeAllBack(world: World, what: string): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      const ids = (await test
        .db('training_decisions')
        .where({ group_id: world.groupId })
        .whereNull('undone_at')
        .orderBy('number', 'desc')
        .pluck('id')) as string[];
      if (ids.length === 0) break;
      for (const id of [world.otherId, (await listed(world))?.id])
        if (id) await separateOrganisations(test.db, paul, { id, at: at + 30 });
      for (const id of ids) await undoDecision(test.db, claire, id, at + 40);
    }
    await workOffAll();
    expect(
      await test.db('training_decisions').where({ group_id: world.groupId }).whereNull('undone_at'),
      what,
    ).to.have.lengthOf(0);
    const rows = (await test
      .db('training_organisations')
      .whereRaw('searchable(name) like ?', [`${world.name.toLowerCase()}%`])
      .orderBy('name')
      .select('name', 'status', 'alias_of')) as { name: string; status: string; alias_of: string | null }[];
    // What an operator has chosen from the list meanwhile, or a union has gone through, is kept there to be examined.
    expect(
      rows.filter(({ status }) => status !== 'to-examine'),
      what,
    ).to.deep.equal([{ name: `${world.name} autre`, status: 'recognised', alias_of: null }]);
    const statuses = (await test
      .db('training_line_spellings as ls')
      .join('training_lines as l', 'l.case_id', 'ls.case_id')
      .whereIn('ls.spelling_id', [world.first, world.second])
      .whereNot('l.case_id', world.secondLine)
      .distinct('l.status')
      .pluck('l.status')) as string[];
    expect(statuses, what).to.deep.equal(['waiting']);
  }

  for (const atOnce of [false, true])
    it(`${atOnce ? 'at once' : 'one after the other'}: nothing breaks, and all of it can be taken back`, async function () {
      this.timeout(240_000);
      const worlds = await makeWorlds(pairs.length);
      for (const [index, [one, other]] of pairs.entries()) {
        const world = worlds[index]!;
        const what = `${one} | ${other}`;
        try {
          if (atOnce) await Promise.all([outcome(acts[one]!(world)), outcome(acts[other]!(world))]);
          else {
            await outcome(acts[one]!(world));
            await outcome(acts[other]!(world));
          }
        } catch (error) {
          throw new Error(`${what}: ${String(error)} ${String((error as { detail?: string }).detail)}`, {
            cause: error,
          });
        }
        await workOffAll();
        await expectWhole(world, what);
        await takeAllBack(world, what);
        await expectWhole(world, what);
      }
      expect((await verifyActs(test.db)).faults).to.deep.equal([]);
    });
});
