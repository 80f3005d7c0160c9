/** What the pages of an agreement are typed by, and what they read beside its case. */
import { listConditions, type AgreementCondition } from '../../db/agreement-renewal/conditions.ts';
import { loadDossier, type Dossier } from '../../db/agreement-renewal/dossier.ts';
import { asSubmitted, findSubmitted } from '../../db/agreement-renewal/submitted.ts';
import { countWaitingModules } from '../../db/agreement-renewal/waiting-modules.ts';
import { actAs } from '../../db/access/acts.ts';
import { asSubject, type Ability } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import type { Undecided } from '../../domain/after-school/undecided-modules.ts';
import { addMonths, startOfDay, type Day } from '../../domain/calendar.ts';
import { isPreparing, type Kind, type Words } from '../../workflows/agreement-renewal/contract.ts';
import type { CaseFile, CaseRowOf, Reader } from '../cases/procedure-pages.ts';
import { hoursPanel } from './hours-panel.ts';

export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
export interface Own {
  dossier: Dossier;
  /** Modules of its staff that ONE has not decided. */
  waiting: Undecided;
  /** Of its staff, towards the hours that are asked for; nothing for who does not read who works there. */
  hours: Awaited<ReturnType<typeof hoursPanel>>['view'] | undefined;
  /** The conditions of the agreement as they hold today. */
  conditions: readonly AgreementCondition[];
}
export type File = CaseFile<Pages>;
export type Row = CaseRowOf<Pages>;

/** A person who has left keeps her line for the length of a period of training (hypothèse: three years). */
const monthsKept = 36;
export const dossierOf = (db: Database, row: Pick<Row, 'id' | 'organising_body_id'>, today: Day): Promise<Dossier> =>
  loadDossier(db, {
    caseId: row.id,
    bodyId: row.organising_body_id,
    today,
    since: addMonths(today, -monthsKept),
  });

/** What its reader is to read: the operator what they are writing, while it is with them; anybody else what was submitted last. */
export async function dossierRead(
  db: Database,
  row: Pick<Row, 'id' | 'organising_body_id' | 'status'>,
  { reader, today }: { reader: Reader; today: Day },
): Promise<Dossier> {
  const isWriting = reader === 'operator' && isPreparing(row.status);
  const [dossier, submitted] = await Promise.all([
    dossierOf(db, row, today),
    isWriting ? undefined : findSubmitted(db, row.id),
  ]);
  if (submitted) return asSubmitted(dossier, submitted);
  // Not sent yet: what the operator has begun is nobody else's.
  return reader !== 'operator' && isPreparing(row.status) ? asSubmitted(dossier, {}) : dossier;
}

export async function loadOwn(db: Database, row: Row, today: Day, ability: Ability): Promise<Own> {
  const portal = ability.can(actAs('operator'), asSubject('Case', row)) ? 'pro' : 'office';
  const [dossier, conditions, hours] = await Promise.all([
    dossierRead(db, row, { reader: portal === 'pro' ? 'operator' : 'one', today }),
    listConditions(db, today),
    ability.can('read', 'Collaboration')
      ? hoursPanel(db, { ability, organisingBodyId: row.organising_body_id, portal, now: startOfDay(today) })
      : undefined,
  ]);
  const waiting = hours?.waiting ?? (await countWaitingModules(db, row.organising_body_id));
  return { dossier, waiting, conditions, hours: hours?.view };
}

/** « 6 modules attendent l'ONE (22 heures), 1 attend une réponse de l'opérateur » */
export const waitingInWords = ({ atOne, atOperator }: Undecided): string =>
  [
    ...(atOne.lines > 0
      ? [
          `${String(atOne.lines)} ${atOne.lines > 1 ? 'modules attendent' : 'module attend'} l'ONE (${String(atOne.hours).replace('.', ',')} heure${atOne.hours > 1 ? 's' : ''})`,
        ]
      : []),
    ...(atOperator > 0
      ? [
          `${String(atOperator)} ${atOne.lines > 0 ? '' : atOperator > 1 ? 'modules ' : 'module '}${atOperator > 1 ? 'attendent' : 'attend'} une réponse de l'opérateur`,
        ]
      : []),
  ].join(', ');
