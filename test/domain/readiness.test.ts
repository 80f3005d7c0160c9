import { expect } from 'chai';
import { holdUp, isSlow, readinessLines, type ReadinessFacts } from '../../domain/subsidy/readiness.ts';
import { lineInWords } from '../../views/quarterly-subsidy/board-words.ts';

const month = (name: string, sent: 'never' | 'sent' | 'reopened', cents = 0) => ({
  month: name,
  attendance: { sent, rows: 28 },
  consultations: { sent, unsent: sent === 'sent' ? 0 : 2, cents },
});
const facts = (more: Partial<ReadinessFacts> = {}): ReadinessFacts => ({
  today: '2026-11-23',
  months: [month('2026-07', 'sent'), month('2026-08', 'sent'), month('2026-09', 'sent')],
  team: [],
  people: 13,
  report: [],
  lastDay: '2026-12-31',
  doctors: { valid: [{ name: 'Dr Anne-Sophie Claes', until: null }], waiting: [] },
  account: { masked: 'BE68 •••• •••• 7034' },
  authorisedUntil: null,
  submitters: [{ name: 'Nathalie Servais', until: null }],
  ...more,
});

describe('the readiness of a quarter', () => {
  it('holds nothing up once everything is there', () => {
    const lines = readinessLines(facts());
    expect(lines.map(({ state }) => state)).to.deep.equal(lines.map(() => 'ready'));
    expect(holdUp(lines)).to.deep.equal([]);
  });

  it('puts first what holds up, then what costs money, and says how much', () => {
    const lines = readinessLines(
      facts({ months: [month('2026-07', 'sent'), month('2026-08', 'sent'), month('2026-09', 'never', 268_56)] }),
    );
    expect(lines.slice(0, 2).map(({ code, state }) => [code, state])).to.deep.equal([
      ['attendance', 'to-do'],
      ['consultations', 'advised'],
    ]);
    expect(lineInWords('2026-3', lines[1]!).text).to.match(/268,56\s€/);
    expect(lineInWords('2026-3', lines[0]!)).to.include({
      label: 'Présences de septembre',
      text: '28 lignes encodées, pas encore envoyées',
    });
  });

  it('exists from the first day: a month that is not over is to come, and holds the request up without a reproach', () => {
    const lines = readinessLines(
      facts({
        today: '2026-07-01',
        months: [month('2026-07', 'never'), month('2026-08', 'never'), month('2026-09', 'never')],
      }),
    );
    expect(lines.filter(({ state }) => state === 'to-come')).to.have.length(6);
    expect(holdUp(lines)).to.have.length(3);
    expect(lines.some(({ state }) => state === 'to-do')).to.equal(false);
  });

  it('tells at once what takes time to mend: a doctor, an account, somebody who signs in strongly', () => {
    const lines = readinessLines(facts({ doctors: { valid: [], waiting: [] }, account: {}, submitters: [] }));
    expect(lines.filter(isSlow).map(({ code }) => code)).to.have.members(['doctors', 'account', 'submitter']);
    expect(holdUp(lines).map(({ code }) => code)).to.deep.equal(['submitter']);
    const waiting = readinessLines(facts({ doctors: { valid: [], waiting: ['Dr Louis Thonon'] } }));
    expect(waiting.find(({ code }) => code === 'doctors')).to.include({ state: 'at-one' });
  });

  it('asks for a month again that ONE has reopened', () => {
    const [first] = readinessLines(
      facts({ months: [month('2026-07', 'reopened'), month('2026-08', 'sent'), month('2026-09', 'sent')] }),
    );
    expect(lineInWords('2026-3', first!).text).to.equal("rouvertes par l'ONE, à renvoyer");
  });

  const stateOf = (more: Partial<ReadinessFacts>, code: string) =>
    readinessLines(facts(more)).find((line) => line.code === code)!;
  const until = (day: string | null) => [{ name: 'Dr Anne-Sophie Claes', until: day }];

  it('warns while there is time of what will be missing: a doctor, an authorisation, rights, a contract or a paper that come to an end', () => {
    const doctor = stateOf({ today: '2026-07-01', doctors: { valid: until('2026-08-31'), waiting: [] } }, 'doctors');
    expect([doctor.state, isSlow(doctor)]).to.deep.equal(['advised', true]);
    expect(lineInWords('2026-3', doctor).text).to.include("jusqu'au 31/08/2026, plus aucun médecin validé ensuite");
    expect(
      stateOf({ doctors: { valid: until('2026-08-31'), waiting: ['Dr Louis Thonon'] } }, 'doctors').state,
    ).to.equal('at-one');
    // Another one goes on, or it ends with the quarter.
    const two = [...until('2026-08-31'), ...until(null)];
    expect(stateOf({ doctors: { valid: two, waiting: [] } }, 'doctors').state).to.equal('ready');
    expect(stateOf({ doctors: { valid: until('2026-09-30'), waiting: [] } }, 'doctors').state).to.equal('ready');

    expect(readinessLines(facts()).some(({ code }) => code === 'authorisation')).to.equal(false);
    const authorisation = stateOf({ authorisedUntil: '2026-08-14' }, 'authorisation');
    expect([authorisation.state, isSlow(authorisation)]).to.deep.equal(['advised', true]);
    expect(lineInWords('2026-3', authorisation).text).to.include('après le 14/08/2026');

    const submitter = stateOf({ submitters: [{ name: 'Nathalie Servais', until: '2026-12-15' }] }, 'submitter');
    expect(submitter.state).to.equal('advised');
    expect(lineInWords('2026-3', submitter).text).to.include('se termine le 15/12/2026, avant le dernier jour');
    expect(stateOf({ submitters: [{ name: 'Nathalie Servais', until: '2026-12-31' }] }, 'submitter').state).to.equal(
      'ready',
    );

    const ending = (code: 'contract-ending' | 'record-old'): ReadinessFacts['team'][number] =>
      ({ code, weight: 'warning', field: 'x', collaborationId: 'y', on: '2026-08-31' }) as never;
    const team = stateOf({ team: [ending('contract-ending'), ending('record-old'), ending('record-old')] }, 'team');
    expect(team.state).to.equal('advised');
    expect(lineInWords('2026-3', team).text).to.equal(
      'bientôt à renouveler : 1 contrat qui se termine, 2 extraits de casier judiciaire',
    );
  });

  it('says of an account that is not validated whose turn it is', () => {
    expect(stateOf({ account: { asked: 'at-one' } }, 'account').state).to.equal('at-one');
    expect(stateOf({ account: { asked: 'complement' } }, 'account').state).to.equal('advised');
    expect(stateOf({ account: {} }, 'account').state).to.equal('advised');
  });

  it('asks for no salary of a month that is not over, nor for children before 15 January; both hold the request up', () => {
    const row = { familyName: 'Masson', firstName: 'Chloé' } as never;
    const salary = (index: 0 | 1 | 2) => ({ step: 'staff', code: 'salary', row, month: index }) as const;
    const first = ['2027-01', '2027-02', '2027-03'].map((name) => month(name, 'never'));
    const report = [salary(0), salary(1), { step: 'information', code: 'children' }] as const;
    const at = (today: string) => {
      const lines = readinessLines(facts({ today, months: first, report }));
      expect(holdUp(lines).map(({ code }) => code)).to.include.members(['salaries', 'information']);
      return ['salaries', 'information'].map((code) => lines.find((line) => line.code === code)!.state);
    };
    expect(at('2027-01-14')).to.deep.equal(['to-come', 'to-come']);
    expect(at('2027-01-15')).to.deep.equal(['to-come', 'to-do']);
    expect(at('2027-02-01')).to.deep.equal(['to-do', 'to-do']);
    const [line] = readinessLines(facts({ today: '2027-02-01', months: first, report })).filter(
      ({ code }) => code === 'salaries',
    );
    expect(lineInWords('2027-1', line!).text).to.equal('le salaire de janvier de Chloé Masson manque');
  });
});
