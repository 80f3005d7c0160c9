import { expect } from 'chai';
import { findActorRole, needsRecentSignIn, onBehalfOf, openFor } from '../../db/access/acts.ts';
import { slugsOf, dossiers } from '../../db/access/dossiers.ts';
import { reasonOf } from '../../db/access/reasons.ts';
import { reasons } from '../../db/access/rule.ts';
import { rulesFor } from '../../db/access/rules.ts';
import { isRecent, recentSignInMs } from '../../db/access/strength.ts';
import { asSubject } from '../../db/access/subjects.ts';
import { getProcess, processes } from '../../workflows/registry.ts';
import {
  agent,
  can,
  caseRow,
  documentRow,
  elsewhere,
  facilityRow,
  grant,
  me,
  operator,
  person,
  reads,
  rows,
  slug,
  taskRow,
} from './people.ts';

describe('rights', () => {
  describe('of an operator', () => {
    const administrator = operator(grant('administrator', { organisingBodyId: 'po-1' }));
    const oneFacility = operator(
      grant('data-manager', { organisingBodyId: 'po-1', dossier: 'authorisation', facilityId: 'f-1' }),
    );

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
      expect(reads(otherDossier, { role: 'operator' })).to.have.members(['Facility']);
    });

    it('add up over grants: the whole of one body, one facility of another', () => {
      const both = operator(
        grant('administrator', { organisingBodyId: 'po-1' }),
        grant('data-manager', { organisingBodyId: 'po-2', dossier: 'authorisation', facilityId: 'f-9' }),
      );
      expect(can(both, 'read', 'Case', caseRow)).to.equal(true);
      expect(can(both, 'read', 'Case', { ...caseRow, ...elsewhere })).to.equal(true);
      expect(can(both, 'read', 'Case', { ...caseRow, ...elsewhere, facility_id: 'f-8' })).to.equal(false);
    });

    it('give nothing to somebody to whom nothing was opened', () => {
      for (const grants of [[], [grant('data-manager', { organisingBodyId: 'po-1' })]])
        expect(reads(operator(...grants), { role: 'operator' })).to.deep.equal([]);
    });

    it('let who manages users change rights, see no case, and make no administrator', () => {
      const manager = operator(grant('user-manager', { organisingBodyId: 'po-1' }));
      expect(reads(manager, { role: 'operator' })).to.deep.equal(['Facility']);
      expect(
        can(manager, 'change', 'Grant', { user_id: 'other', organising_body_id: 'po-1', role: 'data-manager' }),
      ).to.equal(true);
      expect(
        can(manager, 'change', 'Grant', { user_id: 'other', organising_body_id: 'po-1', role: 'administrator' }),
      ).to.equal(false);
      expect(
        can(manager, 'change', 'Grant', { user_id: 'other', organising_body_id: 'po-2', role: 'data-manager' }),
      ).to.equal(false);
    });

    it('let nobody change their own rights', () => {
      const own = asSubject('Grant', { user_id: me, organising_body_id: 'po-1', role: 'data-manager' });
      expect(administrator.ability.can('change', own)).to.equal(false);
      expect(reasonOf(administrator.ability, 'change', own)).to.equal(reasons.ownRights);
    });

    it('hide what agents wrote for one another', () => {
      expect(can(administrator, 'read', 'Document', { ...documentRow, internal: true })).to.equal(false);
      expect(can(agent(grant('referent')), 'read', 'Document', { ...documentRow, internal: true })).to.equal(true);
      expect(can(administrator, 'read-internal', 'Case', caseRow)).to.equal(false);
    });

    it('show what waits to be sent to those who send it, not to ONE; and nothing that ONE has not sent yet', () => {
      const waiting = { ...documentRow, sent: false };
      expect(can(administrator, 'read', 'Document', waiting)).to.equal(true);
      expect(can(administrator, 'read', 'Document', { ...waiting, origin: 'one' })).to.equal(false);
      for (const role of ['referent', 'coordinator', 'supervisor', 'appeal-secretariat', 'helpdesk'] as const)
        expect(can(agent(grant(role)), 'read', 'Document', { ...waiting, appealed: true }), role).to.equal(false);
    });

    it('hide the tasks of agents', () => {
      expect(can(administrator, 'read', 'Task', taskRow)).to.equal(false);
    });

    it('ignore a grant of the other portal', () => {
      expect(reads(operator(grant('supervisor')), { role: 'operator' })).to.deep.equal([]);
      expect(reads(agent(grant('administrator', { organisingBodyId: 'po-1' })), { role: 'operator' })).to.deep.equal(
        [],
      );
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
      expect(
        ['submit', 'sign-decision', 'lodge-appeal', 'write-message', 'ask-complement'].map((action) =>
          needsRecentSignIn(process, action),
        ),
      ).to.deep.equal([true, true, true, false, false]);
      expect(isRecent({ acr: 450, authenticatedAt: 0 }, recentSignInMs)).to.equal(true);
      expect(isRecent({ acr: 450, authenticatedAt: 0 }, recentSignInMs + 1)).to.equal(false);
      expect(isRecent({ acr: 400, authenticatedAt: 0 }, 1)).to.equal(false);
      expect(isRecent({ acr: 450, authenticatedAt: null }, 1)).to.equal(false);
    });
  });

  it('refuse to be built on an undefined value', () => {
    const broken = { ...grant('administrator'), organisingBodyId: undefined as unknown as string };
    expect(() => rulesFor({ userId: me, portal: 'pro', acr: 450, grants: [broken] })).to.throw('undefined');
    expect(() =>
      rulesFor({
        userId: me,
        portal: 'pro',
        acr: 450,
        grants: [broken, grant('administrator', { organisingBodyId: 'po-1' })],
      }),
    ).to.throw('undefined');
    expect(() => rulesFor({ userId: undefined as unknown as string, portal: 'office', acr: 450, grants: [] })).to.throw(
      'undefined',
    );
    expect(() =>
      rulesFor({
        userId: me,
        portal: 'office',
        acr: 450,
        grants: [{ ...grant('referent'), administration: undefined as unknown as string }],
      }),
    ).to.throw('undefined');
  });

  it('refuse to judge a row that was read without a column they look at', () => {
    const { excluded_user_id: _, ...partial } = caseRow;
    expect(() => asSubject('Case', partial)).to.throw('excluded_user_id');
  });

  it('say whose an act is when somebody else may not do it', () => {
    expect(reasonOf(agent(grant('coordinator')).ability, 'ask-complement', asSubject('Case', caseRow))).to.contain(
      'Référent·e accueil',
    );
    expect(reasonOf(operator().ability, 'read', asSubject('Facility', facilityRow))).to.contain('Vos droits');
  });

  it('name the organising body for which an operator acts, and none for ONE', () => {
    expect(onBehalfOf('operator', caseRow)).to.equal('po-1');
    expect(onBehalfOf('referent', caseRow)).to.equal(null);
  });

  it('give each procedure of a body to exactly one dossier, and no act the name of another right', () => {
    for (const process of processes) {
      expect(
        Object.keys(dossiers).filter((dossier) => slugsOf(dossier).includes(process.slug)),
        process.slug,
      ).to.have.length(process.subject === 'asker' ? 0 : 1);
      const acts = [
        ...Object.values(process.statuses).flatMap(({ on }) => Object.keys(on)),
        ...Object.keys(process.everywhere),
        ...Object.keys(process.opens),
      ];
      for (const right of ['manage', 'read', 'prepare', 'supervise', 'retry']) expect(acts).not.to.include(right);
    }
  });
});
