/** How often each page and act asks the database. A query in a loop would show here, and one more for each click is seen before it is paid. */
import { expect } from 'chai';
import type { Response } from 'supertest';
import { dayOf } from '../../domain/calendar.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { countQueries } from '../support/count-queries.ts';
import { makeTeam } from '../team/made-team.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn } from '../support/html.ts';

// The most that each may ask: one who asks less lowers its number, one who needs more says why in the commit.
const pages: [who: string, path: string, most: number][] = [
  ['Nathalie Servais', '/pro', 12],
  ['Nathalie Servais', '/pro/cases', 6],
  ['Nathalie Servais', '/pro/authorisation', 5],
  ['Nathalie Servais', '/pro/authorisation-adaptation/:asked', 11],
  ['Nathalie Servais', '/pro/doctors', 9],
  ['Hassan Tahiri', '/office/doctor-validation/:doctor', 17],
  ['Hassan Tahiri', '/office/doctor-validation/:doctor/validate', 17],
  ['Nathalie Servais', '/pro/authorisation-adaptation/:asked/give-complement', 10],
  ['Nathalie Servais', '/pro/authorisation-adaptation/drafts/:draft/capacity', 10],
  ['Nathalie Servais', '/pro/team-validation/:validation', 24],
  ['Nathalie Servais', '/pro/team-validation/:validation/team', 16],
  ['Nathalie Servais', '/pro/organising-body', 5],
  ['Nathalie Servais', '/pro/users', 12],
  ['Nathalie Servais', `/pro/users/${stableId('user none-chenes')}/rights`, 9],
  ['Nathalie Servais', '/pro/users/export', 9],
  ['Nathalie Servais', '/pro/notices', 5],
  ['Nathalie Servais', '/pro/team', 16],
  ['Nathalie Servais', '/pro/team/:member', 16],
  ['Nathalie Servais', '/pro/activities/accueil-extrascolaire-type-2', 5],
  ['Nathalie Servais', '/pro/facilities', 6],
  ['Nathalie Servais', '/pro/calls', 5],
  ['Nathalie Servais', `/pro/calls/${stableId('project call open')}`, 5],
  ['Nathalie Servais', `/pro/calls/${stableId('project call closed')}`, 5],
  ['Benoît Lejeune', `/pro/project-call/${stableId('project file clair-matin')}/deposit-again`, 10],
  ['Laura Simonis', '/pro/preparatory-process/new', 5],
  ['Nathalie Servais', `/pro/facilities/${stableId('facility chenes')}/data`, 14],
  ['Nathalie Servais', `/pro/facilities/${stableId('facility chenes')}/data?section=opening-hours`, 17],
  ['Nathalie Servais', `/pro/bodies/${stableId('body petits-chenes')}/data?section=emergency`, 11],
  ['Nathalie Servais', '/pro/consultations', 5],
  ['Nathalie Servais', `/pro/facilities/${stableId('facility chenes')}/consultations/2026-09`, 10],
  ['Nathalie Servais', '/pro/attendance', 7],
  ['Nathalie Servais', `/pro/facilities/${stableId('facility chenes')}/attendance/2026-11`, 12],
  ['Nathalie Servais', `/pro/facilities/${stableId('facility chenes')}/attendance/2026-11/propose`, 11],
  ['Nathalie Servais', `/pro/facilities/${stableId('facility chenes')}/attendance/2026-11/changes?since=0`, 6],
  ['Nathalie Servais', '/pro/presentation', 6],
  ['Nathalie Servais', `/pro/facilities/${stableId('facility chenes')}/presentation`, 15],
  ['Samira Benali', '/pro/after-school', 6],
  ['Samira Benali', `/pro/after-school/${stableId('facility mercredis-envol')}`, 13],
  ['Samira Benali', `/pro/after-school/${stableId('facility mercredis-envol')}?edit=new`, 15],
  ['Samira Benali', `/pro/after-school/${stableId('facility mercredis-envol')}/leader`, 13],
  ['Samira Benali', `/pro/after-school/${stableId('facility mercredis-envol')}/history`, 11],
  ['Samira Benali', '/pro/after-school/calendar', 4],
  ['Samira Benali', '/pro/after-school/attendance', 12],
  ['Samira Benali', `/pro/after-school/${stableId('facility mercredis-envol')}/attendance/2026-11`, 16],
  ['Karine Lejeune', `/office/after-school/${stableId('facility mercredis-envol')}/attendance/2026-11`, 16],
  ['Samira Benali', '/pro/after-school/import', 5],
  ['Samira Benali', `/pro/after-school/${stableId('facility mercredis-envol')}/import`, 5],
  ['Samira Benali', `/pro/after-school/${stableId('facility mercredis-envol')}/template`, 10],
  ['Samira Benali', '/pro/aes-subsidies', 3],
  ['Samira Benali', '/pro/aes-subsidies/received', 4],
  ['Samira Benali', '/pro/aes-subsidy/:quarter', 28],
  ['Karine Lejeune', '/office/aes-subsidies', 5],
  ['Karine Lejeune', '/office/aes-subsidies/export', 5],
  ['Karine Lejeune', '/office/aes-subsidy/:quarter', 28],
  ['Karine Lejeune', '/office/aes-subsidy/:quarter/propose', 27],
  ['Samira Benali', '/pro/agreement', 5],
  ['Samira Benali', `/pro/agreement/hours/${stableId('body mercredis')}`, 8],
  ['Samira Benali', '/pro/agreement-renewal/:agreement', 26],
  ['Samira Benali', '/pro/agreement-renewal/:agreement/dossier/staff', 14],
  ['Claire Mertens', `/office/agreement-hours/${stableId('body mercredis')}`, 8],
  ['Claire Mertens', '/office/agreement-renewal/:agreement', 26],
  ['Claire Mertens', '/office/agreement-renewal/:agreement/dossier/places', 14],
  ['Claire Mertens', '/office/agreement-renewal/:agreement/examine', 24],
  ['Claire Mertens', '/office/commission', 5],
  ['Claire Mertens', '/office/commission/new', 2],
  ['Claire Mertens', '/office/commission/:session', 5],
  ['Claire Mertens', '/office/commission/:session/edit', 3],
  ['Claire Mertens', '/office/commission/:session/cancel', 3],
  ['Claire Mertens', '/office/commission/:session/print', 4],
  ['Claire Mertens', '/office/commission/:session/export', 5],
  ['Claire Mertens', '/office/commission/:held/minutes', 4],
  ['Karine Lejeune', '/office/notices', 5],
  ['Nathalie Servais', '/pro/history', 6],
  ['Nathalie Servais', '/pro/applications', 4],
  ['Nathalie Servais', `/pro/applications/${stableId('application belle')}`, 9],
  ['Nathalie Servais', '/pro/accounts', 8],
  ['Nathalie Servais', `/pro/bank-account/${stableId('bank account petits-chenes next')}`, 12],
  ['Noémie Deprez', `/office/bank-account/${stableId('bank account clair-matin next')}/validate-second`, 14],
  ['Nathalie Servais', '/pro/users', 13],
  ['Nathalie Servais', '/pro/users/review', 7],
  ['Nathalie Servais', '/account', 5],
  ['Nathalie Servais', '/account/preferences', 4],
  ['Nathalie Servais', '/pro/newsletters', 6],
  ['Nathalie Servais', `/pro/newsletters/${stableId('newsletter flash 1')}`, 5],
  ['Samira Oulad', '/office/newsletters/write', 5],
  ['Pascal Rigaux', `/office/newsletters/write/${stableId('newsletter prodige next')}`, 6],
  ['Sophie Lambert', '/office/tasks?view=mine', 6],
  ['Sophie Lambert', '/office/tasks?view=team', 6],
  ['Sophie Lambert', '/office/authorisation-adaptation/:incomplete', 12],
  ['Sophie Lambert', '/office/authorisation-adaptation/:incomplete/ask-complement', 11],
  ['Sophie Lambert', '/office/search?q=creche', 6],
  ['Sophie Lambert', '/office/calls', 4],
  ['Claire Fontaine', `/office/calls/${stableId('project call open')}`, 7],
  ['Claire Fontaine', `/office/calls/${stableId('project call closed')}`, 7],
  ['Pascale Evrard', '/office/preparatory-process/:project', 10],
  ['Sophie Lambert', '/office/facilities', 5],
  // With the documents of its pedagogical project.
  ['Sophie Lambert', `/office/facilities/${stableId('facility chenes')}`, 12],
  ['Sophie Lambert', '/office/team-validations', 6],
  ['Karine Lejeune', '/office/aes-subsidies', 5],
  ['Samira Benali', '/pro/aes-subsidies', 5],
  ['Samira Benali', '/pro/aes-subsidies/received?year=2026', 5],
  ['Sophie Lambert', '/office/notices', 5],
  ['Sophie Lambert', '/documents/:document', 4],
  ['Claire Mertens', '/office/trainings', 23],
  ['Claire Fontaine', '/supervision', 11],
  ['Claire Fontaine', '/supervision/deadlines', 9],
  ['Claire Fontaine', '/supervision/load', 9],
  ['Claire Fontaine', '/supervision/stuck', 5],
  ['Claire Fontaine', '/supervision/cases/:incomplete', 8],
  ['Claire Fontaine', '/supervision/parameters', 6],
];

describe('the questions put to the database', () => {
  let house: House;
  const ids: Record<string, string> = {};
  const visitors = new Map<string, Visitor>();
  const visitorOf = async (who: string): Promise<Visitor> => {
    const known = visitors.get(who) ?? (await house.as(who));
    visitors.set(who, known);
    return known;
  };
  const addressOf = (path: string): string => path.replaceAll(/:[a-z]+/g, (name) => ids[name.slice(1)]!);

  before(async () => {
    house = await openHouse();
    const facility = stableId('facility chenes');
    const caseIn = async (status: string, where: object): Promise<string> =>
      (
        (await house
          .db('cases')
          .where({ status, ...where })
          .orderBy('id')
          .first('id')) as { id: string }
      ).id;
    ids.doctor = await caseIn('to-validate', { facility_id: facility, slug: 'doctor-validation' });
    ids.asked = await caseIn('complement-asked', { facility_id: facility, slug: 'authorisation-adaptation' });
    ids.incomplete = (
      (await house
        .db('tasks')
        .where({ action: 'declare-complete', administration: 'namur', closed_at: null })
        .first('case_id')) as { case_id: string }
    ).case_id;
    ids.project = await caseIn('to-meet', { slug: 'preparatory-process', administration: 'namur', kind: 'home' });
    ids.member = (await makeTeam(house.db, house.config, dayOf(house.clock.now))).ines!.id;
    ids.validation = (
      (await house
        .db('cases')
        .where({ slug: 'team-validation', facility_id: stableId('facility coccinelle') })
        .first('id')) as {
        id: string;
      }
    ).id;
    ids.quarter = await caseIn('in-control', { slug: 'aes-subsidy', period: '2026-07' });
    ids.agreement = await caseIn('examination', { slug: 'agreement-renewal', subject_id: stableId('body mercredis') });
    const sessionThat = async (status: string): Promise<string> =>
      ((await house.db('commission_sessions').where({ status }).orderBy('id').first('id')) as { id: string }).id;
    ids.session = await sessionThat('planned');
    ids.held = await sessionThat('signed');
    ids.draft = stableId('draft glands capacity-change');
    const { rows } = await house.db.raw<{ rows: { id: string }[] }>(
      `select id from documents where case_id in (select id from cases where administration = 'namur' and slug = 'authorisation-adaptation')
        and act_number is not null and withdrawn_at is null order by id limit 1`,
    );
    ids.document = rows[0]!.id;
  });
  after(() => house.close());

  /** The second time: what is read once for all is there. */
  const secondTime = async (ask: () => PromiseLike<Response>): Promise<{ asked: string[]; result: Response }> => {
    await ask();
    const { asked, result } = await countQueries(async () => ask());
    // Up to where one has looked is written once the answer is out: nobody waits for it.
    return { asked: asked.filter((sql) => !sql.startsWith('insert into case_looks')), result };
  };
  const expectAtMost = (asked: string[], most: number): void => {
    expect(asked.length, `asked:\n  ${asked.map((sql) => sql.slice(0, 160)).join('\n  ')}\n`).to.be.at.most(most);
  };

  for (const [who, path, most] of pages)
    it(`are at most ${String(most)} for ${path}, seen by ${who}`, async () => {
      const visitor = await visitorOf(who);
      const { asked, result } = await secondTime(() => visitor.get(addressOf(path)));
      expect(result.status).to.equal(200);
      expectAtMost(asked, most);
    });

  const acts: [who: string, path: string, fields: Record<string, string>, most: number][] = [
    ['Sophie Lambert', '/office/authorisation-adaptation/:incomplete/declare-complete', {}, 3],
    ['Nathalie Servais', '/pro/authorisation-adaptation/:asked/write-message', { text: 'Le plan arrive demain.' }, 4],
  ];
  for (const [who, path, fields, most] of acts)
    it(`are at most ${String(most)} for an act: ${path}`, async () => {
      const visitor = await visitorOf(who);
      const { text } = await visitor.get(addressOf(path)).expect(200);
      const { asked, result } = await countQueries(async () =>
        visitor.post(addressOf(path), { token: fieldIn(text, 'token'), version: fieldIn(text, 'version'), ...fields }),
      );
      expect(result.status, result.text).to.equal(303);
      expectAtMost(asked, most);
    });
});
