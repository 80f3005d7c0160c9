/** What a reminder of a quarter says: what is missing as its mail leaves, counted, and of nobody by name. */
import { expect } from 'chai';
import { createMailRounds } from '../../activities/mailer.ts';
import type { Mail, Mailer } from '../../activities/mail.ts';
import { procedures } from '../../activities/procedures.ts';
import { loadReport } from '../../db/quarterly-subsidy/report.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { createEngine } from '../../views/engine.ts';
import { presentNotice } from '../../views/mail/notice.ts';
import type { ProcedureWords } from '../../views/words.ts';
import { words } from '../../views/quarterly-subsidy/words.ts';
import { openHouse, type House } from '../support/house.ts';
import { minute } from '../support/times.ts';
import { openQuarter, stableOf } from './cases.ts';
import { makeReady } from './ready.ts';

describe('the reminders of a quarter', () => {
  let house: House;
  let caseId: string;
  before(async () => {
    house = await openHouse();
    await house.db('notices').delete();
  });
  after(() => house.close());
  const facilityId = stableOf('clair-matin');
  let year = 2025;

  /** A reminder that the clock has recorded, and what its mail says at the hour given. */
  async function remind(between: (caseId: string) => Promise<void> = () => Promise.resolve()): Promise<Mail> {
    await house.db('notices').delete();
    caseId = await openQuarter(house.db, {
      facilityId,
      at: house.clock.now,
      quarter: `${String(year--)}-2`,
      status: 'to-submit',
      then: [['clock', 'remind']],
    });
    await between(caseId);
    const sent: Mail[] = [];
    const mailer = { send: (mail: Mail) => Promise.resolve(void sent.push(mail)) } as unknown as Mailer;
    await createMailRounds({
      // As the worker reads: what a mail asks for must be granted to it.
      db: house.dbOf('worker'),
      mailer,
      procedures,
      publicUrl: 'https://pro.exemple.be',
      now: () => house.clock.now + 5 * minute,
    }).sendMails();
    const mail = sent.find(({ link }) => link.endsWith(caseId));
    expect(mail, 'a mail about the quarter').not.to.equal(undefined);
    return mail!;
  }

  it('say point by point what is still missing, and name nobody', async () => {
    let names: string[] = [];
    const { missing = [], first } = await remind(async (id) => {
      const of = { caseId: id, organisingBodyId: stableId('body clair-matin'), facilityId, quarter: '2025-2' };
      const { staff } = await loadReport(house.db, of, '2026-11-23');
      // Nobody has laid out its hours: otherwise those of the place serve.
      await house.db('opening_hours').where({ facility_id: facilityId }).delete();
      names = staff.map(({ familyName }) => familyName);
      await house
        .db('quarter_salaries')
        .insert(
          staff.map(({ collaborationId }) => ({ case_id: id, collaboration_id: collaborationId, subsidised: true })),
        );
    });
    expect(first).to.include('soumettre la demande');
    expect(missing).to.include.members([
      "présences d'avril 2025 à envoyer",
      'présences de mai 2025 à envoyer',
      'présences de juin 2025 à envoyer',
      `salaires bruts : ${String(names.length * 3)} montants à encoder`,
      "renseignements du trimestre : heures d'ouverture à donner",
    ]);
    expect(names).not.to.have.length(0);
    for (const name of names) expect(missing.join(' ')).not.to.include(name);
    expect(missing.join(' ')).not.to.match(/BE\d\d|Dr /);
  });

  it('look when the mail leaves, not when the reminder was planned', async () => {
    const { missing = [] } = await remind((id) => makeReady(house.db, id, house.clock.now));
    expect(missing.filter((line) => !line.startsWith('conseillé'))).to.deep.equal([]);
  });

  it('tell ten points at most, then how many more, and where they are', async () => {
    const many = Array.from({ length: 13 }, (_, index) => `point ${String(index + 1)}`);
    const at = house.clock.now;
    const text = presentNotice(
      {
        reference: 'ST-2026-1',
        acts: [{ action: 'remind', at, byReader: false, byClock: true }],
        tasks: [{ action: 'submit', dueOn: '2026-12-31', openedAt: at }],
        missing: many,
      },
      words as ProcedureWords,
    );
    expect(text.missing).to.deep.equal([...many.slice(0, 10), 'et 3 autres']);
    const { renderHtml } = createEngine({ cache: true, today: () => '2026-11-22', asset: (file) => file });
    for (const view of ['mail/notice.txt', 'mail/notice.html']) {
      const page = await renderHtml(view, { ...text, link: 'https://pro.exemple.be/x', reference: 'ST-2026-1' });
      expect(page).to.include('point 10').and.include('et 3 autres').and.include('https://pro.exemple.be/x');
      expect(page).not.to.include('point 11').and.not.to.include('ne dit rien du contenu');
    }
  });
});
