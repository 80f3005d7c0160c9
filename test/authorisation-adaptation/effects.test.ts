/** What is shown before a decision is what is done on its day: one list, said and carried out. */
import { createMongoAbility } from '@casl/ability';
import { expect } from 'chai';
import { changesAhead, effectsAhead } from '../../api/authorisation-adaptation/effects-ahead.ts';
import type { Ability } from '../../db/access/subjects.ts';
import { loadOwn, type File, type Row } from '../../api/authorisation-adaptation/page-types.ts';
import { getVersionOn } from '../../db/authorisation-adaptation/versions.ts';
import { loadCaseRecords } from '../../db/cases/case-file.ts';
import type { Database } from '../../db/connect.ts';
import { getLetterContext } from '../../db/letter-context.ts';
import { applyEffects } from '../../db/seeds/demonstration/decisions.ts';
import { dayOf } from '../../domain/calendar.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { createWorld, forget, start, walk, type Step, type World } from '../kit/world.ts';

const home = { street: 'Rue Brun', number: '7', box: null, postcode: '5300', locality: 'Andenne' };
const elsewhere = { street: 'Rue du Pont', number: '41', postcode: '4000', locality: 'Liège' };
const effectiveOn = dayOf(start);
const asked = (kind: string, content: object, facts: object = {}): Step => [
  'submit',
  'operator',
  'administrator',
  { kind, home: true, wishedOn: effectiveOn, moreCapacity: false, ...facts },
  content,
];
const opinion: Step[] = [
  ['declare-complete', 'referent', 'referent'],
  ['plan-visit', 'adviser', 'coordinator', { visitOn: effectiveOn }],
  ['report-visit', 'adviser', 'coordinator', { visitedOn: effectiveOn }],
  ['give-opinion', 'adviser', 'coordinator', { opinion: 'favourable' }],
];
const decide = (outcome: string, more: object = {}): Step[] => [
  ['propose-decision', 'referent', 'referent', { outcome, effectiveOn, ...more }],
  ['sign-decision', 'asr-manager', 'manager-asr'],
];
const begins: Step = ['take-effect', 'clock', null];
const move = { address: elsewhere, capacity: 6, openingHours: '8 h 00 – 17 h 00', phone: '04 123 45 67' };
const away = { plannedEndOn: '2027-05-01' };
const measure = (kind: string): Step[] => [
  ['open-measure', 'referent', 'referent', { kind, home: true, effectiveOn }],
  ['answer-notice', 'operator', 'administrator'],
  ...decide('take-measure'),
  begins,
];

const kinds: Record<string, Step[]> = {
  'permanent-move': [asked('permanent-move', move), ...opinion, ...decide('grant'), begins],
  'permanent-move, fewer places than asked': [
    asked('permanent-move', move),
    ...opinion,
    ...decide('grant', { granted: { capacity: 5 } }),
    begins,
  ],
  'permanent-move, corrected by a complement': [
    asked('permanent-move', move),
    ['ask-complement', 'referent', 'referent', { items: ['field.address'] }],
    [
      'give-complement',
      'operator',
      'administrator',
      {},
      { values: { capacity: 3, address: { ...elsewhere, number: '42' } } },
    ],
    ...opinion,
    ...decide('grant'),
    begins,
  ],
  'temporary-move, for less long': [
    asked('temporary-move', { address: elsewhere, capacity: 4 }, away),
    ...opinion,
    ...decide('grant', { granted: { untilOn: '2027-03-01' } }),
    begins,
  ],
  'capacity-change': [
    asked('capacity-change', { capacity: 4 }),
    ['declare-complete', 'referent', 'referent'],
    ['give-opinion', 'adviser', 'coordinator', { opinion: 'favourable' }],
    ...decide('grant'),
    begins,
  ],
  'end-of-activity': [asked('end-of-activity', {}), ['acknowledge', 'referent', 'referent', { effectiveOn }], begins],
  'temporary-cessation': [
    asked('temporary-cessation', {}, away),
    ['acknowledge', 'referent', 'referent', { effectiveOn }],
    begins,
  ],
  'return-to-premises': [asked('return-to-premises', {}), ...opinion, ...decide('grant'), begins],
  'suspension': measure('suspension'),
  'withdrawal-by-one': measure('withdrawal-by-one'),
  'lifting-of-suspension': measure('lifting-of-suspension'),
};

describe('what a decision of an adaptation changes', () => {
  let database: TestDatabase;
  let db: Database;
  let world: World;
  beforeEach(async () => {
    database = await freshDatabase();
    ({ db } = database);
    world = await createWorld(db);
    // A childminder, whose seat is her home.
    await db('organising_bodies')
      .where({ id: world.bodyId })
      .update({ kind: 'natural-person', ...home });
    await db('facilities').where({ id: world.facilityId }).update({ kind: 'childminder', home: true });
    await db('authorisation_versions').where({ facility_id: world.facilityId }).update(home);
  });
  afterEach(() => database.drop());

  const fileOf = async (caseId: string): Promise<File> => {
    const row = (await db('cases').where({ id: caseId }).first()) as Row;
    return {
      ...(await loadCaseRecords(db, row as never, effectiveOn)),
      own: await loadOwn(db, row, effectiveOn, createMongoAbility<Ability>([])),
    } as unknown as File;
  };
  const standing = async () => ({
    ...(await getVersionOn(db, world.facilityId, '2027-02-01')),
    facility: (await db('facilities')
      .where({ id: world.facilityId })
      .first('administration', 'opening_hours', 'phone', 'closed_on')) as object,
    body: (await db('organising_bodies')
      .where({ id: world.bodyId })
      .first('street', 'number', 'box', 'postcode', 'locality')) as object,
  });
  type Standing = Awaited<ReturnType<typeof standing>>;

  /** What stands after these changes, as their list says it. */
  function expected(before: Standing, changes: ReturnType<typeof changesAhead>, on: string): object {
    let after = { ...before } as Record<string, unknown> & Standing;
    for (const change of changes) {
      switch (change.what) {
        case 'authorisation':
          after = {
            ...after,
            status: change.status,
            ...(change.place ? { box: null, ...change.place } : {}),
            ...(change.capacity === undefined ? {} : { capacity: change.capacity }),
            planned_end_on: change.plannedEndOn,
            valid_from: on,
          };
          break;
        case 'opening-hours':
          after.facility = { ...after.facility, opening_hours: `du lundi au vendredi, ${change.hours}` };
          break;
        case 'phone':
          after.facility = { ...after.facility, phone: change.phone };
          break;
        case 'letters':
          after.body = { box: null, ...change.to };
          break;
        case 'administration':
          after.facility = { ...after.facility, administration: change.to };
          break;
        case 'facility':
          after.facility = { ...after.facility, closed_on: change.closed ? on : null };
          break;
        case 'linked-period':
        case 'other-cases':
          break;
        default:
          change satisfies never;
      }
    }
    return after;
  }

  for (const [told, steps] of Object.entries(kinds))
    it(`is the list that was shown: ${told}`, async () => {
      const untilSigned = steps.slice(0, -1);
      const { caseId } = await walk(db, world, untilSigned);
      const file = await fileOf(caseId);
      const changes = changesAhead(file, file.row.state.data);
      const shown = effectsAhead(file, file.row.state.data).filter(({ on }) => on !== undefined);
      for (const { text } of effectsAhead(file, file.row.state.data, 'operator'))
        expect(text, 'said to the operator').to.not.include("l'opérateur");
      expect(shown.length, 'each in words').to.be.at.least(changes.length);
      const before = await standing();
      await forget(db, caseId);
      const other = await walk(db, world, steps);
      const { at, effects } = (await db('acts').where({ case_id: other.caseId, number: other.number }).first()) as {
        at: number;
        effects: string[];
      };
      await applyEffects(db, other.caseId, other.number);
      const on = dayOf(at) < effectiveOn ? dayOf(at) : effectiveOn;
      expect(await standing()).to.deep.equal(expected(before, changes, on));
      expect(changesAhead(await fileOf(other.caseId), file.row.state.data), 'read again once it is done').to.deep.equal(
        changes,
      );
      const what = changes.map((change) => change.what);
      expect(what.includes('other-cases')).to.equal(effects.includes('close-facility-cases'));
      expect(what.includes('linked-period')).to.equal(
        effects.includes('tell-linked-case') && file.row.kind === 'return-to-premises',
      );
    });

  it('sends letters to the new home from the day of the move, and not before', async () => {
    const { caseId, number } = await walk(db, world, kinds['permanent-move']!);
    expect((await getLetterContext(db, caseId, number - 1)).body).to.include({ street: 'Rue Brun' });
    await applyEffects(db, caseId, number);
    expect((await getLetterContext(db, caseId, number)).body).to.include({ street: 'Rue du Pont', locality: 'Liège' });
  });

  it('leaves the seat of an organising body that does not live there where it is', async () => {
    await db('organising_bodies').where({ id: world.bodyId }).update({ kind: 'asbl' });
    const { caseId, number } = await walk(db, world, kinds['permanent-move']!);
    await applyEffects(db, caseId, number);
    expect((await getLetterContext(db, caseId, number)).body).to.include({ street: 'Rue Brun' });
  });
});
