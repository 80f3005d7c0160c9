/**
 * Adding a person by their national number (Guide Pro.ONE 2023, 11.3.2). The number is typed once; from then on it is sealed in the session.
 * Up to the last click the pages say the same of a number that nobody has and of one that somebody else has.
 */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { addToTeam, findKnownPerson } from '../../db/team/add-person.ts';
import { findTryLimits } from '../../db/team/find-team.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { findBirthDay, parseNationalNumber, type NationalNumberRefusal } from '../../domain/national-number.ts';
import { openNationalNumber, sealNationalNumber } from '../../domain/sealed-number.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { dateInput, requiredDay, requiredLine } from '../forms/inputs.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { tooMany } from '../problems.ts';
import { createCounter } from '../sign-in/throttle.ts';
import { getBody, type TeamBody } from './bodies.ts';
import { noNumberIn } from './identification.ts';
import { listServices } from '../../db/team/list-members.ts';

const path = '/pro/team/new';
const [hour, lifetime] = [3_600, 30 * 60_000];
const missing = 'Encodez le numéro de registre national';

const nissWords: Readonly<Record<NationalNumberRefusal, string>> = {
  empty: missing,
  characters: 'Un numéro de registre national ne contient que des chiffres',
  length: 'Un numéro de registre national compte 11 chiffres',
  check: "Ce numéro n'existe pas : vérifiez chaque chiffre",
  sequence: "Ce numéro n'existe pas : vérifiez chaque chiffre",
  date: "Ce numéro n'existe pas : vérifiez chaque chiffre",
};
const NissForm = z.strictObject({ body: id, niss: requiredLine(missing, 40) });
const NameForm = z.strictObject({ familyName: requiredLine('Écrivez le nom de famille', 60) });
const place = id.catch('').refine((value) => value !== '', "Choisissez le milieu d'accueil");
const CreateForm = z.strictObject({
  firstName: requiredLine('Écrivez le prénom', 60),
  familyName: requiredLine('Écrivez le nom', 60),
  bornOn: requiredDay('Encodez la date de naissance'),
  facilityId: place.optional(),
});
const UseForm = z.strictObject({ facilityId: place.optional() });

const nameInput: Input = {
  partial: 'field-text',
  name: 'familyName',
  label: 'Nom',
  required: true,
  autocomplete: 'off',
};
const createInputs: Input[] = [
  { partial: 'field-text', name: 'firstName', label: 'Prénom', required: true, autocomplete: 'off' },
  nameInput,
  dateInput('bornOn', 'Date de naissance', {
    hint: 'Déduite du NISS quand elle y est. Vérifiez-la : un NISS ne commence pas toujours par la date de naissance.',
  }),
];
/** Whatever is wrong, this is what is said. */
const generic =
  'Cette personne ne peut pas être ajoutée avec ces données. Vérifiez le numéro de registre national et le nom, puis recommencez. Si le message revient, écrivez au helpdesk : une faute a peut-être été encodée auparavant.';

interface Pending {
  niss: string;
  body: TeamBody;
  familyName: string | undefined;
}

export function addRoutes(deps: Dependencies): Router {
  const { db, now, config } = deps;
  const [perUser, perBody] = [createCounter(deps, 'niss-user', hour), createCounter(deps, 'niss-body', hour)];
  const router = Router();
  router.use(path, (_req, res, next) => {
    getBody(res, undefined);
    next();
  });

  /** @throws Problem 429 once too many numbers were tried by the person, or for the body */
  async function countTry(res: Response, body: TeamBody): Promise<void> {
    const [byUser, byBody, limits] = await Promise.all([
      perUser(getViewer(res).userId, 1),
      perBody(body.id, 1),
      findTryLimits(db, dayOf(now())),
    ]);
    if (byUser > limits.perUser || byBody > limits.perBody) throw tooMany(hour);
  }
  function findPending(req: Request, res: Response): Pending | undefined {
    const { addition } = req.session;
    if (!addition || now() - addition.at > lifetime) return undefined;
    const { userId } = getViewer(res);
    const niss = openNationalNumber(Buffer.from(addition.sealed, 'base64'), config.nissKey, userId);
    return niss === undefined
      ? undefined
      : { niss, body: getBody(res, addition.body).body, familyName: addition.familyName };
  }
  const restart = (res: Response): void => {
    res.redirect(303, path);
  };

  router.get(path, (req, res) => {
    showNiss(deps, req, res, req.query.body);
  });
  router.post(path, (req, res) => {
    const form = NissForm.safeParse(req.body ?? {});
    const { body } = getBody(res, (req.body as { body?: unknown } | undefined)?.body);
    const read = form.success ? parseNationalNumber(form.data.niss, dayOf(now())) : undefined;
    if (!form.success || !read?.ok) {
      res.status(422);
      showNiss(
        deps,
        req,
        res,
        body.id,
        form.success ? { niss: nissWords[read!.ok ? 'check' : read!.reason] } : faultsIn(form.error),
      );
      return;
    }
    const sealed = sealNationalNumber(read.value, config.nissKey, getViewer(res).userId);
    req.session.addition = { sealed: sealed.toString('base64'), body: body.id, at: now() };
    res.redirect(303, `${path}/name`);
  });

  router.get(`${path}/name`, (req, res) => {
    const pending = findPending(req, res);
    if (!pending) restart(res);
    else showStep(deps, req, res, pending, nameStep(pending.familyName ?? ''));
  });
  router.post(`${path}/name`, (req, res) => {
    const pending = findPending(req, res);
    if (!pending) {
      restart(res);
      return;
    }
    const form = NameForm.safeParse(req.body ?? {});
    if (!form.success) {
      res.status(422);
      showStep(deps, req, res, pending, nameStep(typedIn(req).familyName, faultsIn(form.error)));
      return;
    }
    req.session.addition = { ...req.session.addition!, familyName: form.data.familyName };
    res.redirect(303, `${path}/person`);
  });

  router.get(`${path}/person`, async (req, res) => {
    const pending = findPending(req, res);
    if (pending?.familyName === undefined) restart(res);
    else {
      await countTry(res, pending.body);
      await showPerson(deps, req, res, pending);
    }
  });
  router.post(`${path}/use`, (req, res) => take(req, res, UseForm));
  router.post(`${path}/person`, (req, res) => take(req, res, CreateForm));

  async function take(req: Request, res: Response, schema: typeof UseForm | typeof CreateForm): Promise<void> {
    const pending = findPending(req, res);
    if (pending?.familyName === undefined) {
      restart(res);
      return;
    }
    // A form that is wrong shows whether the person is known as well as one that is right.
    await countTry(res, pending.body);
    const viewer = getViewer(res);
    const form = schema.safeParse(req.body ?? {});
    const places = await placesOf(deps, res, pending.body);
    const faults: Faults = form.success ? faultsOf(form.data, places, dayOf(now())) : faultsIn(form.error);
    if (!form.success || isFaulty(faults)) {
      res.status(422);
      await showPerson(deps, req, res, pending, faults);
      return;
    }
    const data = form.data as Partial<z.infer<typeof CreateForm>>;
    const added = await addToTeam(db, config, {
      niss: pending.niss,
      familyName: data.familyName ?? pending.familyName,
      ...(data.firstName && data.bornOn ? { made: { firstName: data.firstName, bornOn: data.bornOn } } : {}),
      organisingBodyId: pending.body.id,
      facilityId: pending.body.facilityIds === undefined ? undefined : (data.facilityId ?? places[0]?.id),
      viewer,
      at: now(),
    });
    if (added.outcome === 'refused') {
      res.status(422);
      await showPerson(deps, req, res, pending, { form: generic });
      return;
    }
    delete req.session.addition;
    leaveFlash(req, {
      kind: 'done',
      text:
        added.outcome === 'added'
          ? `${added.name} fait partie de votre équipe. Encodez maintenant son contrat.`
          : `${added.name} fait déjà partie de votre équipe : voici sa fiche.`,
    });
    const open = added.contractId ?? (added.outcome === 'added' ? 'new' : undefined);
    res.redirect(303, `/pro/team/${added.id}${open ? `?edit=contracts.${open}#contracts` : ''}`);
  }

  for (const [name, to] of [
    ['restart', path],
    ['abandon', '/pro/team'],
  ] as const)
    router.post(`${path}/${name}`, (req, res) => {
      const body = req.session.addition?.body;
      delete req.session.addition;
      res.redirect(303, body ? `${to}?body=${body}` : to);
    });
  return router;
}

const typedIn = (req: Request): Record<string, string | undefined> => (req.body ?? {}) as Record<string, string>;

/** Where the person works: asked of who sees only some places of the body. */
async function placesOf(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  res: Response,
  body: TeamBody,
): Promise<{ id: string; name: string }[]> {
  if (body.facilityIds === undefined) return [];
  return listServices(db, { organisingBodyId: body.id, ability: getViewer(res).ability, today: dayOf(now()) });
}

function faultsOf(
  data: z.infer<typeof UseForm> | z.infer<typeof CreateForm>,
  places: readonly { id: string }[],
  today: Day,
): Faults {
  const wrongPlace =
    data.facilityId === undefined ? places.length > 1 : !places.some(({ id: one }) => one === data.facilityId);
  return {
    ...(wrongPlace ? { facilityId: "Choisissez le milieu d'accueil" } : {}),
    ...('firstName' in data && !noNumberIn(data.firstName)
      ? { firstName: 'Un prénom ne contient pas de chiffres' }
      : {}),
    ...('familyName' in data && !noNumberIn(data.familyName)
      ? { familyName: 'Un nom ne contient pas de chiffres' }
      : {}),
    ...('bornOn' in data && (data.bornOn > today || data.bornOn < '1900-01-01')
      ? { bornOn: "Vérifiez l'année de naissance" }
      : {}),
  };
}

function showNiss(deps: Dependencies, req: Request, res: Response, asked: unknown, faults: Faults = {}): void {
  const { body, bodies } = getBody(res, asked);
  // What was typed is not shown again: it stands in no page.
  const inputs: Input[] = [
    {
      partial: 'field-text',
      name: 'niss',
      label: 'Numéro de registre national (NISS)',
      required: true,
      inputmode: 'numeric',
      autocomplete: 'off',
      hint: 'Onze chiffres, avec ou sans points et tirets. Il ne sera montré à personne.',
      error: faults.niss,
    },
  ];
  renderPage(deps, req, res, 'team/new', {
    title: 'Nouvelle personne',
    back: { href: `/pro/team?body=${body.id}`, label: 'à Mon Équipe' },
    line: bodies.length > 1 ? body.name : undefined,
    step: { action: path, body: body.id, fields: inputs, button: 'Continuer' },
    errors: errorLinks(faults, ['niss']),
  });
}

interface Step {
  action: string;
  intro: string;
  fields: Input[];
  button: string;
  faults?: Faults;
  rows?: { label: string; value: string }[];
  refused?: boolean;
}
const nameStep = (value: string | undefined, faults: Faults = {}): Step => ({
  action: `${path}/name`,
  intro: 'Veuillez encoder le nom de famille.',
  fields: [withTyped(nameInput, { familyName: value }, faults)],
  button: 'Continuer',
  faults,
});

async function showPerson(
  deps: Dependencies,
  req: Request,
  res: Response,
  pending: Pending,
  faults: Faults = {},
): Promise<void> {
  const familyName = pending.familyName ?? '';
  const [known, places] = await Promise.all([
    findKnownPerson(deps.db, deps.config, { niss: pending.niss, familyName }),
    placesOf(deps, res, pending.body),
  ]);
  const whereInputs: Input[] =
    places.length > 1
      ? [
          {
            partial: 'field-select',
            name: 'facilityId',
            label: "Milieu d'accueil où la personne travaille",
            required: true,
            options: places.map(({ id: value, name: text }) => ({ value, text })),
          },
        ]
      : [];
  const typed = { familyName, bornOn: findBirthDay(pending.niss) ?? '', ...typedIn(req) };
  const draw = (inputs: Input[]): Input[] => inputs.map((input) => withTyped(input, typed, faults));
  showStep(
    deps,
    req,
    res,
    pending,
    known
      ? {
          action: `${path}/use`,
          intro: "La personne est connue de l'ONE : le numéro et le nom correspondent.",
          rows: [{ label: 'Prénom et nom', value: `${known.firstName} ${known.familyName}` }],
          fields: draw(whereInputs),
          button: 'Utiliser cette personne',
          faults,
        }
      : {
          action: `${path}/person`,
          intro: "La personne n'est pas encore connue à l'ONE sous ce numéro et ce nom.",
          fields: draw([...createInputs, ...whereInputs]),
          button: 'Créer cette personne',
          faults,
          refused: faults.form !== undefined,
        },
  );
}

function showStep(deps: Dependencies, req: Request, res: Response, { body }: Pending, step: Step): void {
  const { faults = {} } = step;
  renderPage(deps, req, res, 'team/new', {
    title: 'Nouvelle personne',
    back: { href: `/pro/team?body=${body.id}`, label: 'à Mon Équipe' },
    chosen: true,
    step,
    errors: errorLinks(faults, idsOf(step.fields)),
    restart: `${path}/restart`,
    abandon: `${path}/abandon`,
    helpHref: step.refused ? '/pro/correction' : undefined,
  });
}

declare module 'express-session' {
  interface SessionData {
    /** The person who is being added: the number under a key that is not in the database, for the user of this session alone. */
    addition: { sealed: string; body: string; familyName?: string; at: number };
  }
}
