/** The calls of the demonstration: « Cigogne +5200 », open, with three files; an earlier one, closed, examined in part. */
import { Readable } from 'node:stream';
import { dayOf, endOfDay, hourOn, type Instant } from '../../../../domain/calendar.ts';
import { process } from '../../../../workflows/project-call/process.ts';
import type { CaseState, Role } from '../../../../workflows/procedure.ts';
import type { BlobStore } from '../../../blob-store.ts';
import { instant, type Database } from '../../../connect.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { saveDocument } from '../../../save-document.ts';
import { makePdf } from '../pdf.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { stories } from './files.ts';

const kinds = ['subsidised-creche', 'creche'];
const description = (places: string): string =>
  `L'ONE invite les pouvoirs organisateurs de crèches à déposer des projets de création de places d'accueil pour les enfants de 0 à 3 ans, dans le cadre du plan Cigogne.

${places}

Peuvent répondre : les crèches subventionnées et les crèches non subventionnées qui demandent des places subventionnées. Un dossier se dépose par milieu d'accueil ; plusieurs milieux d'un même pouvoir organisateur peuvent répondre.

Les dossiers sont appréciés d'après les besoins de la commune, l'accessibilité de l'accueil, la maturité du projet et son budget. Un dossier incomplet n'est pas retenu. (Texte de démonstration.)`;

/** @param userOf whoever acts in a role for a facility */
export async function tellCalls(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  { times, now, userOf }: { times: Times; now: Instant; userOf: (facility: string, role: Role) => string },
): Promise<void> {
  const minute = 60_000;
  const calls = {
    open: {
      title: 'Cigogne +5200',
      text: '5 200 places sont à créer ; cet appel porte sur les ouvertures de 2027 à 2030.',
      opens: hourOn(times.day(-21), '09:00'),
      closes: hourOn(times.day(18), '23:59') + minute,
    },
    closed: {
      title: 'Cigogne +5200, premier appel',
      text: 'Premier appel du plan, pour des ouvertures rapides dans des locaux existants.',
      opens: hourOn(times.day(-90), '09:00'),
      closes: hourOn(times.day(-45), '23:59') + minute,
    },
  } as const;
  for (const [key, { title, text, opens, closes }] of Object.entries(calls)) {
    const stored = await blobs?.put(
      Readable.from([makePdf("Règlement de l'appel", [title, '', text, '', 'Document de démonstration.'])]),
    );
    await db('project_calls').insert({
      id: stableId(`project call ${key}`),
      title,
      description: description(text),
      kinds,
      opens_at: instant(opens),
      closes_at: instant(closes),
      written_by: stableId('user supervisor'),
      written_at: instant(opens - 5 * 24 * 60 * minute),
      published_by: stableId('user supervisor'),
      published_at: instant(opens - 4 * 24 * 60 * minute),
      ...(stored
        ? {
            rules_name: 'reglement-appel-a-projets.pdf',
            rules_size: stored.size,
            rules_digest: Buffer.from(stored.digest, 'hex'),
          }
        : {}),
    });
  }
  for (const { call: key, facility, day, hour, project, opinion } of stories) {
    const call = stableId(`project call ${key}`);
    const { closes } = calls[key];
    const facilityId = stableId(`facility ${facility}`);
    const caseId = stableId(`project file ${facility}`);
    const by = userOf(facility, 'operator');
    const at = Math.min(hourOn(times.day(day), hour), now - minute);
    const { organising_body_id: body, administration } = (await db('facilities')
      .where({ id: facilityId })
      .first('organising_body_id', 'administration')) as { organising_body_id: string; administration: string };
    await openCase(db, process, {
      caseId,
      subject: { kind: 'facility', id: facilityId },
      kind: 'places',
      action: 'deposit',
      token: stableId(`project file ${facility} deposit`),
      facts: { call, closesOn: dayOf(closes - 1), places: project.places },
      content: { call, ...project },
      actor: { role: 'operator', userId: by, onBehalfOf: body, acr: 450 },
      at,
    });
    if (blobs) {
      const stored = await blobs.put(
        Readable.from([makePdf('Description du projet', [project.municipality, '', 'Document de démonstration.'])]),
      );
      await saveDocument(db, {
        ...{ caseId, actNumber: 1, organisingBodyId: body, facilityId, administration },
        ...stored,
        slot: 'project-description',
        origin: 'operator',
        name: 'description-du-projet.pdf',
        mediaType: 'application/pdf',
        uploadedBy: by,
        at,
      });
    }
    if (key === 'open') continue;
    await closeFile(db, caseId, endOfDay(dayOf(closes - 1)));
    if (!opinion) continue;
    const { day: on, complete, selected, ...words } = opinion;
    await recordAct(db, process, caseId, {
      action: 'give-opinion',
      token: stableId(`project file ${facility} opinion`),
      facts: { complete, selected },
      content: words,
      actor: { role: 'asr-manager', userId: userOf(facility, 'asr-manager'), acr: 450 },
      at: hourOn(times.officeDay(on), '10:20'),
    });
  }
}

/** What the clock does when the day of the closing is over. */
export async function closeFile(db: Database, caseId: string, at: Instant): Promise<void> {
  const { state } = (await db('cases').where({ id: caseId }).first('state')) as { state: CaseState };
  const deadline = state.deadlines.find(({ act }) => act === 'close-call');
  if (!deadline) throw new Error(`${caseId} waits for no closing`);
  await recordAct(db, process, caseId, {
    action: 'close-call',
    facts: {},
    token: deadline.id,
    deadline: deadline.id,
    actor: { role: 'clock', userId: null },
    at,
  });
}
