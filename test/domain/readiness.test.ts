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
  doctors: { valid: ['Dr Anne-Sophie Claes'], waiting: [] },
  account: 'BE68 •••• •••• 7034',
  submitters: ['Nathalie Servais'],
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
    const lines = readinessLines(facts({ doctors: { valid: [], waiting: [] }, account: undefined, submitters: [] }));
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
});
