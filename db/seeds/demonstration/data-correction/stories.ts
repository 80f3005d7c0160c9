/** The corrections of the demonstration: one for the helpdesk, one for a referent, one to complete, one refused. */
import { Readable } from 'node:stream';
import { isWorkingDay, startOfDay, type Instant } from '../../../../domain/calendar.ts';
import type { Kind, RefusalMotive } from '../../../../workflows/data-correction/contract.ts';
import { process } from '../../../../workflows/data-correction/process.ts';
import { deskOf } from '../../../../workflows/data-correction/whose.ts';
import type { Role } from '../../../../workflows/procedure.ts';
import type { BlobStore } from '../../../blob-store.ts';
import type { Database } from '../../../connect.ts';
import { findDatum } from '../../../data-correction/data.ts';
import { openCase, recordAct } from '../../../record-act.ts';
import { saveDocument } from '../../../save-document.ts';
import { makePdf } from '../pdf.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';

interface Story {
  facility: string;
  kind: Exclude<Kind, 'seat' | 'facility-type' | 'body-type'>;
  day: number;
  wanted: { value: string; text: string };
  reason: string;
  proof: string;
  answer?: { action: 'refuse' | 'ask-complement'; day: number; motive?: RefusalMotive; reason: string };
}
const stories: readonly Story[] = [
  {
    facility: 'delvaux',
    kind: 'facility-name',
    day: -4,
    wanted: { value: 'Émilie Delvaux – La Petite Ourse', text: 'Émilie Delvaux – La Petite Ourse' },
    reason: 'Les parents connaissent le lieu sous ce nom, qui figure dans la décision.',
    proof: 'decision-autorisation.pdf',
  },
  {
    facility: 'parc',
    kind: 'facility-name',
    day: -2,
    wanted: { value: 'Crèche du Parc Léopold', text: 'Crèche du Parc Léopold' },
    reason: 'Le nom a été raccourci quand le dossier a été repris ; celui des statuts est plus long.',
    proof: 'statuts-coordonnes.pdf',
  },
  {
    facility: 'clair-matin',
    kind: 'authorised-on',
    day: -15,
    wanted: { value: '2017-09-01', text: '1er septembre 2017' },
    reason: "Nous avons ouvert le premier septembre, pas à la date de l'arrêté.",
    proof: 'courrier-2017.pdf',
    answer: {
      action: 'ask-complement',
      day: -9,
      reason: "Le courrier joint n'est pas signé : avez-vous la première décision d'autorisation ?",
    },
  },
  {
    facility: 'chenes',
    kind: 'facility-name',
    day: -60,
    wanted: { value: 'Les Petits Chênes', text: 'Les Petits Chênes' },
    reason: 'Le mot « crèche » est déjà dans le type.',
    proof: 'statuts.pdf',
    answer: {
      action: 'refuse',
      day: -52,
      motive: 'right-as-it-is',
      reason: "Le nom est celui de la décision d'autorisation : il ne change pas avec le type.",
    },
  },
];

/** @param userOf whoever acts in a role for a facility */
export async function tellCorrections(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  { times, now, userOf }: { times: Times; now: Instant; userOf: (facility: string, role: Role) => string },
): Promise<void> {
  for (const { facility: key, kind, day, wanted, reason, proof, answer } of stories) {
    const facility = (await db('facilities')
      .where({ id: stableId(`facility ${key}`) })
      .first('id', 'name', 'kind', 'home', 'organising_body_id', 'administration')) as Facility;
    const { id: facilityId, organising_body_id: organisingBodyId, administration, home } = facility;
    const by = userOf(key, 'operator');
    const at = hourOf(times, day, '16:20', now);
    const caseId = stableId(`correction ${key} ${kind}`);
    const desk = deskOf(kind, { home, afterSchool: facility.kind.startsWith('after-school') });
    const value = await findDatum(db, { kind, subjectId: facilityId });
    await openCase(db, process, {
      caseId,
      subject: { kind: 'facility', id: facilityId },
      kind,
      action: 'ask',
      token: stableId(`correction ${key} ${kind} ask`),
      facts: { kind, desk },
      content: { current: { value, text: value }, wanted, reason },
      actor: { role: 'operator', userId: by, onBehalfOf: organisingBodyId, acr: 450 },
      at,
    });
    if (blobs) {
      const stored = await blobs.put(
        Readable.from([makePdf('Pièce justificative', [facility.name, '', 'Document de démonstration.'])]),
      );
      await saveDocument(db, {
        ...{ caseId, actNumber: 1, organisingBodyId, facilityId, administration },
        ...stored,
        slot: 'proof',
        origin: 'operator',
        name: proof,
        mediaType: 'application/pdf',
        uploadedBy: by,
        at,
      });
    }
    if (!answer) continue;
    await recordAct(db, process, caseId, {
      action: answer.action,
      token: stableId(`correction ${key} ${kind} ${answer.action}`),
      facts: answer.motive ? { motive: answer.motive } : {},
      content: { reason: answer.reason },
      actor: { role: desk, userId: userOf(key, desk), acr: 450 },
      at: hourOf(times, answer.day, '10:05', now),
    });
  }
}

interface Facility {
  id: string;
  name: string;
  kind: string;
  home: boolean;
  organising_body_id: string;
  administration: string;
}

/** That hour of the day, or of the working day before it. */
function hourOf(times: Times, offset: number, time: string, now: Instant): Instant {
  let on = offset;
  while (!isWorkingDay(times.day(on))) on -= 1;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Math.min(startOfDay(times.day(on)) + (hours * 60 + minutes) * 60_000, now - 60_000);
}
