/** « Demander une qualification »: the title that a person has, with its certificate; a referent looks at it. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { newToken } from '../../db/record-act.ts';
import { listTrainees, type Trainee } from '../../db/training/people.ts';
import { submitQualification } from '../../db/training/qualification.ts';
import type { StoredFile } from '../../db/training/sending.ts';
import { dayOf } from '../../domain/calendar.ts';
import { elided } from '../../domain/elision.ts';
import { slug, titles } from '../../workflows/training-recognition/contract.ts';
import { titleWords } from '../../views/training-recognition/words.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { id, token } from '../forms/envelope.ts';
import { errorLinks, faultsIn, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { choice, dateInput, radios, requiredDay } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { Problem } from '../problems.ts';
import { certificateField, certificateInput, forgetCertificate, receiveCertificate } from './certificate.ts';
import { listPath, qualificationPath } from './paths.ts';

const Form = z.strictObject({
  person: z.union([id], 'Choisissez la personne'),
  title: choice('Choisissez le titre', titles),
  obtainedOn: requiredDay("Encodez la date d'obtention"),
});
const inputsFor = (trainees: readonly Trainee[]): Input[] => [
  {
    partial: 'field-select',
    name: 'person',
    label: 'Personne',
    required: true,
    options: trainees.map((one) => ({
      value: one.collaborationId,
      text: `${one.familyName} ${one.firstName}, ${one.facilityName}`,
    })),
  },
  radios(
    'title',
    'Titre',
    titles.map((value) => ({ value, text: titleWords[value] })),
  ),
  dateInput('obtainedOn', 'Obtenu le'),
];

export function qualificationRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(qualificationPath, async (req, res) => {
    const trainees = await traineesOf(deps, res);
    const asked = trainees.find(({ collaborationId }) => collaborationId === req.query.person);
    show(deps, req, res, { trainees, typed: asked ? { person: asked.collaborationId } : {} });
  });
  router.post(qualificationPath, (req, res) => send(deps, req, res));
  return router;
}

const traineesOf = ({ db, now }: Dependencies, res: Response): Promise<Trainee[]> =>
  listTrainees(db, getViewer(res).ability, dayOf(now()));

async function send(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { token: sent, ...typed } = (req.body ?? {}) as Record<string, unknown>;
  const named = token.safeParse(sent);
  if (!named.success) throw new Problem(422, 'form');
  const trainees = await traineesOf(deps, res);
  const { certificate, faults: ofFile } = await receiveCertificate(deps, req, res, named.data);
  const shown = { trainees, typed, token: named.data, certificate };
  const read = Form.safeParse(typed);
  const faults: Faults = {
    ...(read.success ? {} : faultsIn(read.error)),
    ...(certificate ? {} : { [certificateField]: 'Joignez le titre ou son attestation' }),
    ...ofFile,
  };
  const trainee = trainees.find(({ collaborationId }) => collaborationId === read.data?.person);
  if (read.success && !trainee) faults.person = "Cette personne n'est pas dans votre équipe aujourd'hui";
  if (read.success && read.data.obtainedOn > dayOf(deps.now())) faults.obtainedOn = 'Cette date est à venir';
  if (!read.success || !trainee || isFaulty(faults)) {
    show(deps, req, res, { ...shown, faults });
    return;
  }
  const { title, obtainedOn } = read.data;
  const done = await submitQualification(deps.db, {
    viewer: getViewer(res),
    token: named.data,
    certificate,
    at: deps.now(),
    trainee,
    title,
    obtainedOn,
  });
  if (done === 'there-is-one') {
    show(deps, req, res, {
      ...shown,
      faults: { person: 'Une qualification est déjà demandée ou reconnue pour cette personne' },
    });
    return;
  }
  for (const { caseId, reference } of done.cases) deps.bell.ring(slug, caseId, reference);
  forgetCertificate(req, named.data);
  leaveFlash(req, {
    kind: 'done',
    text: `La qualification ${elided('de', trainee.firstName)} ${trainee.familyName} est demandée à l'ONE.`,
  });
  res.redirect(303, listPath);
}

interface Shown {
  trainees: readonly Trainee[];
  typed: Readonly<Record<string, unknown>>;
  token?: string;
  faults?: Faults;
  certificate?: StoredFile | null;
}
function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  { trainees, typed, token: name = newToken(), faults = {}, certificate = null }: Shown,
): void {
  if (isFaulty(faults)) res.status(faultStatusOf(res));
  const inputs = inputsFor(trainees);
  renderPage(deps, req, res, 'training-recognition/qualification', {
    title: 'Demander une qualification',
    line: 'Un titre, ou une formation de base, qui permet de travailler comme responsable de projet ou accueillant·e.',
    back: { href: listPath, label: 'à la formation continue' },
    scripts: ['scripts/files.js'],
    drafted: qualificationPath,
    action: qualificationPath,
    token: name,
    isEmpty: trainees.length === 0,
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    certificate: certificateInput(certificate, { required: true, error: faults[certificateField] }),
    errors: errorLinks(faults, ['person', 'title', 'obtainedOn', certificateField]),
    buttons: [
      { label: "Envoyer à l'ONE", kind: 'go' },
      { label: 'Annuler', kind: 'link', href: listPath },
    ],
  });
}
