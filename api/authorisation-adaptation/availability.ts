/** Which requests a facility may introduce today, and why not the others. */
import type { FacilityRow, OpenCaseRow, OpenDraftRow, VersionRow } from '../../db/authorisations.ts';
import { requestKinds, type ErrorCode, type RequestKind } from '../../workflows/authorisation-adaptation/contract.ts';
import type { RunningPeriod } from './request-forms/form.ts';

export interface Situation {
  facility: FacilityRow;
  version: VersionRow | undefined;
  openCases: readonly OpenCaseRow[];
  drafts: readonly OpenDraftRow[];
}

export type Availability =
  | { kind: RequestKind; can: 'start' }
  | { kind: RequestKind; can: 'resume'; draftId: string; updatedAt: number }
  | { kind: RequestKind; can: 'nothing'; code: ErrorCode; reason: string; caseId?: string };

const noAuthorisation = "Ce milieu d'accueil n'a pas d'autorisation en vigueur.";
const suspended = "L'autorisation est suspendue par l'ONE : adressez-vous à votre référent·e accueil.";
const nothingToReturnFrom = "Aucun déménagement ni cessation temporaire n'est en vigueur pour ce milieu d'accueil.";
const alreadyOpen = (reference: string): string => `Une demande de ce type est déjà en cours (${reference}).`;

// Under conditions the period has begun too.
const inForce: ReadonlySet<string> = new Set(['conditions-follow-up', 'period-running', 'return-overdue']);
/** Temporary moves and cessations in force: what a return puts an end to. */
export const periodsOf = (openCases: readonly OpenCaseRow[]): RunningPeriod[] =>
  openCases
    .filter(({ status }) => inForce.has(status))
    .flatMap(({ id, kind, reference, state: { data } }) =>
      kind === 'temporary-move' || kind === 'temporary-cessation'
        ? [
            {
              caseId: id,
              kind,
              reference,
              startedOn: data.effectiveOn ?? data.wishedOn,
              plannedEndOn: data.plannedEndOn ?? null,
            },
          ]
        : [],
    );

export function availabilityOf(kind: RequestKind, { facility, version, openCases, drafts }: Situation): Availability {
  const refuse = (code: ErrorCode, reason: string, caseId?: string): Availability => ({
    kind,
    can: 'nothing',
    code,
    reason,
    ...(caseId ? { caseId } : {}),
  });
  const open = openCases.find((each) => each.kind === kind);
  if (open) return refuse('request-already-open', alreadyOpen(open.reference), open.id);
  if (
    !version ||
    facility.closed_on !== null ||
    version.status === 'ended-voluntarily' ||
    version.status === 'withdrawn'
  )
    return refuse('no-authorisation-in-force', noAuthorisation);
  // Whoever is suspended may still stop for good (hypothèse).
  if (version.status === 'suspended' && kind !== 'end-of-activity')
    return refuse('no-authorisation-in-force', suspended);
  if (kind === 'return-to-premises' && periodsOf(openCases).length === 0)
    return refuse('nothing-to-return-from', nothingToReturnFrom);
  const draft = drafts.find((each) => each.kind === kind);
  return draft ? { kind, can: 'resume', draftId: draft.id, updatedAt: draft.updated_at } : { kind, can: 'start' };
}
export const availabilities = (situation: Situation): Availability[] =>
  requestKinds.map((kind) => availabilityOf(kind, situation));
