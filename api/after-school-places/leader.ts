/** The « responsable de projet » of a place: encoded, changed, from which day on; chosen from Mon Équipe. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  leaderSection,
  leaderWritten,
  listCandidates,
  listLeaders,
  mayLead,
  type Candidate,
  type Leader,
} from '../../db/after-school/leaders.ts';
import type { FacilityRow } from '../../db/authorisations.ts';
import { findSection, saveSection } from '../../db/sheet-sections.ts';
import { addMonths, dayOf, type Day } from '../../domain/calendar.ts';
import { formatDateTime, formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { emailAddress } from '../forms/email.ts';
import { version } from '../forms/envelope.ts';
import { errorLinks, faultsIn, idsOf, isFaulty, withTyped, type Faults, type Input } from '../forms/form.ts';
import { notAChoice } from '../forms/sentences.ts';
import { dateInput, optionalLine, requiredDay, requiredLine } from '../forms/inputs.ts';
import { phone } from '../forms/numbers.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { Problem } from '../problems.ts';
import { getChangeable, headOf, placePath } from './place.ts';

const schema = z.strictObject({
  person: requiredLine('Choisissez la personne dans votre équipe'),
  fromOn: requiredDay('Écrivez depuis quel jour la personne est responsable'),
  phone: optionalLine(100).pipe(phone('').optional()),
  email: optionalLine(254).pipe(emailAddress('').optional()),
});

interface OpenLeader {
  typed?: Readonly<Record<string, unknown>>;
  faults?: Faults;
  version?: number | undefined;
  elsewhere?: string;
}

export async function showLeader(deps: Dependencies, req: Request, res: Response): Promise<void> {
  await draw(deps, req, res, await getChangeable(deps, req, res), {});
}

/** Those of the team; and who leads the place already, for whoever does not work on the team. */
const choicesOf = (candidates: readonly Candidate[], leaders: readonly Leader[]): { value: string; text: string }[] => {
  const known = new Map(
    candidates.map(({ collaborationId, name, places }) => [collaborationId, `${name} (${places.join(', ')})`]),
  );
  for (const { collaborationId, name } of leaders.slice(0, 1))
    if (!known.has(collaborationId)) known.set(collaborationId, name);
  return [...known].map(([value, text]) => ({ value, text }));
};

async function draw(
  deps: Dependencies,
  req: Request,
  res: Response,
  facility: FacilityRow,
  { typed, faults = {}, version: seen, elsewhere }: OpenLeader,
): Promise<void> {
  const { ability } = getViewer(res);
  const { id, organising_body_id: bodyId } = facility;
  const today = dayOf(deps.now());
  const [head, candidates, section] = await Promise.all([
    headOf(deps, res, facility, 'schedule'),
    listCandidates(deps.db, ability, { bodyId, today }),
    findSection(deps.db, { kind: 'facility', id }, leaderSection),
  ]);
  const { leaders } = head;
  const choices = choicesOf(candidates, leaders);
  const current = leaders.find(({ fromOn }) => fromOn <= today) ?? leaders[0];
  const inputs: Input[] = [
    {
      partial: 'field-select',
      name: 'person',
      label: 'Responsable de projet',
      hint: 'Les personnes de Mon Équipe dont la fonction est « Responsable de projet ».',
      required: true,
      options: choices,
    },
    dateInput('fromOn', 'Depuis le', {
      hint: 'jj/mm/aaaa. Une autre personne commence un autre jour : la précédente reste dans l’historique.',
    }),
    { partial: 'field-text', name: 'phone', label: 'Téléphone', type: 'tel', hint: 'Par exemple 081 23 45 67.' },
    { partial: 'field-text', name: 'email', label: 'Courriel', type: 'email' },
  ];
  const begun = typed ?? {
    person: current?.collaborationId ?? (choices.length === 1 ? choices[0]!.value : ''),
    fromOn: current?.fromOn ?? today,
    phone: current?.phone ?? '',
    email: current?.email ?? '',
  };
  const fields = inputs.map((input) => withTyped(input, begun, faults));
  renderPage(deps, req, res, 'after-school-places/leader', {
    ...head.data,
    title: 'Responsable de projet',
    about: facility.name,
    back: { href: placePath(id), label: `à ${facility.name}` },
    errors: errorLinks(faults, idsOf(inputs)),
    action: `${placePath(id)}/leader`,
    version: seen ?? section?.version ?? 0,
    elsewhere,
    fields: choices.length > 0 ? fields : undefined,
    drafted: `${placePath(id)}/leader`,
    // In the team one encodes; who does not work on it asks who does.
    teamHref: ability.can('change', 'Collaboration') ? '/pro/team' : undefined,
    history: leaders.map(({ fromOn, name, phone: tel, email: mail, changedAt, changedBy }) => ({
      when: `${fromOn > today ? 'à partir du' : 'depuis le'} ${formatLongDate(fromOn)}`,
      what: name,
      text: [tel, mail, changedBy ? `encodé par ${changedBy}, ${formatDateTime(changedAt)}` : undefined]
        .filter(Boolean)
        .join(' · '),
      ...(fromOn > today ? { kind: 'next' } : {}),
    })),
  });
}

/** Another person from the very day of one who has led since: they would be gone from the history. What was encoded today, or is to come, is only put right. */
const replaces = (
  { collaborationId, fromOn, changedAt }: Leader,
  { person, today }: { person: string; today: Day },
): boolean => collaborationId !== person && fromOn <= today && dayOf(changedAt) < today;

export async function postLeader(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const facility = await getChangeable(deps, req, res);
  const { version: v, ...typed } = (req.body ?? {}) as Record<string, unknown>;
  const envelope = version.safeParse(v);
  if (!envelope.success) throw new Problem(422, 'form', { backHref: `${placePath(facility.id)}/leader` });
  const open: OpenLeader = { typed, version: envelope.data };
  const { userId, ability } = getViewer(res);
  const at = deps.now();
  const today = dayOf(at);
  const read = schema.safeParse(typed);
  const faults: Faults = read.success ? {} : faultsIn(read.error);
  if (read.success) {
    const { fromOn, person } = read.data;
    if (fromOn > addMonths(today, 24)) faults.fromOn = "Vérifiez l'année : ce jour est dans plus de deux ans";
    const taken = (await listLeaders(deps.db, facility.id)).find((leader) => leader.fromOn === fromOn);
    if (taken && replaces(taken, { person, today }))
      faults.fromOn = `${taken.name} est responsable depuis ce jour-là : écrivez depuis quel jour l'autre personne lui succède`;
    if (!(await mayLead(deps.db, ability, { facility, person, today }))) faults.person = notAChoice;
  }
  if (!read.success || isFaulty(faults)) {
    res.status(422);
    await draw(deps, req, res, facility, { ...open, faults });
    return;
  }
  const { person, fromOn, phone: tel, email: mail } = read.data;
  const saved = await saveSection(
    deps.db,
    {
      subject: { kind: 'facility', id: facility.id, organisingBodyId: facility.organising_body_id },
      section: leaderSection,
      data: {},
      version: envelope.data,
      viewer: getViewer(res),
      at,
    },
    leaderWritten(
      { facilityId: facility.id, by: userId, at },
      { collaborationId: person, fromOn, phone: tel ?? null, email: mail ?? null },
    ),
  );
  if (saved.outcome === 'changed-elsewhere') {
    res.status(409);
    await draw(deps, req, res, facility, {
      ...open,
      version: undefined,
      elsewhere: `Le responsable a été modifié entre-temps${saved.by ? ` par ${saved.by.name}` : ''} : ce qui vaut maintenant est sous le formulaire. Validez pour garder ce que vous avez encodé, annulez pour laisser ce qui est.`,
    });
    return;
  }
  leaveFlash(req, {
    kind: 'done',
    text: `Le responsable de projet est enregistré${fromOn > today ? `, à partir du ${formatShortDate(fromOn)}` : ''}.`,
  });
  res.redirect(303, placePath(facility.id));
}
