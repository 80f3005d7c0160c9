/** What the form of a user's rights says, and what it asks for. */
import { z } from 'zod';
import { dossierCodes, dossiers, type Dossier } from '../../db/access/dossiers.ts';
import type { Member } from '../../db/users/list-members.ts';
import {
  cell,
  everyPlace,
  isCell,
  isOver,
  periodOf,
  placeOf,
  type Held,
  type Right,
  type Wish,
} from '../../db/users/rights.ts';
import type { Day } from '../../domain/calendar.ts';
import { codes, codesWithIds, id, several, version } from '../forms/envelope.ts';
import type { Faults } from '../forms/form.ts';
import { choice, optionalDay } from '../forms/inputs.ts';

export interface Place {
  id: string;
  name: string;
  kind: string;
}
const tick = z.literal('oui').optional();
const idOrNothing = z.union([id, z.literal('')]).optional();

export const RightsForm = z.strictObject({
  body: id.optional(),
  version,
  administrator: tick,
  userManager: tick,
  duration: choice('Choisissez la durée des accès', ['unlimited', 'limited']),
  fromOn: optionalDay(),
  toOn: optionalDay(),
  replaces: idOrNothing,
  endsAll: tick,
  /** `team.<place>`; `place`: all its files; `all`: a file at every place, `drawn` where the page showed it so. */
  cell: several(codesWithIds).optional(),
  place: several(id).optional(),
  all: several(codes).optional(),
  drawn: codes.optional(),
  like: idOrNothing,
  /** `dates`: takes those of the absence of the person replaced. `effects`: what it changes, alone, for the script of the page. */
  then: z.enum(['show', 'copy', 'dates', 'effects']).optional(),
});
export type RightsTyped = z.infer<typeof RightsForm>;

/** What the page shows ticked, saved or not. */
export interface Shown extends Wish {
  replaces: string | null;
  /** As typed, where it cannot be a period yet. */
  fromOn: string;
  toOn: string;
  limited: boolean;
}

/** Whether a file exists for a place: it may be ticked, or is, whatever the place has become. */
export const fits = (dossier: Dossier, place: Place, held: ReadonlySet<Right>): boolean =>
  (dossiers[dossier].kinds as readonly string[]).includes(place.kind) || held.has(cell(dossier, place.id));

export const heldNow = (held: readonly Held[], today: Day): Set<Right> =>
  new Set(held.filter((one) => !isOver(one, today)).map(({ right }) => right));

/** As it is saved. */
export function shownOf({ held, replaces }: Pick<Member, 'held' | 'replaces'>, today: Day): Shown {
  const period = periodOf(held, today);
  return {
    rights: heldNow(held, today),
    period: period?.to ? { from: period.from, to: period.to } : null,
    endsAll: false,
    replaces,
    fromOn: period?.from ?? '',
    toOn: period?.to ?? '',
    limited: period !== undefined,
  };
}

/** As it is typed. What the page could not show (files of places that are closed) stays as it is. */
export function shownIn(
  typed: RightsTyped,
  { places, held, today }: { places: readonly Place[]; held: readonly Held[]; today: Day },
): { shown: Shown; faults: Faults } {
  const now = heldNow(held, today);
  const limited = typed.duration === 'limited';
  const { fromOn, toOn } = typed;
  const faults: Faults = {};
  if (limited && !fromOn) faults.fromOn = 'Encodez le premier jour';
  if (limited && !toOn) faults.toOn = 'Encodez le dernier jour';
  if (limited && fromOn && toOn && toOn < fromOn) faults.toOn = 'Le dernier jour vient avant le premier';
  else if (limited && toOn && toOn < today) faults.toOn = 'Ce jour est passé : les accès seraient déjà éteints';
  return {
    shown: {
      rights: new Set([
        ...(typed.administrator ? ['administrator'] : []),
        ...(typed.userManager ? ['user-manager'] : []),
        ...cellsIn(typed, places, now),
        ...[...now].filter((right) => isCell(right) && isUnseen(right, places, now)),
      ]),
      period: limited && fromOn && toOn && toOn >= fromOn ? { from: fromOn, to: toOn } : null,
      endsAll: limited && typed.endsAll !== undefined,
      replaces: limited && typed.replaces ? typed.replaces : null,
      fromOn: fromOn ?? '',
      toOn: toOn ?? '',
      limited,
    },
    faults,
  };
}

const isUnseen = (right: Right, places: readonly Place[], now: ReadonlySet<Right>): boolean => {
  const { dossier, place } = placeOf(right);
  return place === everyPlace
    ? !places.some((one) => fits(dossier as Dossier, one, now))
    : !places.some(({ id: known }) => known === place);
};

function cellsIn(
  { cell: cells = [], place: whole = [], all: everywhere = [], drawn = [] }: RightsTyped,
  places: readonly Place[],
  now: ReadonlySet<Right>,
): Right[] {
  const ticked = new Set(cells.flat());
  const all = everywhere.flat();
  return dossierCodes.flatMap((dossier) => {
    const fitting = places.filter((place) => fits(dossier, place, now));
    const mine = fitting.filter(({ id: place }) => ticked.has(cell(dossier, place)) || whole.includes(place));
    const some = mine.map(({ id: place }) => cell(dossier, place));
    if (!all.includes(dossier)) return some;
    // Drawn as every place and one unticked since: those that are left. Without a script, nothing unticks the first box.
    return drawn.includes(dossier) && mine.length < fitting.length ? some : [cell(dossier, everyPlace), ...some];
  });
}
