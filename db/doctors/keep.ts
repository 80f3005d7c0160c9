/** The tables of doctors follow the acts of a case: who the doctor is once ONE has said so, what was asked and accepted, and the days. */
import { parseInami } from '../../domain/inami.ts';
import { validDays, type Move } from '../../domain/doctors/validity.ts';
import type { CaseData, Status } from '../../workflows/doctor-validation/contract.ts';
import { instant, type Database } from '../connect.ts';
import { storyOf, type Story, type Told } from './told.ts';

interface CaseOfDoctor {
  id: string;
  facility_id: string;
  organising_body_id: string;
  status: Status;
  data: CaseData;
}
interface ActOfDoctor {
  number: number;
  action: string;
  facts: { from?: string };
  content: object | null;
  at: number;
}

/** In the transaction of the act, or of the effect that follows from it. Where what was typed is erased, only the days are kept. */
export async function keepCollaboration(
  trx: Database,
  caseId: string,
  done?: { action: string; at: number },
): Promise<void> {
  const row = (await trx('cases')
    .where({ id: caseId })
    .first('id', 'facility_id', 'organising_body_id', 'status', trx.raw("state -> 'data' as data"))) as CaseOfDoctor;
  const acts = (await trx('acts as a')
    .leftJoin('act_contents as c', { 'c.case_id': 'a.case_id', 'c.number': 'a.number' })
    .where('a.case_id', caseId)
    .orderBy('a.number')
    .select('a.number', 'a.action', 'a.facts', 'c.content', 'a.at')) as ActOfDoctor[];
  const story = storyOf(acts);
  const id = story
    ? await keepStory(trx, row, story, await identify(trx, story, done))
    : ((await trx('doctor_collaborations').where({ case_id: caseId }).first<{ id: string } | undefined>('id'))?.id ??
      null);
  if (id !== null) await keepDays(trx, id, row, acts);
}

/** The doctor of the number. Names and contact are written when ONE validates them first, and where it accepts that they change. */
async function identify(trx: Database, story: Story, done?: { action: string; at: number }): Promise<string> {
  const inami = inamiOf(story.asked);
  await trx('doctors').insert({ inami }).onConflict('inami').ignore();
  const doctor = await trx('doctors')
    .where({ inami })
    .forUpdate()
    .first<{ id: string; validated_at: number | null }>('id', 'validated_at');
  const { accepted, before } = story;
  if (accepted?.familyName === undefined) return doctor.id;
  if (done?.action === 'validate' && doctor.validated_at === null)
    await trx('doctors')
      .where({ id: doctor.id })
      .update({ ...identityIn(accepted), validated_at: instant(done.at) });
  if (done?.action === 'accept-change' && before) {
    const was = identityIn(before);
    const changed = Object.fromEntries(
      Object.entries(identityIn(accepted)).filter(([column, value]) => was[column] !== value),
    );
    if (Object.keys(changed).length > 0) await trx('doctors').where({ id: doctor.id }).update(changed);
  }
  return doctor.id;
}

/** @throws when the number is none: its form has refused it */
function inamiOf({ inami }: Told): string {
  const read = parseInami(inami);
  if (!read.ok) throw new Error('not an INAMI number');
  return read.value;
}

const identityIn = ({
  familyName,
  firstName,
  address,
  mobile,
  officePhone,
  email,
}: Told): Record<string, string | null> => ({
  family_name: familyName ?? null,
  first_name: firstName ?? null,
  street: address?.street ?? null,
  house_number: address?.number ?? null,
  box: address?.box ?? null,
  postcode: address?.postcode ?? null,
  locality: address?.locality ?? null,
  mobile: mobile ?? null,
  office_phone: officePhone ?? null,
  email: email ?? null,
});

/** Where a doctor who was refused or withdrawn is introduced again, the collaboration goes on, with its consultations. */
async function keepStory(trx: Database, row: CaseOfDoctor, story: Story, doctorId: string): Promise<string> {
  const counts = story.accepted ?? story.asked;
  const document = await trx('documents')
    .where({ case_id: row.id, slot: 'convention' })
    .whereNull('withdrawn_at')
    .whereIn('act_number', [...story.counting])
    .orderBy([
      { column: 'act_number', order: 'desc' },
      { column: 'uploaded_at', order: 'desc' },
    ])
    .first<{ id: string } | undefined>('id');
  const columns = {
    doctor_id: doctorId,
    case_id: row.id,
    status: row.status,
    function: counts.function,
    from_on: row.data.from,
    until_on: row.data.until ?? null,
    kilometres: counts.kilometres,
    document_id: document?.id ?? null,
    asked: JSON.stringify(story.asked),
    asked_version: story.askedVersion,
    accepted: story.accepted ? JSON.stringify(story.accepted) : null,
    accepted_version: story.acceptedVersion ?? null,
  };
  const mine = trx('doctor_collaborations').where({ case_id: row.id });
  const over = trx('doctor_collaborations')
    .where({ doctor_id: doctorId, facility_id: row.facility_id })
    .whereIn('status', ['refused', 'withdrawn', 'cancelled'] satisfies Status[]);
  const there = ((await mine.first<{ id: string } | undefined>('id')) ??
    (await over.orderBy('from_on', 'desc').first<{ id: string } | undefined>('id'))) as { id: string } | undefined;
  if (there) {
    await trx('doctor_collaborations').where({ id: there.id }).update(columns);
    return there.id;
  }
  const [made] = await trx('doctor_collaborations')
    .insert({ ...columns, facility_id: row.facility_id, organising_body_id: row.organising_body_id })
    .returning<{ id: string }[]>('id');
  if (!made) throw new Error('no collaboration was kept');
  return made.id;
}

async function keepDays(
  trx: Database,
  id: string,
  { data }: CaseOfDoctor,
  acts: readonly ActOfDoctor[],
): Promise<void> {
  const moves = acts.flatMap(({ action, facts }): Move[] => {
    if (action === 'validate') return [{ kind: 'validated' }];
    if (action === 'suspend' && facts.from) return [{ kind: 'suspended', from: facts.from }];
    return action === 'resume' && facts.from ? [{ kind: 'resumed', from: facts.from }] : [];
  });
  const days = validDays(moves, { from: data.from, until: data.until ?? null });
  await trx('doctor_collaborations')
    .where({ id })
    .update({ from_on: data.from, until_on: data.until ?? null });
  await trx('doctor_validity').where({ collaboration_id: id }).delete();
  if (days.length > 0)
    await trx('doctor_validity').insert(
      days.map(({ from, until }) => ({ collaboration_id: id, from_on: from, until_on: until })),
    );
}
