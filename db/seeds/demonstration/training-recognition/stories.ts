/** What the after-school teams of the demonstration have followed: recognised, waiting, asked about, refused. Told by acts at past instants. */
import { Readable } from 'node:stream';
import { startOfDay, type Instant } from '../../../../domain/calendar.ts';
import type { Motive } from '../../../../workflows/training-recognition/contract.ts';
import { slug } from '../../../../workflows/training-recognition/contract.ts';
import { process } from '../../../../workflows/training-recognition/process.ts';
import type { Role } from '../../../../workflows/procedure.ts';
import type { BlobStore } from '../../../blob-store.ts';
import { instant, type Database } from '../../../connect.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { saveDocument } from '../../../save-document.ts';
import { insertLine } from '../../../training/lines.ts';
import { workOutWaits } from '../../../training/waits.ts';
import { makePdf } from '../pdf.ts';
import { stableId, stableNumber } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { insertLists, moduleId, organisationId, organisations } from './lists.ts';
import { collaborationId, insertTrainees, teams } from './trainees.ts';

type Outcome =
  | { recognise: number }
  | { refuse: number; motive: Motive; reason?: string }
  | { ask: number; question: string };
interface Line {
  who: string;
  /** Of the lists: key of a module; or organisation and module as they were written. */
  what: string | readonly [organisation: string, module: string];
  hours: number;
  /** Days from today: of the training, and when it was sent. */
  on: number;
  sent: number;
  outcome?: Outcome;
}

const horizon = 'Horizon Enfance';
/** Gembloux, whose page is shown first: everybody stands elsewhere. */
const gembloux: readonly Line[] = [
  { who: 'bastin', what: 'free-play', hours: 12, on: -285, sent: -270, outcome: { recognise: -269 } },
  { who: 'bastin', what: 'first-aid', hours: 14, on: -500, sent: -490, outcome: { recognise: -489 } },
  { who: 'bastin', what: 'stories', hours: 12, on: -380, sent: -370, outcome: { recognise: -369 } },
  { who: 'bastin', what: [horizon, 'Gestion des conflits entre enfants'], hours: 6, on: -75, sent: -18 },
  { who: 'bastin', what: [horizon, 'Jouer dehors, tout simplement'], hours: 6, on: -54, sent: -11 },
  {
    who: 'bastin',
    what: ['Studio Zen Hesbaye', "Massage et bien-être de l'adulte"],
    hours: 6,
    on: -250,
    sent: -120,
    outcome: {
      refuse: -48,
      motive: 'not-the-functions',
      reason: "Le module vise le bien-être de l'adulte, pas l'accueil.",
    },
  },
  { who: 'colin', what: 'outdoors', hours: 12, on: -300, sent: -290, outcome: { recognise: -289 } },
  { who: 'colin', what: 'code', hours: 8, on: -120, sent: -110, outcome: { recognise: -109 } },
  { who: 'colin', what: ['Orizon enfance', 'Gestion des conflits'], hours: 6, on: -75, sent: -16 },
  { who: 'hanssens', what: 'project', hours: 24, on: -600, sent: -590, outcome: { recognise: -589 } },
  { who: 'hanssens', what: 'development', hours: 30, on: -420, sent: -400, outcome: { recognise: -399 } },
  { who: 'lambotte', what: 'conflicts', hours: 14, on: -700, sent: -690, outcome: { recognise: -689 } },
  { who: 'lambotte', what: 'cooperation', hours: 12, on: -410, sent: -400, outcome: { recognise: -399 } },
  {
    who: 'lambotte',
    what: ['HORIZON ENFANCE asbl', 'Gestion des conflits entre enfants'],
    hours: 6,
    on: -75,
    sent: -18,
  },
  {
    who: 'lambotte',
    what: ['Namur', 'Bricolage avec les petits'],
    hours: 6,
    on: -140,
    sent: -60,
    outcome: {
      ask: -4,
      question: "« Namur » est un lieu : quel organisme a donné cette formation ? Joignez l'attestation signée.",
    },
  },
  {
    who: 'lambotte',
    what: [horizon, 'Jeux de cour'],
    hours: 8,
    on: -330,
    sent: -100,
    outcome: { refuse: -30, motive: 'encoding-error', reason: "L'attestation dit 4 heures : corrigez la durée." },
  },
  { who: 'piron', what: 'inclusion', hours: 14, on: -200, sent: -190, outcome: { recognise: -189 } },
  { who: 'piron', what: [horizon, 'Jouer dehors, tout simplement'], hours: 3, on: -54, sent: -9 },
];

/** Les Mercredis, whose agreement is renewed: one has enough, one would with what waits, one has begun, one lacks eight hours. */
const mercredis: readonly Line[] = [
  { who: 'marchal', what: 'project', hours: 30, on: -900, sent: -890, outcome: { recognise: -889 } },
  { who: 'marchal', what: 'conflicts', hours: 24, on: -420, sent: -410, outcome: { recognise: -409 } },
  {
    who: 'marchal',
    what: ['Studio Zen Hesbaye', 'Gestion du stress'],
    hours: 6,
    on: -300,
    sent: -180,
    outcome: { refuse: -70, motive: 'not-the-functions' },
  },
  { who: 'laurent', what: 'free-play', hours: 24, on: -800, sent: -790, outcome: { recognise: -789 } },
  { who: 'laurent', what: 'outdoors', hours: 14, on: -380, sent: -370, outcome: { recognise: -369 } },
  { who: 'laurent', what: [horizon, 'Gestion des conflits entre enfants'], hours: 12, on: -120, sent: -24 },
  { who: 'laurent', what: ['Les Ateliers de Marthe', 'Musique et comptines'], hours: 1, on: -110, sent: -24 },
  { who: 'laurent', what: ['La Cabane à Idées', 'Récup et créativité'], hours: 1, on: -100, sent: -24 },
  { who: 'petit', what: 'code', hours: 9, on: -420, sent: -410, outcome: { recognise: -409 } },
  { who: 'petit', what: 'cooperation', hours: 12, on: -260, sent: -250, outcome: { recognise: -249 } },
  {
    who: 'petit',
    what: ['Horizon enfances', 'La gestion des conflits entre les enfants'],
    hours: 5,
    on: -90,
    sent: -23,
  },
  { who: 'petit', what: ['La Cabane à Idées', 'Récup et créativité'], hours: 2, on: -80, sent: -23 },
  { who: 'petit', what: ['Ateliers de Marthe asbl', 'Musique, comptines et rondes'], hours: 1, on: -60, sent: -23 },
  {
    who: 'petit',
    what: ['Jambes', 'Bricolage du mercredi'],
    hours: 4,
    on: -200,
    sent: -120,
    outcome: { refuse: -60, motive: 'encoding-error' },
  },
  { who: 'adam', what: 'stories', hours: 24, on: -700, sent: -690, outcome: { recognise: -689 } },
  { who: 'adam', what: 'first-aid', hours: 18, on: -350, sent: -340, outcome: { recognise: -339 } },
  {
    who: 'adam',
    what: ['Studio Zen Hesbaye', 'Yoga du rire'],
    hours: 10,
    on: -280,
    sent: -170,
    outcome: { refuse: -65, motive: 'not-the-functions' },
  },
];

/** The other teams: each person has followed what the lists hold, and something of the kind that waits; spelled as people spell. */
const spelled = [
  [horizon, 'Gestion des conflits entre enfants'],
  ['Horizon enfances', 'La gestion des conflits entre les enfants'],
  ['Les Ateliers de Marthe', 'Musique et comptines'],
  ['Ateliers de Marthe asbl', 'Musique, comptines et rondes'],
  ['La Cabane à Idées', 'Récup et créativité'],
] as const;
const modules = organisations.flatMap(({ modules: of }) => Object.keys(of));

function others(): Line[] {
  return Object.entries(teams)
    .filter(([facility]) => facility !== 'gembloux-aes' && !facility.startsWith('mercredis'))
    .flatMap(([, { people }]) => people)
    .flatMap(([who]): Line[] => {
      const any = (what: string, below: number): number => stableNumber(`training ${who} ${what}`, below);
      const old = Array.from({ length: 2 + any('count', 2) }, (_, index): Line => {
        const sent = -150 - index * 90 - any(`sent ${String(index)}`, 40);
        const what = modules[any(`module ${String(index)}`, modules.length)]!;
        return {
          who,
          what,
          hours: 6 + 2 * any(`hours ${String(index)}`, 4),
          on: sent - 12,
          sent,
          outcome: { recognise: sent },
        };
      });
      // Decided in the last weeks, so that a delay is known: written with « Autre », by groups.
      const decided = [0, 1].map((index): Line => {
        const [organisation, module] = spelled[any(`decided ${String(index)}`, spelled.length)]!;
        const day = -2 - any(`day ${String(index)}`, 40);
        const outcome: Outcome =
          any(`refused ${String(index)}`, 6) === 0 ? { refuse: day, motive: 'outside-programme' } : { recognise: day };
        const sent = day - 9 - any(`wait ${String(index)}`, 14);
        return {
          who,
          what: [`${organisation} ${String(2023 + index)}`, module],
          hours: 4 + 2 * index,
          on: sent - 20,
          sent,
          outcome,
        };
      });
      const [organisation, module] = spelled[any('waiting', spelled.length)]!;
      const sent = -3 - any('waits', 25);
      return [...old, ...decided, { who, what: [organisation, module], hours: 6, on: sent - 15, sent }];
    });
}

interface Told {
  times: Times;
  now: Instant;
  userOf: (facility: string, role: Role) => string;
}
interface Place {
  id: string;
  organising_body_id: string;
  administration: string;
}

export async function tellTrainings(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  { times, now, userOf }: Told,
): Promise<void> {
  await insertLists(db);
  await insertTrainees(db, times);
  const places = new Map(
    (
      (await db('facilities').whereIn(
        'id',
        Object.keys(teams).map((key) => stableId(`facility ${key}`)),
      )) as Place[]
    ).map((place) => [place.id, place]),
  );
  const homes = new Map(
    Object.entries(teams).flatMap(([facility, { people }]) =>
      people.map(([who, firstName, familyName]) => [who, { facility, name: `${firstName} ${familyName}` }] as const),
    ),
  );
  const certificate = blobs
    ? await blobs.put(Readable.from([makePdf('Attestation de formation', ['Document de démonstration.'])]))
    : undefined;
  const at = (day: number, hour: number): Instant =>
    Math.min(startOfDay(times.day(day)) + hour * 3_600_000, now - 60_000);
  const lines = [...gembloux, ...mercredis, ...others()].sort((a, b) => a.sent - b.sent);
  for (const [index, line] of lines.entries()) {
    const { facility, name } = homes.get(line.who)!;
    const place = places.get(stableId(`facility ${facility}`))!;
    const userId = userOf(facility, 'operator');
    const sentAt = at(line.sent, 10);
    const isListed = typeof line.what === 'string';
    const organisation = isListed
      ? organisations.find(({ modules: of }) => Object.hasOwn(of, line.what as string))
      : undefined;
    const followed = {
      organisationId: organisation ? organisationId(organisation.key) : null,
      organisationTyped: organisation ? null : line.what[0]!,
      moduleId: isListed ? moduleId(line.what as string) : null,
      moduleTyped: isListed ? null : line.what[1]!,
      hours: line.hours,
      fromOn: times.day(line.on),
      toOn: times.day(line.on),
    };
    const { hours, fromOn, toOn } = followed;
    const caseId = stableId(`training case ${String(index)} ${line.who}`);
    const typed = isListed ? undefined : (line.what as readonly [string, string]);
    await openCase(db, process, {
      caseId,
      token: stableId(`training ${String(index)} ${line.who}`),
      subject: {
        kind: 'collaboration',
        id: collaborationId(line.who),
        organisingBodyId: place.organising_body_id,
        facilityId: place.id,
        name,
      },
      kind: 'module',
      action: 'submit',
      facts: {
        kind: 'module',
        hours,
        fromOn,
        toOn,
        organisationId: followed.organisationId,
        moduleId: followed.moduleId,
      },
      content: typed ? { organisation: typed[0], module: typed[1] } : {},
      actor: { role: 'operator', userId, onBehalfOf: place.organising_body_id, acr: 450 },
      at: sentAt,
    });
    const documentId =
      certificate && typed
        ? await saveDocument(db, {
            caseId,
            actNumber: 1,
            organisingBodyId: place.organising_body_id,
            facilityId: place.id,
            administration: place.administration,
            slot: 'certificate',
            origin: 'operator',
            name: 'attestation.pdf',
            mediaType: 'application/pdf',
            ...certificate,
            uploadedBy: userId,
            at: sentAt,
          })
        : undefined;
    await insertLine(db, {
      ...followed,
      caseId,
      collaborationId: collaborationId(line.who),
      organisingBodyId: place.organising_body_id,
      facilityId: place.id,
      documentId: documentId ?? null,
      status: 'waiting',
      at: sentAt,
    });
    const { outcome } = line;
    if (outcome) await decide(db, caseId, isListed, outcome, at);
  }
  for (const [who, { facility, name }] of homes) {
    // He has begun, and follows the hours that are asked of who has no title.
    if (who === 'petit') continue;
    const told = {
      who,
      name,
      place: places.get(stableId(`facility ${facility}`))!,
      userId: userOf(facility, 'operator'),
    };
    await tellQualification(db, { ...told, at: at(who === 'renard' ? -24 : -640, 9), recognisedAt: at(-620, 11) });
  }
  // What is older than a week has been read.
  await db('notices')
    .whereIn('case_id', db('cases').where({ slug }).select('id'))
    .where('created_at', '<', instant(now - 7 * 86_400_000))
    .update({ read_at: db.ref('created_at') });
  await workOutWaits(db, now);
}

async function decide(
  db: Database,
  caseId: string,
  isListed: boolean,
  outcome: Outcome,
  at: (day: number, hour: number) => Instant,
): Promise<void> {
  const agent = { role: 'aes-referent' as const, userId: stableId('user aes-referent'), acr: 450 };
  const token = stableId(`training decision ${caseId}`);
  if ('recognise' in outcome)
    await recordAct(db, process, caseId, {
      action: 'recognise',
      facts: isListed ? { list: true } : {},
      token,
      actor: isListed ? { role: 'procedure', userId: null } : agent,
      at: at(outcome.recognise, 11),
    });
  else if ('refuse' in outcome)
    await recordAct(db, process, caseId, {
      action: 'refuse',
      facts: { motive: outcome.motive },
      content: outcome.reason ? { reason: outcome.reason } : null,
      token,
      actor: agent,
      at: at(outcome.refuse, 11),
    });
  else
    await recordAct(db, process, caseId, {
      action: 'ask-information',
      facts: {},
      content: { text: outcome.question },
      token,
      actor: agent,
      at: at(outcome.ask, 11),
    });
}

/** Everybody is qualified but Alice, whose title is being looked at, and Hugo Petit, who has none. */
async function tellQualification(
  db: Database,
  told: { who: string; name: string; place: Place; userId: string; at: Instant; recognisedAt: Instant },
): Promise<void> {
  const { who, name, place, userId, at, recognisedAt } = told;
  const caseId = stableId(`training qualification ${who}`);
  const obtainedOn = '2021-06-30';
  await openCase(db, process, {
    caseId,
    token: stableId(`training qualification token ${who}`),
    subject: {
      kind: 'collaboration',
      id: collaborationId(who),
      organisingBodyId: place.organising_body_id,
      facilityId: place.id,
      name,
    },
    kind: 'qualification',
    action: 'submit',
    facts: { kind: 'qualification', title: 'educator', obtainedOn },
    content: {},
    actor: { role: 'operator', userId, onBehalfOf: place.organising_body_id, acr: 450 },
    at,
  });
  await db('training_qualifications').insert({
    case_id: caseId,
    collaboration_id: collaborationId(who),
    organising_body_id: place.organising_body_id,
    facility_id: place.id,
    title: 'educator',
    obtained_on: obtainedOn,
    entered_at: instant(at),
    status: 'waiting',
  });
  if (who !== 'renard')
    await recordAct(db, process, caseId, {
      action: 'recognise',
      facts: {},
      token: stableId(`training qualification decision ${who}`),
      actor: { role: 'aes-referent', userId: stableId('user aes-referent'), acr: 450 },
      at: recognisedAt,
    });
}
