import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import fc from 'fast-check';
import { saveDocument } from '../../db/save-document.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

interface Place {
  id: string;
  organising_body_id: string;
  administration: string;
  caseId: string;
  draftId: string;
  appealed: boolean;
}
interface File {
  id: string;
  place: string;
  beside: 'draft' | 'case' | 'act';
  internal: boolean;
  origin: 'operator' | 'one';
}
const places = ['chenes', 'coccinelle', 'poussins'];

/** Whose each file is, by hand: not by the rules. */
const may: Record<string, (file: File, place: Place) => boolean> = {
  'admin-petits-chenes': (file, { id }) => isOf(id, 'chenes', 'coccinelle') && forOperator(file),
  'data-chenes': (file, { id }) => isOf(id, 'coccinelle') && forOperator(file),
  'users-chenes': () => false,
  'referent-namur': ({ beside }, { administration }) => beside === 'act' && administration === 'namur',
  'adviser-hainaut': ({ beside }, { administration }) => beside === 'act' && administration === 'hainaut',
  'asr-manager-namur': ({ beside }, { administration }) => beside === 'act' && administration === 'namur',
  'supervisor': ({ beside }) => beside === 'act',
  'appeal-secretariat': ({ beside }, { appealed }) => beside === 'act' && appealed,
  'helpdesk': () => false,
  'dpo': () => false,
};
const isOf = (id: string, ...keys: string[]): boolean => keys.some((key) => stableId(`facility ${key}`) === id);
const forOperator = ({ internal, origin, beside }: File): boolean =>
  !internal && (beside === 'act' || origin === 'operator');

describe('the files of drafts, of cases and of acts', () => {
  let house: House;
  const at = new Map<string, Place>();
  const readers = new Map<string, Visitor>();
  before(async () => {
    house = await openHouse();
    for (const [index, key] of places.entries()) {
      const facility = await house
        .db('facilities')
        .where({ id: stableId(`facility ${key}`) })
        .first<Pick<Place, 'id' | 'organising_body_id' | 'administration'>>(
          'id',
          'organising_body_id',
          'administration',
        );
      const { id: caseId } = (await house
        .db('cases')
        .where({ facility_id: facility.id })
        .first<{ id: string }>('id')) ?? {
        id: (
          await house.db('cases').where({ organising_body_id: facility.organising_body_id }).first<{ id: string }>('id')
        ).id,
      };
      const draftId = randomUUID();
      const somebody = stableId('user admin-petits-chenes');
      const moment = new Date(house.clock.now).toISOString();
      await house.db('drafts').insert({
        id: draftId,
        slug: 'authorisation-adaptation',
        kind: `kind-${String(index)}`,
        subject_kind: 'facility',
        subject_id: facility.id,
        organising_body_id: facility.organising_body_id,
        facility_id: facility.id,
        administration: facility.administration,
        created_by: somebody,
        updated_by: somebody,
        created_at: moment,
        updated_at: moment,
      });
      const appealed = key === 'poussins';
      await house.db('cases').where({ id: caseId }).update({ appealed });
      at.set(key, { ...facility, caseId, draftId, appealed });
    }
    for (const key of Object.keys(may)) readers.set(key, await house.asUser(stableId(`user ${key}`)));
  });
  after(() => house.close());

  async function save({ place, beside, internal, origin }: Omit<File, 'id'>): Promise<string> {
    const { id, organising_body_id: organisingBodyId, administration, caseId, draftId } = at.get(place)!;
    const { digest } = await house.deps.blobs.put(Readable.from(['%PDF-1.4 example']));
    return (await saveDocument(house.db, {
      ...(beside === 'draft' ? { draftId } : beside === 'case' ? { caseId } : { caseId, actNumber: 1 }),
      facilityId: id,
      organisingBodyId,
      administration,
      slot: internal ? 'internal-note' : 'plans',
      origin,
      name: 'plan.pdf',
      mediaType: 'application/pdf',
      size: 16,
      digest,
      uploadedBy: null,
      at: house.clock.now,
    }))!;
  }
  const file = fc.record({
    place: fc.constantFrom(...places),
    beside: fc.constantFrom('draft', 'case', 'act' as const) as fc.Arbitrary<File['beside']>,
    internal: fc.boolean(),
    origin: fc.constantFrom('operator', 'one') as fc.Arbitrary<File['origin']>,
  });

  it('are served to whom they are for and to nobody else, whatever they are', async () => {
    let served = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(file, async (made) => {
        const id = await save(made);
        for (const [key, reader] of readers) {
          const expected = may[key]!({ id, ...made }, at.get(made.place)!) ? 200 : 404;
          const { status } = await reader.get(`/documents/${id}`);
          expect(status, `${key}: ${JSON.stringify(made)}`).to.equal(expected);
          if (status === 200) served++;
          else refused++;
        }
      }),
      { numRuns: 40 },
    );
    expect(served).to.be.greaterThan(20);
    expect(refused).to.be.greaterThan(100);
  });

  it('go to ONE with the act that sends them', async () => {
    const agent = readers.get('referent-namur')!;
    const id = await save({ place: 'chenes', beside: 'case', internal: false, origin: 'operator' });
    await agent.get(`/documents/${id}`).expect(404);
    await house.db('documents').where({ id }).update({ act_number: 1 });
    await agent.get(`/documents/${id}`).expect(200);
  });
});
