/** Families who look for a place: four that wait for Les Petits Chênes, and others in each state. Told by acts at past instants. */
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../../../../domain/calendar.ts';
import { addMonths } from '../../../../domain/days.ts';
import type { Action } from '../../../../workflows/pre-request/contract.ts';
import { process } from '../../../../workflows/pre-request/process.ts';
import type { Role } from '../../../../workflows/procedure.ts';
import { instant, type Database } from '../../../connect.ts';
import { digestOf } from '../../../follow-up-code.ts';
import { findOthers } from '../../../pre-request/families.ts';
import { introduce } from '../../../pre-request/introduce.ts';
import { recordAct } from '../../../record-act.ts';
import { userIdOf } from '../insert-people.ts';
import { facilityIdOf } from '../narrator.ts';
import { stableId } from '../stable-id.ts';

interface Step {
  /** Days from today. */
  day: number;
  at: string;
  action: Action;
  facts?: object;
  content?: object;
}
interface Story {
  name: string;
  places: string[];
  day: number;
  /** Months from today: born before, expected after; and the wished first day. */
  child: number;
  wished: number;
  days?: number[];
  phone?: string;
  message?: string;
  /** So that its page can be shown. */
  code?: string;
  steps?: Step[];
}

const offer = (today: Day, from: number, replyIn: number): object => ({
  from: `${addMonths(today, from).slice(0, 7)}-01`,
  replyBy: addDays(today, replyIn),
});

const stories = (today: Day): Story[] => [
  { name: 'Lina Hamdaoui', places: ['chenes', 'parc'], day: -1, child: 5, wished: 9, phone: '0470 00 00 11' },
  {
    name: 'Thomas Renson',
    places: ['chenes'],
    day: -3,
    child: -2,
    wished: 4,
    days: [1, 2, 4],
    message: 'Notre fils aîné était chez vous jusqu’en juin. Nous pouvons venir à tout moment visiter la crèche.',
  },
  { name: 'Awa Diallo', places: ['chenes', 'delvaux'], day: -8, child: 4, wished: 8, days: [1, 2, 3, 4] },
  { name: 'Marie-Hélène van der Straeten-Waillet', places: ['chenes'], day: -17, child: -7, wished: 2, days: [2, 5] },
  {
    name: 'Julien Piette',
    places: ['chenes'],
    day: -9,
    child: 3,
    wished: 7,
    steps: [
      {
        day: -3,
        at: 'chenes',
        action: 'ask-question',
        content: {
          text: 'Le mercredi vous conviendrait-il à la place du jeudi ? Le jeudi est complet jusqu’en septembre.',
        },
      },
    ],
  },
  {
    name: 'Ines Moreira',
    places: ['chenes'],
    day: -40,
    child: -1,
    wished: 3,
    days: [1, 2, 3],
    steps: [
      {
        day: -30,
        at: 'chenes',
        action: 'put-on-list',
        content: { text: 'Vous êtes troisième sur la liste pour les petits. Une place se libère souvent en avril.' },
      },
    ],
  },
  {
    name: 'Karim Belkacem',
    places: ['chenes'],
    day: -14,
    child: -4,
    wished: 3,
    days: [1, 2, 4, 5],
    code: 'DEMP-RERE-QUES-T234',
    steps: [
      {
        day: -4,
        at: 'chenes',
        action: 'offer-place',
        facts: offer(today, 3, 9),
        content: {
          text: 'Une place se libère dans le groupe des petits. Appelez-nous pour visiter avant de répondre.',
        },
      },
    ],
  },
  {
    name: 'Sarah Lemaire',
    places: ['chenes', 'parc'],
    day: -26,
    child: 4,
    wished: 8,
    steps: [
      { day: -19, at: 'chenes', action: 'offer-place', facts: offer(today, 8, -2), content: {} },
      { day: -15, at: 'chenes', action: 'confirm-place' },
    ],
  },
  {
    name: 'Nicolas Herman',
    places: ['chenes'],
    day: -33,
    child: -10,
    wished: 1,
    days: [1, 2, 3, 4, 5],
    steps: [
      {
        day: -24,
        at: 'chenes',
        action: 'refuse',
        facts: { motive: 'no-place' },
        content: {
          reason:
            'Le groupe des grands est complet jusqu’en septembre. Une nouvelle demande pour la rentrée est bienvenue.',
        },
      },
    ],
  },
  {
    name: 'Olivia Gérard',
    places: ['delvaux'],
    day: -20,
    child: -3,
    wished: 5,
    steps: [{ day: -12, at: 'delvaux', action: 'withdraw' }],
  },
];

const everyDay = [1, 2, 3, 4, 5];
const byFamily: readonly Action[] = [
  'confirm-place',
  'withdraw',
  'decline-place',
  'answer-question',
  'found-elsewhere',
];
const workingHours = 9 * 3_600_000;

export async function tellPreRequests(db: Database, { now }: { now: Instant }): Promise<void> {
  const today = dayOf(now);
  const instantOf = (day: number): Instant => Math.min(startOfDay(addDays(today, day)) + workingHours, now - 1);
  for (const [index, story] of stories(today).entries()) {
    const { name, code, phone, message, days = everyDay } = story;
    const at = instantOf(story.day);
    const wishedOn = `${addMonths(today, story.wished).slice(0, 7)}-01`;
    const { opened } = await introduce(db, {
      ...{ token: stableId(`pre-request ${name}`), at, name, phone, message, days, wishedOn },
      email: `famille.${String(index + 1)}@exemple.example`,
      childOn: addDays(addMonths(today, story.child), 3),
      consent: 'démonstration',
      places: story.places.map((key) => ({ id: facilityIdOf(key), home: key === 'delvaux' })),
    });
    const caseAt = (key: string): string => opened[story.places.indexOf(key)]!.caseId;
    if (code)
      await db('pre_request_families')
        .whereIn('id', db('pre_requests').where({ case_id: opened[0]!.caseId }).select('family_id'))
        .update({ code_digest: digestOf(code) });
    for (const { day, at: place, action, facts = {}, content = null } of story.steps ?? []) {
      const role: Role = byFamily.includes(action) ? 'procedure' : 'operator';
      const act = async (caseId: string, what: Action): Promise<void> => {
        await recordAct(db, process, caseId, {
          action: what,
          facts,
          content,
          token: stableId(`pre-request ${caseId} ${what}`),
          actor: { role, userId: role === 'operator' ? userIdOf(place, 'operator') : null },
          at: instantOf(day),
        });
      };
      await act(caseAt(place), action);
      if (action === 'confirm-place')
        for (const other of await findOthers(db, caseAt(place))) await act(other.id, 'found-elsewhere');
    }
  }
  // Long told: nobody is written to when the demonstration starts.
  await db('effects')
    .whereIn('case_id', db('pre_requests').select('case_id'))
    .where({ status: 'pending' })
    .update({ status: 'done', done_at: instant(now) });
  await db('link_mails').whereLike('kind', 'pre-request-%').delete();
}
