/** Who works at ONE on one sector or its money: after-school care, subsidies. What they read, and what their own pages let them do. */
import type { AnyProcess } from '../../workflows/procedure.ts';
import { slugsOf, slugsOfSector } from './dossiers.ts';
import { decidedBy, filesOf } from './procedure-rules.ts';
import { allow, ofFacility, some, type Rule } from './rule.ts';
import { oneOf, type OfficeRole, type Scope } from './scopes.ts';

/** The direction of after-school care (hypothèse: who of it does what). */
const afterSchoolRoles = ['aes-referent', 'aes-manager', 'atl-director'] as const;
const answersElsewhere = [...afterSchoolRoles, 'subsidy-signatory'] as const;

/** @param held the rules of who holds one of the roles, where they hold it */
export function sectorRules(
  held: (roles: readonly OfficeRole[], rules: (where: Scope) => Rule[]) => Rule[],
  userId: string,
  among: readonly AnyProcess[],
): Rule[] {
  return [
    // After-school care is followed by a direction of its own: it reads the places, and the cases of its sector only (hypothèse).
    ...afterSchoolRoles.flatMap((role) =>
      held([role], (where) => [
        allow('read', 'AuthorisationVersion', where),
        allow(['read', 'aes-1'], 'Facility', ofFacility(where)),
        // Who works there, by what title: a qualification is asked of them (formation continue, agrément).
        allow('read', 'Collaboration', { sector: 'atl', ...where }),
        ...some(slugsOfSector('atl', among), (slugs) => [
          allow('read', ['Case', 'Task'], { slug: oneOf(slugs), ...where }),
          ...filesOf({ slug: oneOf(slugs), ...where }),
        ]),
      ]),
    ),
    // Who works on some things only reads the cases of every procedure in which they answer, wherever (hypothèse).
    ...answersElsewhere.flatMap((role) =>
      held([role], (where) =>
        some(decidedBy(role, among), (slugs) => [
          allow('read', ['Case', 'Task'], { slug: oneOf(slugs), ...where }),
          ...filesOf({ slug: oneOf(slugs), ...where }),
        ]),
      ),
    ),
    // What is decided of an organisation or a module holds everywhere.
    ...held(['aes-referent'], () => [allow(['read', 'decide'], 'TrainingGroup')]),
    // The commission d'agrément: its secretariat is the référentes', its minutes are signed by the direction (hypothèse).
    ...held(['aes-referent'], () => [allow(['read', 'organise'], 'CommissionSession')]),
    ...held(['atl-director'], () => [allow(['read', 'sign'], 'CommissionSession')]),
    // Subsidies of crèches: their places, their teams, and the cases of that file only (hypothèse).
    ...held(['subsidy-manager', 'subsidy-signatory'], (where) => [
      allow('read', ['AuthorisationVersion', 'Collaboration'], where),
      allow(['read', 'subsidies'], 'Facility', ofFacility(where)),
      ...some(slugsOf('subsidies', among), (slugs) => [
        allow('read', ['Case', 'Task'], { slug: oneOf(slugs), ...where }),
        ...filesOf({ slug: oneOf(slugs), ...where }),
      ]),
      // A table holds everywhere, and a file takes what is prepared where its maker works (hypothèse).
      allow(['read', 'encode', 'publish'], 'LumpSumTable'),
      allow(['read', 'make', 'release'], 'PaymentFile'),
      allow(['read', 'propose', 'decide'], 'Bonus', where),
      allow('read', 'Payment', where),
      allow(['read', 'order'], 'Batch', { asked_by: userId }),
    ]),
  ];
}
