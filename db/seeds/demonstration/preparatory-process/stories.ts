/** Three projects: one just sent, one whose appointment waits for a date, one that is ready. */
import { Readable } from 'node:stream';
import { addMonths, isWorkingDay, startOfDay, type Day, type Instant } from '../../../../domain/calendar.ts';
import { administrationOf } from '../../../../domain/postcodes.ts';
import type { Opinions } from '../../../../workflows/preparatory-process/contract.ts';
import type { BlobStore } from '../../../blob-store.ts';
import type { Database } from '../../../connect.ts';
import { saveDocument } from '../../../save-document.ts';
import { makePdf } from '../pdf.ts';
import { stableId } from '../stable-id.ts';
import type { Times } from '../times.ts';
import { crecheAnswers, homeAnswers, makeProject, takeStep, type Project } from './make-project.ts';

const coordinator = { role: 'coordinator', userId: stableId('user coordinator-namur') } as const;
const opinions: Opinions = {
  project: 'favourable',
  premises: 'with-reserves',
  capacity: 'favourable',
  staff: 'favourable',
  viability: 'favourable',
};

export async function tellProjects(
  db: Database,
  blobs: Pick<BlobStore, 'put'> | undefined,
  { times, now }: { times: Times; now: Instant },
): Promise<void> {
  const at = (offset: number, hour: number): Instant =>
    Math.min(startOfDay(workingDay(times, offset)) + hour * 3_600_000, now - 60_000);
  const opensOn = addMonths(times.day(0), 9);
  const introduce = async (
    key: string,
    given: Pick<Project, 'kind' | 'answers' | 'at'> & { documents: readonly { slot: string; name: string }[] },
  ) => {
    const { documents: _, ...asked } = given;
    const project = {
      ...asked,
      id: stableId(`project ${key}`),
      bodyId: stableId(`body ${key}`),
      administration: administrationOf(String(given.answers.postcode)) ?? 'namur',
      by: stableId(`user admin-${key}`),
    };
    const caseId = await makeProject(db, project);
    if (blobs)
      for (const document of given.documents)
        await attach(db, blobs, { ...project, ...document, caseId, actNumber: 1, origin: 'operator' });
    return caseId;
  };

  await introduce('simonis', {
    kind: 'home',
    answers: { ...homeAnswers, opensOn },
    documents: [{ slot: 'plan', name: 'plan-rez-de-chaussee.pdf' }],
    at: at(-2, 20),
  });

  const proposed = await introduce('clair-matin', {
    kind: 'creche',
    answers: { ...crecheAnswers, name: 'Les Petits Pas du Chenal', opensOn: addMonths(opensOn, 6) },
    documents: [{ slot: 'plan', name: 'plans-ancienne-ecole.pdf' }],
    at: at(-9, 14),
  });
  await takeStep(db, proposed, {
    ...coordinator,
    action: 'propose-dates',
    facts: {
      type: 'visit',
      slots: [
        { on: workingDay(times, 8), from: '10:00' },
        { on: workingDay(times, 12), from: '13:30' },
      ],
    },
    content: { place: 'Ancienne école, rue du Pont 3, Andenne', text: 'Prenez les plans avec vous, même à la main.' },
    at: at(-5, 11),
  });

  const ready = await introduce('gembloux', {
    kind: 'creche',
    answers: {
      ...crecheAnswers,
      name: 'Crèche communale du Bordia',
      postcode: '5030',
      locality: 'Gembloux',
      street: 'rue des Oies 12',
      occupation: 'owner',
      fireSafety: 'attested',
      idea: 'Une deuxième crèche communale, près de la gare, avec des places réservées aux parents en formation.',
      opensOn: addMonths(times.day(0), 4),
    },
    documents: [
      { slot: 'plan', name: 'plans-bordia.pdf' },
      { slot: 'fire-report', name: 'rapport-zone-de-secours.pdf' },
    ],
    at: at(-96, 10),
  });
  const visited = workingDay(times, -70);
  await takeStep(db, ready, {
    ...coordinator,
    action: 'propose-dates',
    facts: { type: 'visit', slots: [{ on: visited, from: '09:30' }] },
    content: { place: 'Rue des Oies 12, Gembloux' },
    at: at(-90, 9),
  });
  await takeStep(db, ready, {
    role: 'operator',
    userId: stableId('user admin-gembloux'),
    action: 'choose-date',
    facts: { on: visited, from: '09:30' },
    at: at(-86, 16),
  });
  await takeStep(db, ready, {
    ...coordinator,
    action: 'record-report',
    facts: { type: 'visit', heldOn: visited },
    content: {
      present: "L'échevine de l'enfance, l'architecte, la coordination accueil.",
      report:
        "Les deux salles de vie sont claires et de plain-pied. L'espace de change de la seconde est trop éloigné : l'architecte le déplace. La cour sera clôturée avant l'ouverture.",
    },
    at: at(-70, 16),
  });
  await takeStep(db, ready, {
    ...coordinator,
    action: 'give-opinion',
    facts: { opinions },
    content: { premisesText: "La clôture de la cour est à terminer avant l'ouverture." },
    at: at(-58, 11),
  });
  await takeStep(db, ready, {
    ...coordinator,
    action: 'declare-ready',
    content: { text: 'Joignez à votre demande les plans corrigés.' },
    at: at(-54, 15),
  });
  if (!blobs) return;
  for (const letter of [
    { slot: 'letter-receipt', name: 'Accusé de réception de votre projet.pdf', actNumber: 1, at: at(-96, 10) },
    { slot: 'letter-opinion', name: 'Avis sur votre projet.pdf', actNumber: 5, at: at(-58, 11) },
    { slot: 'letter-ready', name: 'Prêt à demander une autorisation.pdf', actNumber: 6, at: at(-54, 15) },
  ])
    await attach(db, blobs, {
      bodyId: stableId('body gembloux'),
      administration: 'namur',
      caseId: ready,
      by: null,
      origin: 'one',
      ...letter,
    });
}

interface Attached extends Pick<Project, 'bodyId' | 'administration' | 'at'> {
  caseId: string;
  actNumber: number;
  slot: string;
  name: string;
  origin: 'operator' | 'one';
  /** Nobody, of a letter. */
  by: string | null;
}
async function attach(db: Database, blobs: Pick<BlobStore, 'put'>, document: Attached): Promise<void> {
  const { bodyId: organisingBodyId, by: uploadedBy, ...rest } = document;
  const stored = await blobs.put(
    Readable.from([makePdf('Document du projet', [document.name, '', 'Document de démonstration.'])]),
  );
  await saveDocument(db, {
    ...rest,
    ...stored,
    organisingBodyId,
    facilityId: null,
    mediaType: 'application/pdf',
    uploadedBy,
  });
}

/** That day, or the working day before it. */
function workingDay(times: Times, offset: number): Day {
  let on = offset;
  while (!isWorkingDay(times.day(on))) on -= 1;
  return times.day(on);
}
