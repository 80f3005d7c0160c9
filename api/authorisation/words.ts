/** What the status of an authorisation is called on screen. */
import type { VersionRow } from '../../db/authorisations.ts';
import { bodyKinds, facilityKinds } from '../../domain/kinds.ts';

type Status = VersionRow['status'];
export const statusLabel: Readonly<Record<Status, string>> = {
  'authorised': 'Autorisé',
  'temporarily-moved': 'Autorisé, déménagement temporaire',
  'suspended-voluntarily': 'Cessation temporaire',
  'suspended': "Suspendu par l'ONE",
  'ended-voluntarily': "Fin d'activité",
  'withdrawn': 'Retrait définitif',
};
export const statusBadge: Readonly<Record<Status, string>> = {
  'authorised': 'done',
  'temporarily-moved': 'due-soon',
  'suspended-voluntarily': 'due-soon',
  'suspended': 'due-late',
  'ended-voluntarily': 'neutral',
  'withdrawn': 'due-late',
};
export const facilityKindLabel: Readonly<Record<string, string>> = facilityKinds;
export const bodyKindLabel: Readonly<Record<string, string>> = bodyKinds;
export const places = (count: number): string => `${count} ${count < 2 ? 'place' : 'places'}`;
/** A place and who runs it; once where it is the same: a childminder alone. */
export const placeAndBody = ({ name, body_name: body }: { name: string; body_name: string }): string =>
  name === body ? name : `${name} · ${body}`;
