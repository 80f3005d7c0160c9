import { expect } from 'chai';
import { agent, can, elsewhere, grant, operator, place } from './people.ts';

describe('rights on who works where', () => {
  const nowhere = { ...place, facility_id: null, administration: null, sector: null };
  const inTeam = (facilityId: string | null = null) =>
    operator(grant('data-manager', { organisingBodyId: 'po-1', dossier: 'team', facilityId }));

  it('are an administrator’s for the whole body, those without a contract included', () => {
    const administrator = operator(grant('administrator', { organisingBodyId: 'po-1' }));
    for (const row of [place, nowhere]) {
      expect(can(administrator, 'read', 'Collaboration', row)).to.equal(true);
      expect(can(administrator, 'change', 'Collaboration', row)).to.equal(true);
    }
    expect(can(administrator, 'read', 'Collaboration', { ...place, ...elsewhere })).to.equal(false);
  });

  it('are those of the file « Mon équipe », and of the places that were opened with it', () => {
    expect(can(inTeam(), 'change', 'Collaboration', nowhere)).to.equal(true);
    expect(can(inTeam('f-1'), 'change', 'Collaboration', place)).to.equal(true);
    for (const row of [{ ...place, facility_id: 'f-2' }, nowhere])
      expect(can(inTeam('f-1'), 'read', 'Collaboration', row)).to.equal(false);
    const other = operator(grant('data-manager', { organisingBodyId: 'po-1', dossier: 'authorisation' }));
    expect(can(other, 'read', 'Collaboration', place)).to.equal(false);
    const users = operator(grant('user-manager', { organisingBodyId: 'po-1' }));
    expect(can(users, 'read', 'Collaboration', place)).to.equal(false);
  });

  it('let the agents of an administration read who works in its places, and change nothing', () => {
    for (const role of ['referent', 'coordinator', 'adviser', 'health-referent', 'supervisor'] as const) {
      const viewer = agent(grant(role, { administration: 'namur' }));
      expect(can(viewer, 'read', 'Collaboration', place), role).to.equal(true);
      expect(can(viewer, 'change', 'Collaboration', place), role).to.equal(false);
      expect(can(viewer, 'read', 'Collaboration', { ...place, administration: 'liege' }), role).to.equal(false);
      expect(can(viewer, 'read', 'Collaboration', nowhere), role).to.equal(false);
    }
    const afterSchool = agent(grant('aes-referent', { administration: 'namur' }));
    expect(can(afterSchool, 'read', 'Collaboration', { ...place, sector: 'atl' })).to.equal(true);
    expect(can(afterSchool, 'change', 'Collaboration', { ...place, sector: 'atl' })).to.equal(false);
    for (const row of [place, nowhere, { ...place, sector: 'atl', administration: 'liege' }])
      expect(can(afterSchool, 'read', 'Collaboration', row)).to.equal(false);
    for (const role of ['helpdesk', 'dpo', 'appeal-secretariat'] as const)
      expect(can(agent(grant(role)), 'read', 'Collaboration', place), role).to.equal(false);
  });
});
