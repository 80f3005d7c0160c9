/** What the pages about one agent of ONE share. */
import type { Request, Response } from 'express';
import { openAgentSheet, type AgentSheet, type OfficeRight } from '../../db/office-users/agent-sheet.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import { agentRoles, roleNames, type OfficeRole } from '../../workflows/roles.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { conflict, notFound, type Problem } from '../problems.ts';

export const path = '/office/users';
/** Those of the whole of ONE are held everywhere. */
const central = ['appeal-secretariat', 'helpdesk', 'dpo'] as const satisfies OfficeRole[];
export const officeRoles: readonly OfficeRole[] = [
  ...agentRoles.filter((role) => role !== 'dpo'),
  'supervisor',
  ...central,
];
export const isCentral = (role: OfficeRole): boolean => (central as readonly OfficeRole[]).includes(role);

/** @throws Problem 404 */
export async function getAgent({ db, now }: Dependencies, req: Request, res: Response): Promise<AgentSheet> {
  const agent = await openAgentSheet(db, getViewer(res), idOf(req), now());
  if (!agent) throw notFound();
  return agent;
}

export const nameOf = ({ firstName, familyName }: Pick<AgentSheet, 'firstName' | 'familyName'>): string =>
  `${firstName} ${familyName}`;
export const placeOf = (administration: string | null): string =>
  administration === null ? 'toutes les administrations' : administrationNames[administration as Administration];

/** « Référent·e accueil, Namur, du 01/02/2026 au 30/06/2026 » */
export function rightInWords({ role, administration, from, to }: OfficeRight, today: Day): string {
  const dates = [
    from > today ? `à partir du ${formatShortDate(from)}` : '',
    to ? `jusqu'au ${formatShortDate(to)}` : '',
  ];
  return [roleNames[role], placeOf(administration), ...dates].filter(Boolean).join(', ');
}
export const todayOf = ({ now }: Pick<Dependencies, 'now'>): Day => dayOf(now());

/** @throws never: gives the refusal to throw */
export const changedElsewhere = (agent: AgentSheet, kept: { label: string; value: string }[] = []): Problem =>
  conflict({
    title: 'Cet agent a été changé entre-temps',
    what: 'Un·e collègue a changé les fonctions, les milieux ou l’état de cet agent',
    kept,
    backHref: `${path}/${agent.id}`,
    backText: "Ouvrir l'agent comme il est maintenant",
  });
export const lastSupervisor =
  'Une administration resterait sans superviseur·e à durée indéterminée : désignez d’abord une autre personne.';
