/** « Remplace »: the days of the absence of the person replaced, proposed and never imposed. */
import { findAbsence, type Absence } from '../../db/users/absence.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import type { Database } from '../../db/connect.ts';
import { isDay, type Day } from '../../domain/calendar.ts';
import { formatPlainDate, formatShortDate } from '../../domain/french-dates.ts';
import type { Shown } from './rights-form.ts';

export interface Proposal {
  /** Whose absence. */
  name: string;
  absence: Absence;
  /** From today on where it has begun. */
  from: Day;
  to: Day | null;
}

/** Undefined where nobody is replaced, who is has no absence in Mon Équipe, or the viewer may not read of it there. */
export async function proposalFor(
  db: Database,
  viewer: Viewer,
  { replaces }: Pick<Shown, 'replaces'>,
  { bodyId, today }: { bodyId: string; today: Day },
): Promise<Proposal | undefined> {
  if (replaces === null) return undefined;
  const absence = await findAbsence(db, viewer, { userId: replaces, bodyId }, today);
  if (!absence) return undefined;
  const { name, fromOn, toOn } = absence;
  return { name, absence, from: fromOn > today ? fromOn : today, to: toOn };
}

/** With the days proposed, where none was typed or they were asked for; what the absence does not say stays as it was typed. */
export function withDaysOf(shown: Shown, proposal: Proposal | undefined, { isAsked }: { isAsked: boolean }): Shown {
  if (!proposal || (!isAsked && (shown.fromOn !== '' || shown.toOn !== ''))) return shown;
  const fromOn = proposal.from;
  const toOn = proposal.to ?? shown.toOn;
  const period = isDay(toOn) && toOn >= fromOn ? { from: fromOn, to: toOn } : null;
  return { ...shown, fromOn, toOn, period, limited: true };
}

/** For the page: what Mon Équipe says, and the button, unless these very days stand there. */
export function presentProposal(
  proposal: Proposal | undefined,
  { fromOn, toOn }: Pick<Shown, 'fromOn' | 'toOn'>,
): object | undefined {
  if (!proposal) return undefined;
  const { name, absence, from, to } = proposal;
  const since = formatPlainDate(absence.fromOn);
  return {
    text:
      absence.toOn === null
        ? `D'après Mon Équipe, ${name} est en absence à partir du ${since}, sans date de fin.`
        : `D'après Mon Équipe, ${name} est en absence du ${since} au ${formatPlainDate(absence.toOn)}.`,
    from: formatShortDate(from),
    to: to === null ? '' : formatShortDate(to),
    differs: fromOn !== from || (to !== null && toOn !== to),
  };
}
