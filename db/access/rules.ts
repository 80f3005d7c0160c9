/**
 * Who may see and do what, written once: the routes ask it, the lists are filtered by it, the buttons are shown by it.
 * What a role does to a case is read from the process tables. Conditions look at the row's own columns, by `eq`, `ne` and `in`.
 */
import type { AnyProcess, Role } from '../../workflows/procedure.ts';
import { processes } from '../../workflows/registry.ts';
import { actRules, actsIn, decidedBy, filesOf, fourEyes, hiddenFrom, keptFrom, scopesIn } from './procedure-rules.ts';
import { allow, deny, ofFacility, reasons, some, type Rule } from './rule.ts';
import { activityDossiers } from './dossiers.ts';
import {
  agentRoles,
  bodiesOf,
  everySector,
  officeScope,
  oneOf,
  operatorPlaces,
  operatorScopes,
  type Grant,
  type OfficeRole,
  type Scope,
} from './scopes.ts';
import { sectorRules } from './sector-rules.ts';
import { isStrong } from './strength.ts';

export interface Person {
  userId: string;
  portal: 'pro' | 'office';
  acr: number | null;
  grants: readonly Grant[];
}

/**
 * The rules of a person, lowest first. Grants of the other portal give nothing.
 * @throws when a condition would hold an undefined value: such a rule matches what it should not
 */
export function rulesFor({ userId, portal, acr, grants }: Person, among: readonly AnyProcess[] = processes): Rule[] {
  const self = { id: userId };
  if (!isStrong({ acr })) return [deny('manage', 'all', {}, reasons.weak), allow('convert', 'User', self)];
  return [
    allow('read', 'User', self),
    allow('read', 'Ticket', { user_id: userId }),
    ...(portal === 'pro' ? operatorRules(userId, grants, among) : officeRules(userId, grants, among)),
    deny('change', ['Grant', 'Membership'], { user_id: userId }, reasons.ownRights),
    deny(['approve', 'refuse'], 'RuleChange', { proposed_by: userId }, reasons.ownChange),
    deny('withdraw', 'RuleChange', { proposed_by: { $ne: userId } }, reasons.othersChange),
    deny(['correct', 'restore'], 'User', self, reasons.oneself),
    deny(['give', 'end'], 'OfficeGrant', { user_id: userId }, reasons.ownRights),
    deny('deactivate', 'Agent', self, reasons.ownRights),
    deny('see-as', 'UserPages', self, reasons.oneself),
    deny(['confirm', 'refuse'], 'NissCorrection', { proposed_by: userId }, reasons.ownCorrection),
    deny(['confirm', 'refuse'], 'NissCorrection', { user_id: userId }, reasons.oneself),
    deny(['confirm', 'refuse'], 'Recovery', { proposed_by: userId }, reasons.ownCorrection),
    deny('withdraw', 'Recovery', { proposed_by: { $ne: userId } }, reasons.othersCorrection),
    deny('publish', 'LumpSumTable', { encoded_by: userId }, reasons.ownTable),
    deny('decide', 'Bonus', { proposed_by: userId }, reasons.ownBonus),
    deny('release', 'PaymentFile', { made_by: userId }, reasons.ownFile),
    deny('withdraw', 'NissCorrection', { proposed_by: { $ne: userId } }, reasons.othersCorrection),
    ...among.flatMap((process) => fourEyes(process, userId)),
  ];
}

function operatorRules(userId: string, grants: readonly Grant[], among: readonly AnyProcess[]): Rule[] {
  const bodies = bodiesOf(grants, ['administrator', 'user-manager', 'data-manager', 'childminder']);
  const administered = bodiesOf(grants, ['administrator']);
  const managed = bodiesOf(grants, ['user-manager']);
  return [
    ...some(bodies, (ids) => [allow('read', 'OrganisingBody', { id: oneOf(ids) })]),
    ...some(administered, (ids) => [
      allow(['read', 'change'], ['Grant', 'Membership'], { organising_body_id: oneOf(ids) }),
      allow('review', 'Membership', { organising_body_id: oneOf(ids) }),
      allow(['read', 'change'], 'Application', { organising_body_id: oneOf(ids) }),
    ]),
    // The history: all of it for who answers for the body, for the others what they did and what was done with their account.
    ...some(bodiesOf(grants, ['administrator', 'childminder']), (ids) => [
      allow('read', 'HistoryLine', { organising_body_id: oneOf(ids) }),
    ]),
    ...some(bodies, (ids) => [
      allow('read', 'HistoryLine', { organising_body_id: oneOf(ids), actor_id: userId }),
      allow('read', 'HistoryLine', { organising_body_id: oneOf(ids), about_user_id: userId }),
    ]),
    ...some(managed, (ids) => [
      allow('read', ['Grant', 'Facility'], { organising_body_id: oneOf(ids) }),
      allow(['read', 'change'], 'Membership', { organising_body_id: oneOf(ids) }),
      // Who manages users neither makes administrators nor touches one (hypothèse).
      allow('change', 'Grant', { organising_body_id: oneOf(ids), role: oneOf(['data-manager', 'user-manager']) }),
    ]),
    ...operatorPlaces(grants).map((where) => allow(['read', 'sheet'], 'Facility', ofFacility(where))),
    // What a place says of itself is kept up by who answers for it, and by whom its authorisation was opened to (hypothèse); what the body says, by the former alone.
    ...operatorScopes(grants, 'authorisation').map((where) => allow('change-sheet', 'Facility', ofFacility(where))),
    ...some(bodiesOf(grants, ['administrator', 'childminder', 'data-manager']), (ids) => [
      allow('sheet', 'OrganisingBody', { id: oneOf(ids) }),
    ]),
    ...some(bodiesOf(grants, ['administrator', 'childminder']), (ids) => [
      allow('change-sheet', 'OrganisingBody', { id: oneOf(ids) }),
    ]),
    // The pages of an authorisation and its photos are of that file alone.
    ...operatorScopes(grants, 'authorisation').flatMap((where) => [
      allow('authorisation', 'Facility', ofFacility(where)),
      allow('read', 'AuthorisationVersion', where),
    ]),
    // Reviews are a file of their own: their pages show what may be done before there is a case.
    ...operatorScopes(grants, 'reviews').map((where) => allow('reviews', 'Facility', ofFacility(where))),
    // Who works in a place is seen where one works on its team, and no further.
    ...operatorScopes(grants, 'team').flatMap((where) => [
      allow(['read', 'change'], 'Collaboration', where),
      allow('staff', 'Facility', ofFacility(where)),
    ]),
    // Attendance, consultations, the quarter: of the places whose subsidies are theirs to declare.
    ...operatorScopes(grants, 'subsidies').map((where) => allow('subsidies', 'Facility', ofFacility(where))),
    // Who asks for a place, of the places where one answers.
    ...operatorScopes(grants, 'pre-requests').map((where) => allow('pre-requests', 'Facility', ofFacility(where))),
    // The page of an activity is of who holds its file; who is her own organising body has no such activity (hypothèse).
    ...activityDossiers.flatMap((dossier) =>
      operatorScopes(
        grants.filter(({ role }) => role !== 'childminder'),
        dossier,
      ).map((where) => allow(dossier, 'Facility', ofFacility(where))),
    ),
    // Hours and attendance of after-school places of type 1: of who holds their file.
    ...operatorScopes(
      grants.filter(({ role }) => role !== 'childminder'),
      'aes-1',
    ).map((where) => allow('aes-1', 'Facility', ofFacility(where))),
    // What was received is in the file of subsidies; of a place that has no such file, exceptional bonuses.
    ...operatorScopes(grants, 'subsidies').map((where) => allow('read', 'Payment', where)),
    ...among.flatMap((process) =>
      scopesIn(process, grants).flatMap((where) => {
        const here = { slug: process.slug, ...where };
        return [
          allow('read', ['Case', 'Draft'], here),
          allow('read', 'Task', { role: 'operator', ...here }),
          // What agents write for one another stays at ONE, and what they have not sent yet too.
          allow('read', 'Document', { internal: false, sent: true, ...here }),
          allow('read', 'Document', { internal: false, sent: false, origin: 'operator', ...here }),
          allow('prepare', 'Draft', here),
          ...actRules(process, 'operator', where),
        ];
      }),
    ),
  ];
}

function officeRules(userId: string, grants: readonly Grant[], among: readonly AnyProcess[]): Rule[] {
  const held = (roles: readonly OfficeRole[], rules: (where: Scope) => Rule[]): Rule[] => {
    const where = officeScope(grants, roles);
    return where ? rules(where) : [];
  };
  const actsOn = (role: Role, where: Scope): Rule[] => among.flatMap((process) => actRules(process, role, where));
  const desk = (role: Role, where: Scope): Rule[] => [
    allow('claim', 'Task', { role, ...where }),
    allow('release', 'Task', { role, assignee_id: userId, ...where }),
    ...actsOn(role, where),
  ];
  return [
    // What the helpdesk has handed to this very agent.
    ...held([...agentRoles, 'appeal-secretariat', 'supervisor', 'helpdesk'], () => [
      allow('follow', 'Ticket', { assignee_id: userId }),
    ]),
    ...held([...agentRoles.filter((role) => role !== 'dpo'), 'appeal-secretariat', 'supervisor', 'helpdesk'], () => [
      allow('read', ['OrganisingBody', 'Parameter']),
    ]),
    ...held([...everySector, 'supervisor'], (where) => [
      allow('read', ['Case', 'Task', 'AuthorisationVersion', 'Collaboration'], where),
      allow('read', 'Facility', ofFacility(where)),
      ...filesOf(where),
    ]),
    ...sectorRules(held, userId, among),
    ...agentRoles.flatMap((role) => held([role], (where) => desk(role, where))),
    ...held(['asr-manager', 'supervisor'], (where) => [allow('assign', 'Task', where)]),
    // Everywhere, but where there was an appeal: who decides on one reads the case and the file that it is about, and no other.
    ...held(['appeal-secretariat'], () => [
      allow('read', ['Case', 'Facility', 'AuthorisationVersion'], { appealed: true }),
      ...filesOf({ appealed: true }),
      allow(['read', 'claim'], 'Task', { role: 'appeal-secretariat' }),
      allow('release', 'Task', { role: 'appeal-secretariat', assignee_id: userId }),
      ...actsOn('appeal-secretariat', { appealed: true }),
    ]),
    ...held(['supervisor'], (where) => [
      allow(['supervise', 'retry'], 'Case', where),
      // Who works at ONE, in which function and for which facilities, is said by those who supervise there (hypothèse).
      allow(['read', 'add', 'deactivate'], 'Agent'),
      allow(['give', 'end'], 'OfficeGrant', where),
      allow('entrust', 'Facility', ofFacility(where)),
      allow('read', ['Engine', 'TrainingGroup']),
      // What the calendar opens everywhere is seen by all of them; it is held up by those who supervise everywhere.
      allow('read', 'Batch', { administration: null }),
      allow(['read', 'order'], 'Batch', where),
      allow(['read', 'order'], 'Batch', { asked_by: userId }),
      // A rule holds everywhere: whoever supervises, wherever, may ask for a change of it and answer another's.
      allow(['read', 'propose', 'approve', 'refuse', 'withdraw'], 'RuleChange'),
    ]),
    // Where a case stands and what was told to its operator: neither the files nor what agents write for one another. What it answers itself it reads.
    ...held(['helpdesk'], () => [
      allow('read', ['User', 'Case', 'Facility', 'AuthorisationVersion']),
      allow(['restore', 'unlock', 'correct'], 'User'),
      allow('read', 'Agent'),
      allow(['find', 'correct'], 'Person'),
      allow('recover', 'OrganisingBody'),
      allow(['read', 'propose', 'confirm', 'refuse', 'withdraw'], 'Recovery'),
      // Never as an agent sees: the helpdesk reads neither files nor what agents write for one another (hypothèse).
      allow('see-as', 'UserPages', { portal: 'pro' }),
      allow(['read', 'answer'], 'Ticket'),
      allow(['read', 'propose', 'confirm', 'refuse', 'withdraw'], 'NissCorrection'),
      ...actsOn('helpdesk', {}),
      ...some(decidedBy('helpdesk', among), (slugs) => filesOf({ slug: oneOf(slugs) })),
    ]),
    // Calls for projects are read by who works on places, and written by who answers for them (hypothèse).
    ...held([...everySector, 'supervisor', 'helpdesk'], () => [allow('read', 'ProjectCall')]),
    ...held(['supervisor'], () => [allow('write', 'ProjectCall')]),
    // Everybody reads what is said to all; it is said by those who answer for it (hypothèse).
    ...held(['helpdesk', 'supervisor'], () => [allow('write', 'Communication')]),
    // Who watches over personal data answers what persons ask about theirs, and reads no other case.
    ...held(['dpo'], () => [
      allow(['read', 'export'], 'Audit'),
      ...some(decidedBy('dpo', among), (slugs) => [
        allow('read', ['Case', 'Task'], { slug: oneOf(slugs) }),
        ...filesOf({ slug: oneOf(slugs) }),
        // Who asks joins nothing: what waits with a request is the officer's own.
        allow('read', 'Document', { slug: oneOf(slugs), sent: false }),
      ]),
    ]),
    ...among.flatMap((process) => (process.restricted && !actsIn(process, grants) ? keptFrom(process) : [])),
    ...among.flatMap((process) => (process.confidential && !actsIn(process, grants) ? hiddenFrom(process) : [])),
  ];
}
