/** The pages on which a person is added: the number, the name, then who is used or made. */
import type { Request, Response } from 'express';
import { findKnownPerson } from '../../db/team/add-person.ts';
import { listServices } from '../../db/team/list-members.ts';
import { dayOf } from '../../domain/calendar.ts';
import { findBirthDay } from '../../domain/national-number.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { errorLinks, idsOf, withTyped, type Faults, type Input } from '../forms/form.ts';
import { dateInput } from '../forms/inputs.ts';
import { renderPage } from '../page.ts';
import { getBody, type TeamBody } from './bodies.ts';

/** Where the steps stand. */
export const path = '/pro/team/new';

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
/** The person who is being added, as far as one has come. */
export interface Pending {
  niss: string;
  body: TeamBody;
  familyName: string | undefined;
}

/** What the form has sent. */
export const typedIn = (req: Request): Record<string, string | undefined> => (req.body ?? {}) as Record<string, string>;

/** Where the person works: asked of who sees only some places of the body. */
export async function placesOf(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  res: Response,
  body: TeamBody,
): Promise<{ id: string; name: string }[]> {
  if (body.facilityIds === undefined) return [];
  return listServices(db, { organisingBodyId: body.id, ability: getViewer(res).ability, today: dayOf(now()) });
}

/** Asks for the number. @param asked the body in whose team the person is added */
export function showNiss(deps: Dependencies, req: Request, res: Response, asked: unknown, faults: Faults = {}): void {
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
/** Asks for the family name. */
export const nameStep = (value: string | undefined, faults: Faults = {}): Step => ({
  action: `${path}/name`,
  intro: 'Veuillez encoder le nom de famille.',
  fields: [withTyped(nameInput, { familyName: value }, faults)],
  button: 'Continuer',
  faults,
});

/** Whom the number and the name give, or the fields of somebody new. */
export async function showPerson(
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

/** One step, with the ways to begin again and to give up. */
export function showStep(deps: Dependencies, req: Request, res: Response, { body }: Pending, step: Step): void {
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
