import { expect } from 'chai';
import { findActorRole, findOpenerRole, needsRecentSignIn, onBehalfOf, openFor } from '../../db/access/acts.ts';
import { slugsOf, dossiers } from '../../db/access/dossiers.ts';
import { reasonOf } from '../../db/access/reasons.ts';
import { reasons, rulesFor } from '../../db/access/rules.ts';
import type { Grant, GrantRole } from '../../db/access/scopes.ts';
import { isRecent, recentSignInMs } from '../../db/access/strength.ts';
import { asOpening, asSubject, type SubjectName } from '../../db/access/subjects.ts';
import { viewerOf, type Viewer } from '../../db/access/viewer.ts';
import { getProcess, processes } from '../../workflows/registry.ts';

const slug = 'authorisation-adaptation';
const me = 'user-me';
const grant = (role: GrantRole, where: Partial<Grant> = {}): Grant =>
  ({ role, organisingBodyId: null, organisingBodyName: null, dossier: null, facilityId: null, administration: null, ...where });
const person = (portal: 'pro' | 'office', grants: Grant[], acr: number | null = 450): Viewer =>
  viewerOf({ userId: me, firstName: 'Ada', familyName: 'Test', portal, acr, authenticatedAt: 0, grants });
const operator = (...grants: Grant[]): Viewer => person('pro', grants);
const agent = (...grants: Grant[]): Viewer => person('office', grants);

const place = { organising_body_id: 'po-1', facility_id: 'f-1', administration: 'namur' };
const caseRow = { ...place, slug, status: 'completeness', excluded_user_id: null as string | null };
const taskRow = { ...place, slug, role: 'referent', action: 'declare-complete', excluded_user_id: null, assignee_id: null };
const documentRow = { ...place, slug, internal: false };
const facilityRow = { id: 'f-1', organising_body_id: 'po-1', administration: 'namur' };
const rows = { Case: caseRow, Task: taskRow, Document: documentRow, Draft: { ...place, slug }, Facility: facilityRow, AuthorisationVersion: place };

const can = (viewer: Viewer, action: string, type: SubjectName, row: object): boolean => viewer.ability.can(action, asSubject(type, row));
const reads = (viewer: Viewer, change: object = {}): string[] =>
  (Object.keys(rows) as (keyof typeof rows)[]).filter((type) => can(viewer, 'read', type, { ...rows[type], ...change }));
const elsewhere = { organising_body_id: 'po-2', facility_id: 'f-9', id: 'f-9' };

describe('rights', () => {
  describe('of an operator', () => {
    const administrator = operator(grant('administrator', { organisingBodyId: 'po-1' }));
    const oneFacility = operator(grant('data-manager', { organisingBodyId: 'po-1', dossier: 'authorisation', facilityId: 'f-1' }));

    it('let an administrator see everything of the organising body, and do its acts', () => {
      expect(reads(administrator, { role: 'operator' })).to.have.members(Object.keys(rows));
      expect(can(administrator, 'prepare', 'Draft', rows.Draft)).to.equal(true);
      expect(can(administrator, 'submit', 'Draft', rows.Draft)).to.equal(true);
      expect(can(administrator, openFor(slug), 'Facility', facilityRow)).to.equal(true);
      expect(findActorRole(administrator, caseRow, 'withdraw')).to.equal('operator');
    });

    it('never show another organising body', () => {
      const manager = operator(grant('data-manager', { organisingBodyId: 'po-1', dossier: 'authorisation' }));
      const childminder = operator(grant('childminder', { organisingBodyId: 'po-1' }));
      for (const viewer of [administrator, oneFacility, manager, childminder]) {
        expect(reads(viewer, { ...elsewhere, role: 'operator' })).to.deep.equal([]);
        expect(findActorRole(viewer, { ...caseRow, ...elsewhere }, 'withdraw')).to.equal(undefined);
        expect(can(viewer, openFor(slug), 'Facility', { ...facilityRow, ...elsewhere })).to.equal(false);
      }
    });

    it('do not follow a facility that went to another organising body', () => {
      expect(reads(oneFacility, { organising_body_id: 'po-2', role: 'operator' })).to.deep.equal([]);
    });

    it('limit a data manager to the facilities and the dossiers that were opened', () => {
      expect(reads(oneFacility, { role: 'operator' })).to.have.members(Object.keys(rows));
      expect(reads(oneFacility, { facility_id: 'f-2', id: 'f-2', role: 'operator' })).to.deep.equal([]);
      const otherDossier = operator(grant('data-manager', { organisingBodyId: 'po-1', dossier: 'subsidies' }));
      expect(reads(otherDossier, { role: 'operator' })).to.have.members(['Facility', 'AuthorisationVersion']);
    });

    it('add up over grants: the whole of one body, one facility of another', () => {
      const both = operator(
        grant('administrator', { organisingBodyId: 'po-1' }), grant('data-manager', { organisingBodyId: 'po-2', dossier: 'authorisation', facilityId: 'f-9' }),
      );
      expect(can(both, 'read', 'Case', caseRow)).to.equal(true);
      expect(can(both, 'read', 'Case', { ...caseRow, ...elsewhere })).to.equal(true);
      expect(can(both, 'read', 'Case', { ...caseRow, ...elsewhere, facility_id: 'f-8' })).to.equal(false);
    });

    it('give nothing to somebody to whom nothing was opened', () => {
      for (const grants of [[], [grant('data-manager', { organisingBodyId: 'po-1' })]]) expect(reads(operator(...grants), { role: 'operator' })).to.deep.equal([]);
    });

    it('let who manages users change rights, see no case, and make no administrator', () => {
      const manager = operator(grant('user-manager', { organisingBodyId: 'po-1' }));
      expect(reads(manager, { role: 'operator' })).to.deep.equal(['Facility']);
      expect(can(manager, 'change', 'Grant', { user_id: 'other', organising_body_id: 'po-1', role: 'data-manager' })).to.equal(true);
      expect(can(manager, 'change', 'Grant', { user_id: 'other', organising_body_id: 'po-1', role: 'administrator' })).to.equal(false);
      expect(can(manager, 'change', 'Grant', { user_id: 'other', organising_body_id: 'po-2', role: 'data-manager' })).to.equal(false);
    });

    it('let nobody change their own rights', () => {
      const own = asSubject('Grant', { user_id: me, organising_body_id: 'po-1', role: 'data-manager' });
      expect(administrator.ability.can('change', own)).to.equal(false);
      expect(reasonOf(administrator.ability, 'change', own)).to.equal(reasons.ownRights);
    });

    it('hide what agents wrote for one another', () => {
      expect(can(administrator, 'read', 'Document', { ...documentRow, internal: true })).to.equal(false);
      expect(can(agent(grant('referent')), 'read', 'Document', { ...documentRow, internal: true })).to.equal(true);
    });

    it('hide the tasks of agents', () => {
      expect(can(administrator, 'read', 'Task', taskRow)).to.equal(false);
    });

    it('ignore a grant of the other portal', () => {
      expect(reads(operator(grant('supervisor')), { role: 'operator' })).to.deep.equal([]);
      expect(reads(agent(grant('administrator', { organisingBodyId: 'po-1' })), { role: 'operator' })).to.deep.equal([]);
    });
  });

  describe('of an agent', () => {
    const referent = agent(grant('referent', { administration: 'namur' }));

    it('show the cases, tasks, facilities and documents of the administration, not those of another', () => {
      for (const role of ['referent', 'coordinator', 'adviser', 'health-referent', 'asr-manager', 'supervisor'] as const) {
        const seen = reads(agent(grant(role, { administration: 'namur' })));
        expect(seen, role).to.have.members(['Case', 'Task', 'Document', 'Facility', 'AuthorisationVersion']);
        expect(reads(agent(grant(role, { administration: 'namur' })), { administration: 'liege' }), role).to.deep.equal([]);
      }
    });

    it('reach every administration when none is named, and several when several are', () => {
      expect(reads(agent(grant('referent')), { administration: 'liege' })).to.include('Case');
      const two = agent(grant('referent', { administration: 'namur' }), grant('referent', { administration: 'liege' }));
      expect(['namur', 'liege', 'hainaut'].map((administration) => can(two, 'ask-complement', 'Case', { ...caseRow, administration }))).to.deep.equal([true, true, false]);
    });

    it('keep each role where it was given', () => {
      const two = agent(grant('referent', { administration: 'namur' }), grant('asr-manager', { administration: 'liege' }));
      expect(can(two, 'read', 'Case', { ...caseRow, administration: 'liege' })).to.equal(true);
      expect(can(two, 'ask-complement', 'Case', { ...caseRow, administration: 'liege' })).to.equal(false);
      expect(can(two, 'sign-decision', 'Case', caseRow)).to.equal(false);
    });

    it('follow the process table, for every act and every role', () => {
      for (const role of ['referent', 'coordinator', 'adviser', 'health-referent', 'asr-manager', 'appeal-secretariat', 'helpdesk'] as const) {
        const viewer = agent(grant(role));
        for (const process of processes) {
          for (const [status, row] of Object.entries(process.statuses)) {
            const transitions = { ...(row.closed ? {} : process.everywhere), ...row.on };
            for (const [action, transition] of Object.entries(transitions)) {
              const expected = transition?.by.includes(role) ? role : undefined;
              expect(findActorRole(viewer, { ...caseRow, slug: process.slug, status }, action), `${role} ${action} in ${status}`).to.equal(expected);
            }
          }
        }
      }
    });

    it('let a task of the own role be claimed, and one\'s own be given back', () => {
      expect(can(referent, 'claim', 'Task', taskRow)).to.equal(true);
      expect(can(referent, 'claim', 'Task', { ...taskRow, role: 'asr-manager' })).to.equal(false);
      expect(can(referent, 'claim', 'Task', { ...taskRow, administration: 'liege' })).to.equal(false);
      expect(can(referent, 'release', 'Task', { ...taskRow, assignee_id: me })).to.equal(true);
      expect(can(referent, 'release', 'Task', { ...taskRow, assignee_id: 'other' })).to.equal(false);
      expect(can(referent, 'assign', 'Task', taskRow)).to.equal(false);
    });

    it('let the responsible of the administration and the supervisor assign any task there', () => {
      for (const role of ['asr-manager', 'supervisor'] as const) {
        const viewer = agent(grant(role, { administration: 'namur' }));
        expect(can(viewer, 'assign', 'Task', taskRow)).to.equal(true);
        expect(can(viewer, 'assign', 'Task', { ...taskRow, administration: 'liege' })).to.equal(false);
      }
    });

    it('ask for four eyes: who proposed a decision neither signs it nor takes the task', () => {
      const both = agent(grant('referent'), grant('asr-manager'));
      const proposed = { ...caseRow, status: 'signature', excluded_user_id: me };
      expect(findActorRole(both, proposed, 'sign-decision')).to.equal(undefined);
      expect(reasonOf(both.ability, 'sign-decision', asSubject('Case', proposed))).to.equal(reasons.fourEyes);
      expect(can(both, 'claim', 'Task', { ...taskRow, role: 'asr-manager', action: 'sign-decision', excluded_user_id: me })).to.equal(false);
      expect(findActorRole(both, proposed, 'return-to-drafter')).to.equal('asr-manager');
      expect(findActorRole(both, { ...proposed, excluded_user_id: 'other' }, 'sign-decision')).to.equal('asr-manager');
    });

    it('let a supervisor watch and retry, and act on no case', () => {
      const supervisor = agent(grant('supervisor'));
      expect(can(supervisor, 'supervise', 'Case', caseRow) && can(supervisor, 'retry', 'Case', caseRow)).to.equal(true);
      expect(supervisor.ability.can('read', 'Engine')).to.equal(true);
      for (const action of ['ask-complement', 'cancel', 'write-message', 'sign-decision']) expect(can(supervisor, action, 'Case', caseRow), action).to.equal(false);
      expect(referent.ability.can('read', 'Engine')).to.equal(false);
    });

    it('let the helpdesk see users and cases and cancel, not open documents', () => {
      const helpdesk = agent(grant('helpdesk'));
      expect(can(helpdesk, 'read', 'User', { id: 'other' })).to.equal(true);
      expect(findActorRole(helpdesk, caseRow, 'cancel')).to.equal('helpdesk');
      expect(reads(helpdesk)).to.have.members(['Case', 'Facility', 'AuthorisationVersion']);
      expect(can(referent, 'cancel', 'Case', caseRow)).to.equal(false);
    });

    it('let the data protection officer read the audit and no case', () => {
      const dpo = agent(grant('dpo'));
      expect(can(dpo, 'read', 'Audit', { on_behalf_of: null })).to.equal(true);
      expect(reads(dpo)).to.deep.equal([]);
      expect(can(agent(grant('supervisor')), 'read', 'Audit', { on_behalf_of: null })).to.equal(false);
    });

    it('let the secretariat of appeals read everywhere and decide on appeals only', () => {
      const secretariat = agent(grant('appeal-secretariat', { administration: 'namur' }));
      const appealed = { ...caseRow, administration: 'liege', status: 'appeal' };
      expect(findActorRole(secretariat, appealed, 'decide-appeal')).to.equal('appeal-secretariat');
      expect(can(secretariat, 'sign-decision', 'Case', appealed)).to.equal(false);
    });

    it('let a referent open a measure in the own administration', () => {
      const process = getProcess(slug);
      expect(findOpenerRole(referent, process, 'open-measure', asOpening(slug, facilityRow))).to.equal('referent');
      expect(findOpenerRole(referent, process, 'open-measure', asOpening(slug, { ...facilityRow, administration: 'liege' }))).to.equal(undefined);
      expect(findOpenerRole(referent, process, 'submit', asOpening(slug, facilityRow))).to.equal(undefined);
    });

    it('prefer, of several roles, the one whose task is open', () => {
      const both = agent(grant('coordinator'), grant('adviser'));
      const instructed = { ...caseRow, status: 'instruction', state: { tasks: [{ action: 'give-opinion', role: 'adviser' as const }] } };
      expect(findActorRole(both, instructed, 'give-opinion')).to.equal('adviser');
      expect(findActorRole(both, { ...caseRow, status: 'instruction' }, 'give-opinion')).to.equal('coordinator');
    });
  });

  describe('and the strength of the sign-in', () => {
    const grants = [grant('administrator', { organisingBodyId: 'po-1' })];

    it('leave a weak sign-in nothing but the conversion of the own user', () => {
      for (const acr of [null, 100, 200, 400]) {
        const weak = person('pro', grants, acr);
        expect(reads(weak, { role: 'operator' })).to.deep.equal([]);
        expect(can(weak, 'read', 'User', { id: me })).to.equal(false);
        expect(can(weak, 'convert', 'User', { id: me })).to.equal(true);
        expect(can(weak, 'convert', 'User', { id: 'other' })).to.equal(false);
        expect(reasonOf(weak.ability, 'submit', asSubject('Draft', rows.Draft))).to.equal(reasons.weak);
      }
      expect(reads(person('office', [grant('referent')], 400))).to.deep.equal([]);
      expect(can(person('pro', grants, 500), 'submit', 'Draft', rows.Draft)).to.equal(true);
    });

    it('ask for a recent one where the act binds its author', () => {
      const process = getProcess(slug);
      expect(['submit', 'sign-decision', 'lodge-appeal', 'write-message', 'ask-complement'].map((action) => needsRecentSignIn(process, action)))
        .to.deep.equal([true, true, true, false, false]);
      expect(isRecent({ acr: 450, authenticatedAt: 0 }, recentSignInMs)).to.equal(true);
      expect(isRecent({ acr: 450, authenticatedAt: 0 }, recentSignInMs + 1)).to.equal(false);
      expect(isRecent({ acr: 400, authenticatedAt: 0 }, 1)).to.equal(false);
      expect(isRecent({ acr: 450, authenticatedAt: null }, 1)).to.equal(false);
    });
  });

  it('refuse to be built on an undefined value', () => {
    const broken = { ...grant('administrator'), organisingBodyId: undefined as unknown as string };
    expect(() => rulesFor({ userId: me, portal: 'pro', acr: 450, grants: [broken] })).to.throw('undefined');
    expect(() => rulesFor({ userId: me, portal: 'pro', acr: 450, grants: [broken, grant('administrator', { organisingBodyId: 'po-1' })] })).to.throw('undefined');
    expect(() => rulesFor({ userId: undefined as unknown as string, portal: 'office', acr: 450, grants: [] })).to.throw('undefined');
    expect(() => rulesFor({ userId: me, portal: 'office', acr: 450, grants: [{ ...grant('referent'), administration: undefined as unknown as string }] })).to.throw('undefined');
  });

  it('refuse to judge a row that was read without a column they look at', () => {
    const { excluded_user_id: _, ...partial } = caseRow;
    expect(() => asSubject('Case', partial)).to.throw('excluded_user_id');
  });

  it('say whose an act is when somebody else may not do it', () => {
    expect(reasonOf(agent(grant('coordinator')).ability, 'ask-complement', asSubject('Case', caseRow))).to.contain('Référent·e accueil');
    expect(reasonOf(operator().ability, 'read', asSubject('Facility', facilityRow))).to.contain('Vos droits');
  });

  it('name the organising body for which an operator acts, and none for ONE', () => {
    expect(onBehalfOf('operator', caseRow)).to.equal('po-1');
    expect(onBehalfOf('referent', caseRow)).to.equal(null);
  });

  it('give each procedure to exactly one dossier, and no act the name of another right', () => {
    for (const process of processes) {
      expect(Object.keys(dossiers).filter((dossier) => slugsOf(dossier).includes(process.slug)), process.slug).to.have.length(1);
      const acts = [...Object.values(process.statuses).flatMap(({ on }) => Object.keys(on)), ...Object.keys(process.everywhere), ...Object.keys(process.opens)];
      for (const right of ['manage', 'read', 'prepare', 'supervise', 'retry']) expect(acts).not.to.include(right);
    }
  });
});
