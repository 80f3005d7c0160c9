/** Doctors of the demonstration, in every state, one known in three places: told by recording acts at past instants. */
import { Readable } from 'node:stream';
import { isWorkingDay, startOfDay, type Instant } from '../../../../domain/calendar.ts';
import { parseInami } from '../../../../domain/inami.ts';
import type { Action, Kind } from '../../../../workflows/doctor-validation/contract.ts';
import { process } from '../../../../workflows/doctor-validation/process.ts';
import type { CaseState, Role } from '../../../../workflows/procedure.ts';
import type { BlobStore } from '../../../blob-store.ts';
import { instant, type Database } from '../../../connect.ts';
import { keepCollaboration } from '../../../doctors/keep.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { saveDocument } from '../../../save-document.ts';
import { makePdf } from '../pdf.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { doctors, type DoctorKey } from './people.ts';

interface Step {
  action: Action;
  /** Days from today. */
  day: number;
  facts?: object;
  content?: object;
  by?: Role;
}
interface Story {
  facility: string;
  doctor: DoctorKey;
  kind: Kind;
  day: number;
  /** First day of the collaboration, in days from today. */
  from: number;
  kilometres: number;
  steps: (times: Times) => Step[];
}

const allChecked = { checked: ['parties', 'preventive', 'rhythm', 'fees', 'term', 'signatures'] };
const validated = (day: number): Step => ({ action: 'validate', day, content: allChecked });

const stories: readonly Story[] = [
  {
    facility: 'chenes',
    doctor: 'claes',
    kind: 'new',
    day: -800,
    from: -802,
    kilometres: 6.4,
    steps: () => [validated(-794)],
  },
  {
    facility: 'chenes',
    doctor: 'bodart',
    kind: 'new',
    day: -790,
    from: -795,
    kilometres: 3,
    steps: (times) => [
      validated(-783),
      { action: 'end-collaboration', day: -160, facts: { until: times.day(-146) }, by: 'operator' },
    ],
  },
  {
    facility: 'chenes',
    doctor: 'lejeune',
    kind: 'new',
    day: -34,
    from: -40,
    kilometres: 2,
    steps: () => [
      {
        action: 'refuse',
        day: -27,
        facts: { motive: 'competence' },
        content: {
          reason:
            "Le numéro INAMI est celui d'une spécialiste qui n'est ni médecin généraliste ni pédiatre. La surveillance de la santé à la crèche revient à l'un ou à l'autre.",
        },
      },
    ],
  },
  { facility: 'chenes', doctor: 'simon', kind: 'new', day: -4, from: -83, kilometres: 4.2, steps: () => [] },
  {
    facility: 'chenes',
    doctor: 'marechal',
    kind: 'new',
    day: -9,
    from: 39,
    kilometres: 5,
    steps: () => [
      {
        action: 'ask-complement',
        day: -3,
        content: { points: ['signatures'], text: "La convention n'est pas signée par le pouvoir organisateur." },
      },
    ],
  },
  {
    facility: 'glands',
    doctor: 'claes',
    kind: 'known',
    day: -420,
    from: -425,
    kilometres: 9.6,
    steps: () => [validated(-415)],
  },
  {
    facility: 'glands',
    doctor: 'hermans',
    kind: 'new',
    day: -300,
    from: -310,
    kilometres: 1.2,
    steps: () => [
      validated(-292),
      {
        action: 'ask-change',
        day: -5,
        content: {
          mobile: '0470 00 00 26',
          address: { street: 'rue de la Sauvenière', number: '17', postcode: '5100', locality: 'Wépion' },
          kilometres: 7.8,
          text: 'Le cabinet a déménagé.',
        },
        by: 'operator',
      },
    ],
  },
  { facility: 'clair-matin', doctor: 'claes', kind: 'known', day: -2, from: -1, kilometres: 38, steps: () => [] },
  {
    facility: 'clair-matin',
    doctor: 'fontaine',
    kind: 'new',
    day: -500,
    from: -505,
    kilometres: 2.5,
    steps: (times) => [
      validated(-493),
      {
        action: 'suspend',
        day: -20,
        facts: { from: times.day(-19) },
        content: { reason: 'La convention est arrivée à son terme ; la nouvelle est attendue.' },
      },
    ],
  },
];

interface Telling {
  times: Times;
  now: Instant;
  userOf: (facility: string, role: Role) => string;
}

/** @param blobs where the conventions go; without, there are none */
export async function tellDoctors(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  telling: Telling,
): Promise<void> {
  // As the days came: a doctor is known from the first validation on.
  for (const story of [...stories].sort((one, other) => one.day - other.day)) await tell(db, blobs, story, telling);
}

async function tell(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  story: Story,
  { times, now, userOf }: Telling,
): Promise<void> {
  const { facility: key, doctor, kind, kilometres } = story;
  const facility = (await db('facilities')
    .where({ id: stableId(`facility ${key}`) })
    .first('id', 'organising_body_id', 'administration', 'name')) as Facility;
  const from = times.day(story.from);
  const person = doctors[doctor];
  const read = parseInami(person.inami);
  const doubtful = read.ok && read.warnings.includes('check');
  const operator = userOf(key, 'operator');
  const caseId = stableId(`case ${key} doctor ${doctor}`);
  const at = hourOf(times, story.day, '16:05', now);
  const { inami, function: role } = person;
  await openCase(db, process, {
    caseId,
    subject: { kind: 'facility', id: facility.id },
    kind,
    action: 'introduce',
    token: stableId(`doctor ${key} ${doctor}`),
    facts: { kind, from, ...(doubtful ? { doubtful: true } : {}) },
    content: { ...(kind === 'new' ? person : { inami, function: role }), from, kilometres },
    actor: { role: 'operator', userId: operator, onBehalfOf: facility.organising_body_id, acr: 450 },
    at,
  });
  if (blobs)
    await attach(db, blobs, {
      caseId,
      facility,
      doctor: `Dr ${person.firstName} ${person.familyName}`,
      from,
      by: operator,
      at,
    });
  await keepCollaboration(db, caseId);
  // Their mail went when they were introduced.
  if (read.ok)
    await db('doctors')
      .where({ inami: read.value })
      .whereNull('informed_at')
      .update({ informed_at: instant(at) });
  for (const [index, step] of story.steps(times).entries()) {
    const by = step.by ?? 'subsidy-manager';
    const on = hourOf(times, step.day, '10:20', now);
    await recordAct(db, process, caseId, {
      action: step.action,
      token: stableId(`doctor ${key} ${doctor} ${String(index)}`),
      facts: step.facts ?? {},
      content: step.content ?? null,
      actor:
        by === 'operator'
          ? { role: by, userId: operator, onBehalfOf: facility.organising_body_id, acr: 450 }
          : { role: by, userId: stableId('user subsidy-manager'), acr: 450 },
      at: on,
    });
    await keepCollaboration(db, caseId, { action: step.action, at: on });
  }
  await passDeadlines(db, caseId, now);
}

/** What the clock has done since: a collaboration that ended, a supervisor told. */
async function passDeadlines(db: Database, caseId: string, now: Instant): Promise<void> {
  const { state } = await db('cases').where({ id: caseId }).first<{ state: CaseState }>('state');
  for (const { id, act, at } of state.deadlines.filter((each) => each.at <= now)) {
    await recordAct(db, process, caseId, {
      action: act,
      token: id,
      deadline: id,
      facts: {},
      actor: { role: 'clock', userId: null },
      at,
    });
    await keepCollaboration(db, caseId);
  }
}

interface Facility {
  id: string;
  organising_body_id: string;
  administration: string;
  name: string;
}
interface Attached {
  caseId: string;
  facility: Facility;
  doctor: string;
  from: string;
  by: string;
  at: Instant;
}
async function attach(
  db: Database,
  blobs: Pick<BlobStore, 'put'>,
  { caseId, facility, doctor, from, by, at }: Attached,
): Promise<void> {
  const lines = [
    `Entre ${facility.name} et ${doctor}.`,
    `Début de la collaboration : ${from.split('-').reverse().join('/')}.`,
    '',
    'Objet : surveillance de la santé des enfants, médecine préventive seulement.',
    'Rythme : une consultation par mois.',
    "Honoraires et déplacements : aux tarifs fixés par l'ONE.",
    'Durée : un an, reconduite ; préavis de trois mois.',
    '',
    'Fait en deux exemplaires. Document de démonstration.',
  ];
  const stored = await blobs.put(Readable.from([makePdf("Convention médecin - milieu d'accueil", lines)]));
  await saveDocument(db, {
    caseId,
    actNumber: 1,
    organisingBodyId: facility.organising_body_id,
    facilityId: facility.id,
    administration: facility.administration,
    slot: 'convention',
    origin: 'operator',
    name: 'convention.pdf',
    mediaType: 'application/pdf',
    ...stored,
    uploadedBy: by,
    at,
  });
}

/** That hour of the day, or of the working day before it. */
function hourOf(times: Times, offset: number, time: string, now: Instant): Instant {
  let on = offset;
  while (!isWorkingDay(times.day(on))) on -= 1;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Math.min(startOfDay(times.day(on)) + (hours * 60 + minutes) * 60_000, now - 60_000);
}
