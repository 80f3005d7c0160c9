/** The page of a user's rights, as saved or as typed. */
import type { Request, Response } from 'express';
import { refusalOf } from '../../db/users/change-member.ts';
import type { Member } from '../../db/users/list-members.ts';
import { isCell, isPermanent } from '../../db/users/rights.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { elided } from '../../domain/elision.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { errorLinks, isFaulty, type Faults } from '../forms/form.ts';
import { renderPage } from '../page.ts';
import { presentProposal } from './absence.ts';
import { usersPath } from './body.ts';
import { changesOf, validFrom, willSee } from './changes.ts';
import { matrixOf, mostColumns } from './matrix.ts';
import { historyOf } from './rights-history.ts';
import { heldNow, type Shown } from './rights-form.ts';
import type { RightsFile } from './rights.ts';
import { rolesOf, statusOf } from './words.ts';

/** @param seen the version that the typed form stands on; without, what is saved */
export function drawRights(
  deps: Dependencies,
  req: Request,
  res: Response,
  file: RightsFile,
  shown: Shown,
  { faults = {}, seen }: { faults?: Faults; seen?: number } = {},
): void {
  const { body, member, places, names, colleagues, history, refusal, today } = file;
  const viewer = getViewer(res);
  const saved = heldNow(member.held, today);
  const status = statusOf(member, today);
  const { sections, drawn } = matrixOf(places, { shown: shown.rights, saved });
  const own = { user_id: member.id, organising_body_id: body.id };
  const mayState = refusalOf(viewer, own, member.held) === undefined;
  const name = member.isDefault ? "l'utilisateur par défaut" : `${member.firstName} ${member.familyName}`;
  if (isFaulty(faults)) res.status(422);
  renderPage(deps, req, res, 'users/rights', {
    title: member.isDefault ? `Accès de ${name}` : `Accès ${elided('de', name)}`,
    back: { href: usersPath(body), label: 'aux utilisateurs' },
    wide: true,
    // As many columns as there are files.
    foldsMenu: places.length > mostColumns,
    styles: ['styles/rights.css'],
    scripts: ['scripts/rights.js'],
    line: [
      member.email,
      ...(body.among.length > 1 ? [body.name] : []),
      ...(member.isDefault ? [] : ['connexion forte (itsme ou eID)', 'NISS valide (déjà) présent']),
    ].join(' · '),
    status: { ...status, sub: undefined },
    statusLine: status.sub,
    action: usersPath(body, `/${member.id}/rights`),
    body: body.id,
    version: seen ?? member.version,
    readOnly: refusal,
    deactivated: member.deactivatedAt !== null,
    administrator: { checked: shown.rights.has('administrator'), error: faults.administrator },
    makesAdministrators: viewer.grants.some(
      ({ role, organisingBodyId }) => role === 'administrator' && organisingBodyId === body.id,
    ),
    userManager: shown.rights.has('user-manager'),
    models: colleagues
      .filter(({ held }) => held.some(({ right }) => isCell(right) || right === 'user-manager'))
      .map((one) => ({ value: one.id, text: `${nameOf(one)} – ${rolesOf(one, names).text}` })),
    like: { error: faults.like },
    duration: {
      limited: shown.limited,
      fromOn: shown.fromOn,
      toOn: shown.toOn,
      replaces: shown.replaces ?? '',
      colleagues: colleagues.map((one) => ({ value: one.id, text: nameOf(one) })),
      endsAll: shown.endsAll,
      // Who has access without an end keeps it beside what is given for a time.
      hasPermanent: member.held.some((one) => isPermanent(one, today)),
      error: faults,
      ends: shown.period && formatLongDate(shown.period.to),
    },
    sections,
    drawn: drawn.join(','),
    noPlaces: places.length === 0,
    ...effectsOf(file, shown),
    history: history.length > 0 ? historyOf(history, names) : undefined,
    states: mayState
      ? [
          member.deactivatedAt === null
            ? { label: 'Désactiver', kind: 'plain', href: usersPath(body, `/${member.id}/deactivate`) }
            : { label: 'Réactiver', kind: 'plain', href: usersPath(body, `/${member.id}/reactivate`) },
          { label: 'Supprimer', kind: 'stop', href: usersPath(body, `/${member.id}/delete`) },
        ]
      : undefined,
    cancelHref: usersPath(body),
    errors: errorLinks(faults, ['administrator', 'like', 'duration', 'fromOn', 'toOn', 'replaces']),
  });
}

/** What saving would change, what the person will see, and the days that are proposed. */
export function effectsOf(
  {
    body,
    member,
    places,
    names,
    today,
    proposal,
  }: Pick<RightsFile, 'body' | 'member' | 'places' | 'names' | 'today' | 'proposal'>,
  shown: Shown,
): { changes: object; seesTitle: string; sees: object[]; proposal: object | undefined } {
  const changes = changesOf(member.held, shown, names, today);
  return {
    changes: {
      count: changes.length,
      lines: changes.slice(0, 12),
      more: changes.length > 12 ? changes.length - 12 : undefined,
      valid: validFrom(shown, today),
    },
    seesTitle: `Ce ${elided('que', member.isDefault ? 'cet utilisateur' : member.firstName)} verra`,
    sees: willSee(member, shown, { body, places, today }),
    proposal: presentProposal(proposal, shown),
  };
}

const nameOf = ({ firstName, familyName }: Pick<Member, 'firstName' | 'familyName'>): string =>
  `${firstName} ${familyName}`;
