/** « Encoder un module »: for one person or several at once; each gets a line of their own, all of them or none. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { newToken } from '../../db/record-act.ts';
import { findOrganisations, type Listed } from '../../db/training/lists.ts';
import { listTrainees, type Trainee } from '../../db/training/people.ts';
import { ListsChanged } from '../../db/training/chosen.ts';
import { Duplicate } from '../../db/training/duplicates.ts';
import type { StoredFile } from '../../db/training/sending.ts';
import { submitLines } from '../../db/training/submit.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { hintsOf } from '../../domain/training-hints.ts';
import { slug } from '../../workflows/training-recognition/contract.ts';
import { confirmField, doubtsShown, unconfirmed, withoutConfirmation } from '../cases/act-form.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { id, several, token } from '../forms/envelope.ts';
import { errorLinks, faultsIn, isFaulty, withTyped, type Faults } from '../forms/form.ts';
import { wordsIn } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { Problem } from '../problems.ts';
import { certificateField, certificateInput, forgetCertificate, receiveCertificate } from './certificate.ts';
import {
  hintInWords,
  lineInputs,
  lineNames,
  lineShape,
  listsChangedFaults,
  offerLists,
  resolveLine,
  type Offered,
} from './line-form.ts';
import { listPath, newPath } from './paths.ts';

const noPerson = 'Choisissez au moins une personne';
const Form = z.strictObject({ ...lineShape, people: several(id, noPerson), then: z.literal('search').optional() });
const Search = z.object({ then: z.literal('search') });

export function encodeRoutes(deps: Dependencies): Router {
  const router = Router();
  router.get(newPath, async (req, res) => {
    const trainees = await traineesOf(deps, res);
    const asked = trainees.find(({ collaborationId }) => collaborationId === req.query.person);
    show(deps, req, res, { trainees, typed: asked ? { people: asked.collaborationId } : {} });
  });
  router.post(newPath, (req, res) => send(deps, req, res));
  router.get(`${listPath}/organisations`, async (req, res) => {
    const typed = wordsIn(req.query.q) ?? '';
    const found = typed ? await findOrganisations(deps.db, typed, dayOf(deps.now())) : [];
    const exact = found.some(({ same }) => same);
    const near = found.map(({ name }) => name);
    res.json({
      names: near,
      hints: exact ? [] : hintsOf(typed, wordsIn(req.query.module) ?? '', near).map((hint) => hintInWords(hint, typed)),
    });
  });
  return router;
}

const traineesOf = ({ db, now }: Dependencies, res: Response): Promise<Trainee[]> =>
  listTrainees(db, getViewer(res).ability, dayOf(now()));

interface Shown {
  trainees: readonly Trainee[];
  typed: Readonly<Record<string, unknown>>;
  token?: string;
  faults?: Faults;
  offered?: Offered;
  certificate?: StoredFile | null;
}

async function send(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { token: sent, ...fields } = (req.body ?? {}) as Record<string, unknown>;
  const named = token.safeParse(sent);
  if (!named.success) throw new Problem(422, 'form');
  const today = dayOf(deps.now());
  const trainees = await traineesOf(deps, res);
  const { certificate, faults: ofFile } = await receiveCertificate(deps, req, res, named.data);
  const typed = withoutConfirmation(fields);
  const shown = { trainees, typed, token: named.data, certificate };
  if (Search.safeParse(typed).success) {
    res.locals.isRefused = true;
    show(deps, req, res, { ...shown, faults: ofFile, offered: await offerLists(deps.db, typed, today) });
    return;
  }
  const read = Form.safeParse(typed);
  if (!read.success) {
    show(deps, req, res, { ...shown, faults: { ...faultsIn(read.error), ...ofFile } });
    return;
  }
  const people = new Set(read.data.people);
  const theirs = trainees.filter(({ collaborationId }) => people.has(collaborationId));
  const line = await resolveLine(deps.db, read.data, today, certificate !== null);
  const wrong: Faults = {
    ...line.faults,
    ...(theirs.length < people.size ? { people: "Une de ces personnes n'est pas dans votre équipe aujourd'hui" } : {}),
    ...ofFile,
  };
  const faults = isFaulty(wrong) ? wrong : unconfirmed(line.doubts, fields);
  if (isFaulty(faults)) {
    show(deps, req, res, { ...shown, faults, offered: line.offered });
    return;
  }
  try {
    const done = await submitLines(deps.db, {
      viewer: getViewer(res),
      token: named.data,
      certificate,
      at: deps.now(),
      trainees: theirs,
      followed: line.followed,
      names: line.names,
    });
    for (const { caseId, reference } of done.cases) deps.bell.ring(slug, caseId, reference);
    forgetCertificate(req, named.data);
    leaveFlash(req, { kind: 'done', text: doneText(theirs.length, done.recognised) });
    res.redirect(303, listPath);
  } catch (error) {
    if (error instanceof ListsChanged) {
      show(deps, req, res, { ...shown, faults: listsChangedFaults(error) });
      return;
    }
    if (!(error instanceof Duplicate)) throw error;
    const twice = theirs.filter(({ collaborationId }) => error.collaborationIds.includes(collaborationId));
    show(deps, req, res, {
      ...shown,
      faults: { people: twiceText(twice, line.followed.fromOn) },
      offered: line.offered,
    });
  }
}

const doneText = (people: number, recognised: boolean): string => {
  const [encoded, wait] =
    people === 1
      ? ['La ligne est encodée', 'Elle attend']
      : [`${String(people)} lignes sont encodées, une par personne`, 'Elles attendent'];
  return recognised
    ? `${encoded}. L'organisme et le module sont dans la liste : les heures sont reconnues.`
    : `${encoded}. ${wait} la décision de l'ONE ; vous en serez averti·e dans le courriel du jour.`;
};

export const twiceText = (people: readonly Trainee[], fromOn: string): string =>
  `${people.map(({ firstName, familyName }) => `${firstName} ${familyName}`).join(', ')} : ce module est déjà encodé au ${formatShortDate(fromOn)}`;

function show(
  deps: Dependencies,
  req: Request,
  res: Response,
  { trainees, typed, token: name = newToken(), faults = {}, offered = none, certificate = null }: Shown,
): void {
  if (isFaulty(faults)) res.status(faultStatusOf(res));
  const { organisation, module, rest } = lineInputs(offered, typed, faults);
  renderPage(deps, req, res, 'training-recognition/line', {
    title: 'Encoder un module',
    line: 'Une ligne par personne ; les heures comptent dès que le module est reconnu.',
    back: { href: listPath, label: 'à la formation continue' },
    scripts: ['scripts/files.js', 'scripts/training.js'],
    drafted: newPath,
    action: newPath,
    token: name,
    isEmpty: trainees.length === 0,
    people: withTyped(
      {
        partial: 'field-checkboxes',
        name: 'people',
        label: 'Qui a suivi ce module ?',
        required: true,
        options: trainees.map((one) => ({
          value: one.collaborationId,
          text: `${one.familyName} ${one.firstName}`,
          hint: one.facilityName,
        })),
      },
      typed,
      faults,
    ),
    organisation,
    module,
    rest,
    certificate: certificateInput(certificate, {
      required: false,
      error: faults[certificateField],
      hint: 'Obligatoire avec « Autre ». ',
    }),
    doubts: doubtsShown(faults),
    errors: errorLinks(faults, ['people', ...lineNames, confirmField]),
    buttons: [
      { label: "Envoyer à l'ONE", kind: 'go' },
      { label: 'Annuler', kind: 'link', href: listPath },
    ],
  });
}
const none: Offered = { organisations: [] as Listed[], modules: [] as Listed[] };
