/** The photos of the demonstration, in every state: told like the requests, by recording acts at past instants. */
import { Readable } from 'node:stream';
import { isWorkingDay, startOfDay, type Instant } from '../../../../domain/calendar.ts';
import type { Kind, Motive } from '../../../../workflows/photo-validation/contract.ts';
import { process } from '../../../../workflows/photo-validation/process.ts';
import type { CaseState, Role } from '../../../../workflows/procedure.ts';
import type { BlobStore } from '../../../blob-store.ts';
import { cleanPhoto } from '../../../clean-photo.ts';
import type { Database } from '../../../connect.ts';
import { publishPhoto } from '../../../photo-validation/photos.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { saveDocument } from '../../../save-document.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { draw, type Scene } from './scenes.ts';

interface Answer {
  action: 'accept' | 'refuse' | 'ask-another';
  /** Days from today. */
  day: number;
  motive?: Motive;
  reason?: string;
}
interface Story {
  facility: string;
  kind: Kind;
  day: number;
  scene: Scene;
  blurred?: boolean;
  caption: string;
  altText: string;
  answer?: Answer;
}

const stories: Story[] = [
  {
    facility: 'chenes',
    kind: 'photo-1',
    day: -64,
    scene: 'facade',
    caption: "La façade et l'entrée, rue des Bateliers",
    altText: "Une maison claire au toit vert-de-gris, l'entrée au milieu, un arbre à gauche.",
    answer: { action: 'accept', day: -58 },
  },
  {
    facility: 'chenes',
    kind: 'photo-2',
    day: -5,
    scene: 'playroom',
    caption: 'La salle de jeux des moyens',
    altText: 'Une pièce lumineuse avec un tapis, des blocs de bois et une étagère basse.',
  },
  {
    facility: 'chenes',
    kind: 'photo-3',
    day: -20,
    scene: 'nap',
    caption: "L'heure de la sieste",
    altText: 'Trois petits lits sous une fenêtre, des enfants y dorment.',
    answer: {
      action: 'refuse',
      day: -15,
      motive: 'recognisable-children',
      reason: 'Trois enfants se reconnaissent à leur visage. Une photo de la même pièce, vide, conviendra très bien.',
    },
  },
  {
    facility: 'delvaux',
    kind: 'photo-1',
    day: -41,
    scene: 'garden',
    caption: 'Le jardin clôturé, avec le bac à sable et le potager',
    altText: 'Une pelouse derrière une clôture blanche, un bac à sable et un bac de tomates.',
    answer: { action: 'accept', day: -36 },
  },
  {
    facility: 'delvaux',
    kind: 'photo-2',
    day: -3,
    scene: 'kitchen',
    caption: 'La cuisine, où nous préparons le goûter ensemble',
    altText: 'Une longue table avec quatre assiettes et trois petits tabourets.',
  },
  {
    facility: 'clair-matin',
    kind: 'photo-1',
    day: -17,
    scene: 'reading',
    blurred: true,
    caption: 'Le coin lecture',
    altText: 'Une bibliothèque basse et deux coussins sur un sol en bois.',
    answer: {
      action: 'ask-another',
      day: -9,
      motive: 'quality',
      reason: "La photo est floue : pourriez-vous la reprendre à la lumière du jour, l'appareil posé ?",
    },
  },
  {
    facility: 'parc',
    kind: 'photo-1',
    day: -24,
    scene: 'garden',
    caption: 'Le jardin vu de la terrasse',
    altText: 'Une pelouse, une clôture et un bac à sable en bois.',
  },
];

/** @param userOf whoever acts in a role for a facility */
export async function tellPhotoStories(
  db: Database,
  blobs: Pick<BlobStore, 'put'>,
  { times, now, userOf }: { times: Times; now: Instant; userOf: (facility: string, role: Role) => string },
): Promise<void> {
  for (const story of stories) await tell(db, blobs, story, { times, now, userOf });
}

async function tell(
  db: Database,
  blobs: Pick<BlobStore, 'put'>,
  story: Story,
  { times, now, userOf }: Parameters<typeof tellPhotoStories>[2],
): Promise<void> {
  const { kind, caption, altText } = story;
  const facility = (await db('facilities')
    .where({ id: stableId(`facility ${story.facility}`) })
    .first('id', 'organising_body_id', 'administration', 'home')) as Facility;
  const operator = userOf(story.facility, 'operator');
  const at = hourOf(times, story.day, '19:40', now);
  const caseId = stableId(`case ${story.facility} ${kind}`);
  await openCase(db, process, {
    caseId,
    subject: { kind: 'facility', id: facility.id },
    kind,
    action: 'propose',
    token: stableId(`photo ${story.facility} ${kind}`),
    facts: { kind, childminder: facility.home },
    content: { caption, altText, declared: true },
    actor: { role: 'operator', userId: operator, onBehalfOf: facility.organising_body_id, acr: 450 },
    at,
  });
  const photo = await cleanPhoto(await draw(story.scene, story.blurred));
  if (typeof photo === 'string') throw new Error(`${story.scene}: ${photo}`);
  const large = await blobs.put(Readable.from([photo.large]));
  const small = await blobs.put(Readable.from([photo.small]));
  await saveDocument(db, {
    caseId,
    actNumber: 1,
    organisingBodyId: facility.organising_body_id,
    facilityId: facility.id,
    administration: facility.administration,
    slot: 'photo',
    origin: 'operator',
    name: `${story.scene === 'facade' ? 'facade' : 'photo'}-${kind.slice(-1)}.jpg`,
    mediaType: 'image/jpeg',
    ...large,
    photo: { smallDigest: small.digest, width: photo.width, height: photo.height },
    uploadedBy: operator,
    at,
  });
  const { answer } = story;
  if (!answer) return passDeadlines(db, caseId, now);
  const role: Role = facility.home ? 'adviser' : 'coordinator';
  const answeredAt = hourOf(times, answer.day, '10:25', now);
  const { number } = await recordAct(db, process, caseId, {
    action: answer.action,
    token: stableId(`photo ${story.facility} ${kind} ${answer.action}`),
    facts: answer.motive ? { motive: answer.motive } : {},
    content: answer.reason ? { reason: answer.reason } : null,
    actor: { role, userId: userOf(story.facility, role), acr: 450 },
    at: answeredAt,
  });
  if (answer.action === 'accept') await publishPhoto(db, { caseId, actNumber: number, at: answeredAt });
}

/** Nobody has answered: the supervisor is told. */
async function passDeadlines(db: Database, caseId: string, now: Instant): Promise<void> {
  const { state } = await db('cases').where({ id: caseId }).first<{ state: CaseState }>('state');
  for (const { id, act, at } of state.deadlines.filter((each) => each.at <= now))
    await recordAct(db, process, caseId, {
      action: act,
      token: id,
      deadline: id,
      facts: {},
      actor: { role: 'clock', userId: null },
      at,
    });
}

interface Facility {
  id: string;
  organising_body_id: string;
  administration: string;
  home: boolean;
}

/** That hour of the day, or of the working day before it. */
function hourOf(times: Times, offset: number, time: string, now: Instant): Instant {
  let on = offset;
  while (!isWorkingDay(times.day(on))) on -= 1;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Math.min(startOfDay(times.day(on)) + (hours * 60 + minutes) * 60_000, now - 60_000);
}
