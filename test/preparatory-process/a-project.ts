/** A project of its own for each test, as far as it is asked for. */
import { makeProject, crecheAnswers, takeStep } from '../../db/seeds/demonstration/preparatory-process/make-project.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addWorkingDays, dayOf } from '../../domain/calendar.ts';
import type { Slot } from '../../domain/slot.ts';
import type { Opinion, Opinions, Status } from '../../workflows/preparatory-process/contract.ts';
import type { House } from '../support/house.ts';

export const given = (premises: Opinion = 'favourable'): Opinions => ({
  project: 'favourable',
  premises,
  capacity: 'favourable',
  staff: 'favourable',
  viability: 'favourable',
});
/** In eight working days. */
export const slotAt = (now: number): Slot => ({ on: addWorkingDays(dayOf(now), 8), from: '10:00' });

type Reached = Extract<
  Status,
  'to-meet' | 'dates-proposed' | 'appointment' | 'opinion' | 'complement-asked' | 'to-improve' | 'to-declare' | 'asleep'
>;

/** Of Les Petits Chênes, whose earlier ones are put aside. @returns its case */
export async function aProject({ db, clock: { now } }: Pick<House, 'db' | 'clock'>, status: Reached): Promise<string> {
  const bodyId = stableId('body petits-chenes');
  const by = stableId('user admin-petits-chenes');
  await db('cases')
    .where({ slug: 'preparatory-process', subject_id: bodyId, kind: 'creche' })
    .whereNull('closed_at')
    .update({ closed_at: new Date(now) });
  const at = now - 3_600_000;
  const caseId = await makeProject(db, {
    bodyId,
    administration: 'namur',
    kind: 'creche',
    answers: { ...crecheAnswers, opensOn: '2028-01-10' },
    by,
    at,
  });
  const one = { role: 'coordinator', userId: stableId('user coordinator-namur') } as const;
  const carrier = { role: 'operator', userId: by } as const;
  const slot = slotAt(now);
  const met = (): Promise<void> =>
    takeStep(db, caseId, {
      ...one,
      action: 'record-report',
      facts: { type: 'visit', heldOn: dayOf(at) },
      content: { present: 'La direction.', report: 'Les locaux conviennent.' },
      at: at + 1000,
    });
  const think = async (premises: Opinion): Promise<void> => {
    await met();
    await takeStep(db, caseId, {
      ...one,
      action: 'give-opinion',
      facts: { opinions: given(premises) },
      content: { premisesText: 'La cour est à clôturer.' },
      at: at + 2000,
    });
  };
  const propose = (): Promise<void> =>
    takeStep(db, caseId, {
      ...one,
      action: 'propose-dates',
      facts: { type: 'visit', slots: [slot] },
      content: { place: 'Rue du Pont 3, Andenne' },
      at: at + 1000,
    });
  switch (status) {
    case 'to-meet':
      break;
    case 'dates-proposed':
      await propose();
      break;
    case 'appointment':
      await propose();
      await takeStep(db, caseId, { ...carrier, action: 'choose-date', facts: slot, at: at + 2000 });
      break;
    case 'opinion':
      await met();
      break;
    case 'complement-asked':
      await takeStep(db, caseId, { ...one, action: 'ask-complement', content: { text: 'Les plans.' }, at: at + 1000 });
      break;
    case 'to-improve':
      await think('unfavourable');
      break;
    case 'to-declare':
      await think('with-reserves');
      break;
    case 'asleep':
      await takeStep(db, caseId, { ...carrier, action: 'pause', content: {}, at: at + 1000 });
      break;
    default:
      status satisfies never;
  }
  return caseId;
}
