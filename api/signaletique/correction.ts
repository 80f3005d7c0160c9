/** Where the values that ONE keeps are corrected from: of a place, of its body. No way leads to a refusal. */
import { openFor } from '../../db/access/acts.ts';
import { asSubject, type Ability } from '../../db/access/subjects.ts';
import type { Sheet } from '../../db/signaletique/find-sheet.ts';
import { bodyFields, slug } from '../../workflows/data-correction/contract.ts';

/** Undefined where this person may ask for none. */
export function correctionHref(ability: Ability, sheet: Sheet, correction: string): string | undefined {
  if (!(bodyFields as readonly string[]).includes(correction)) {
    return sheet.kind === 'facility' &&
      sheet.facility.closed_on === null &&
      ability.can(openFor(slug), asSubject('Facility', sheet.facility))
      ? `/pro/facilities/${sheet.id}/correction?${new URLSearchParams({ field: correction }).toString()}`
      : undefined;
  }
  const ofBody = asSubject('Draft', {
    slug,
    facility_id: null,
    organising_body_id: sheet.bodyId,
    administration: null,
  });
  return ability.can('ask', ofBody)
    ? `/pro/body/correction?${new URLSearchParams({ body: sheet.bodyId, field: correction }).toString()}`
    : undefined;
}
