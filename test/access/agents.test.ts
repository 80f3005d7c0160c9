import { expect } from 'chai';
import { findActorRole, findOpenerRole } from '../../db/access/acts.ts';
import { reasonOf, refusalOf } from '../../db/access/reasons.ts';
import { reasons } from '../../db/access/rule.ts';
import { asOpening, asSubject } from '../../db/access/subjects.ts';
import { getProcess, processes } from '../../workflows/registry.ts';
import { agent, can, caseRow, documentRow, facilityRow, grant, me, reads, slug, taskRow } from './people.ts';

describe('rights of an agent', () => {
  const referent = agent(grant('referent', { administration: 'namur' }));

  it('show the cases, tasks, facilities and documents of the administration, not those of another', () => {
    for (const role of [
      'referent',
      'coordinator',
      'adviser',
      'health-referent',
      'asr-manager',
      'supervisor',
    ] as const) {
      const seen = reads(agent(grant(role, { administration: 'namur' })));
      expect(seen, role).to.have.members(['Case', 'Task', 'Document', 'Facility', 'AuthorisationVersion']);
      const viewer = agent(grant(role, { administration: 'namur' }));
      expect(can(viewer, 'read-internal', 'Case', caseRow), role).to.equal(true);
      expect(can(viewer, 'read', 'Document', { ...documentRow, sent: false }), role).to.equal(false);
      expect(reads(agent(grant(role, { administration: 'namur' })), { administration: 'liege' }), role).to.deep.equal(
        [],
      );
    }
  });

  it('reach every administration when none is named, and several when several are', () => {
    expect(reads(agent(grant('referent')), { administration: 'liege' })).to.include('Case');
    const two = agent(grant('referent', { administration: 'namur' }), grant('referent', { administration: 'liege' }));
    expect(
      ['namur', 'liege', 'hainaut'].map((administration) =>
        can(two, 'ask-complement', 'Case', { ...caseRow, administration }),
      ),
    ).to.deep.equal([true, true, false]);
  });

  it('keep each role where it was given', () => {
    const two = agent(
      grant('referent', { administration: 'namur' }),
      grant('asr-manager', { administration: 'liege' }),
    );
    expect(can(two, 'read', 'Case', { ...caseRow, administration: 'liege' })).to.equal(true);
    expect(can(two, 'ask-complement', 'Case', { ...caseRow, administration: 'liege' })).to.equal(false);
    expect(can(two, 'sign-decision', 'Case', caseRow)).to.equal(false);
  });

  it('follow the process table, for every act and every role', () => {
    for (const role of [
      'referent',
      'coordinator',
      'adviser',
      'health-referent',
      'asr-manager',
      'appeal-secretariat',
      'helpdesk',
    ] as const) {
      const viewer = agent(grant(role));
      for (const process of processes) {
        for (const [status, row] of Object.entries(process.statuses)) {
          const transitions = { ...(row.closed ? {} : process.everywhere), ...row.on };
          for (const [action, transition] of Object.entries(transitions)) {
            // An adviser does what is done for a childminder, a coordinator what is done for a crèche; who decided posts the letter; a datum has its desk.
            for (const data of [
              { home: false, childminder: false, desk: 'referent' },
              { home: true, childminder: true, desk: 'helpdesk' },
              { home: false, childminder: false, desk: 'referent', registered: { by: 'appeal-secretariat' } },
            ]) {
              const isNamed = transition?.by.includes(role) ?? false;
              const whose = transition?.whose?.(data as never) ?? role;
              const at = { ...caseRow, appealed: true, slug: process.slug, status, state: { data, tasks: [] } };
              expect(findActorRole(viewer, at, action), `${role} ${action} in ${status}`).to.equal(
                isNamed && whose === role ? role : undefined,
              );
              if (isNamed && whose !== role)
                expect(refusalOf(viewer.ability, at, action)).to.include('Cette action revient à');
            }
          }
        }
      }
    }
  });

  it("let a task of the own role be claimed, and one's own be given back", () => {
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
    expect(
      can(both, 'claim', 'Task', { ...taskRow, role: 'asr-manager', action: 'sign-decision', excluded_user_id: me }),
    ).to.equal(false);
    expect(findActorRole(both, proposed, 'return-to-drafter')).to.equal('asr-manager');
    expect(findActorRole(both, { ...proposed, excluded_user_id: 'other' }, 'sign-decision')).to.equal('asr-manager');
  });

  it('let a supervisor watch and retry, and act on no case', () => {
    const supervisor = agent(grant('supervisor'));
    expect(can(supervisor, 'supervise', 'Case', caseRow) && can(supervisor, 'retry', 'Case', caseRow)).to.equal(true);
    expect(supervisor.ability.can('read', 'Engine')).to.equal(true);
    for (const action of ['ask-complement', 'cancel', 'write-message', 'sign-decision'])
      expect(can(supervisor, action, 'Case', caseRow), action).to.equal(false);
    expect(referent.ability.can('read', 'Engine')).to.equal(false);
  });

  it('let the helpdesk see users and cases and cancel, not open documents', () => {
    const helpdesk = agent(grant('helpdesk'));
    expect(can(helpdesk, 'read', 'User', { id: 'other' })).to.equal(true);
    expect(findActorRole(helpdesk, caseRow, 'cancel')).to.equal('helpdesk');
    expect(reads(helpdesk)).to.have.members(['Case', 'Facility', 'AuthorisationVersion']);
    expect(can(helpdesk, 'read-internal', 'Case', caseRow)).to.equal(false);
    expect(can(referent, 'cancel', 'Case', caseRow)).to.equal(false);
  });

  it('let the data protection officer read the audit and no case', () => {
    const dpo = agent(grant('dpo'));
    expect(can(dpo, 'read', 'Audit', { on_behalf_of: null })).to.equal(true);
    expect(reads(dpo)).to.deep.equal([]);
    expect(can(agent(grant('supervisor')), 'read', 'Audit', { on_behalf_of: null })).to.equal(false);
  });

  it('let the secretariat of appeals read everywhere where there was an appeal, and nowhere else', () => {
    const secretariat = agent(grant('appeal-secretariat', { administration: 'namur' }));
    expect(reads(secretariat)).to.deep.equal([]);
    expect(can(secretariat, 'read-internal', 'Case', caseRow)).to.equal(false);
    expect(findActorRole(secretariat, { ...caseRow, status: 'appeal' }, 'decide-appeal')).to.equal(undefined);
    const appealed = { appealed: true, administration: 'liege' };
    expect(reads(secretariat, appealed)).to.have.members(['Case', 'Document', 'Facility', 'AuthorisationVersion']);
    expect(reads(secretariat, { ...appealed, role: 'appeal-secretariat' })).to.include('Task');
    expect(can(secretariat, 'read-internal', 'Case', { ...caseRow, ...appealed })).to.equal(true);
    expect(can(secretariat, 'read', 'Document', { ...documentRow, ...appealed, sent: false })).to.equal(false);
  });

  it('let the secretariat of appeals decide on appeals only', () => {
    const secretariat = agent(grant('appeal-secretariat', { administration: 'namur' }));
    const appealed = { ...caseRow, administration: 'liege', appealed: true, status: 'appeal' };
    expect(findActorRole(secretariat, appealed, 'decide-appeal')).to.equal('appeal-secretariat');
    expect(can(secretariat, 'sign-decision', 'Case', appealed)).to.equal(false);
  });

  it('let a referent open a measure in the own administration', () => {
    const process = getProcess(slug);
    expect(findOpenerRole(referent, process, 'open-measure', asOpening(slug, facilityRow))).to.equal('referent');
    expect(
      findOpenerRole(referent, process, 'open-measure', asOpening(slug, { ...facilityRow, administration: 'liege' })),
    ).to.equal(undefined);
    expect(findOpenerRole(referent, process, 'submit', asOpening(slug, facilityRow))).to.equal(undefined);
  });

  it('prefer, of several roles, the one whose task is open', () => {
    const both = agent(grant('coordinator'), grant('adviser'));
    const instructed = {
      ...caseRow,
      status: 'instruction',
      state: { data: { home: true }, tasks: [{ action: 'give-opinion', role: 'adviser' as const }] },
    };
    expect(findActorRole(both, instructed, 'give-opinion')).to.equal('adviser');
    expect(findActorRole(both, { ...caseRow, status: 'instruction' }, 'give-opinion')).to.equal('coordinator');
  });
});
