/** The signed minutes as a document: printed once, with all that was said, and given with the same bytes ever after. */
import { expect } from 'chai';
import { createMinutesPrinting } from '../../activities/minutes.ts';
import { createPdfPrinter } from '../../activities/pdf.ts';
import { listMinutes } from '../../db/agreement-commission/agenda.ts';
import { findSession } from '../../db/agreement-commission/sessions.ts';
import { batchKindsThatPrint } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { instant } from '../../db/connect.ts';
import { findChromium } from '../../local/chromium.ts';
import { presentMinutes } from '../../views/agreement-commission/minutes.ts';
import { createEngine } from '../../views/engine.ts';
import { letterHtml } from '../../views/letters/letters.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { expectLetter } from '../support/letter.ts';
import { day } from '../support/times.ts';
import { makeDossiers, makeSession, putOn } from './made-dossiers.ts';

const heldOn = '2026-11-20';

describe('the minutes of a session as a document', function () {
  this.timeout(400_000);
  let house: House;
  let bernadette: Visitor, karine: Visitor;
  let id: string;
  const views = createEngine({ today: () => heldOn, asset: (file) => file, cache: true });
  const printer = createPdfPrinter({ chromium: findChromium, pageTimeoutMs: 60_000 });
  before(async () => {
    house = await openHouse();
    const { db, clock } = house;
    [bernadette, karine] = (await Promise.all(
      ['Bernadette Collin', 'Karine Lejeune'].map((name) => house.as(name)),
    )) as [Visitor, Visitor];
    const dossiers = await makeDossiers(db, { count: 3, at: clock.now - 20 * day });
    id = await makeSession(db, { heldOn, at: clock.now });
    await putOn(db, { sessionId: id, heldOn, dossiers, at: clock.now });
    await db('commission_agenda')
      .where({ session_id: id })
      .update({
        opinion: 'refuse',
        reasons: 'Le programme CLE manque.\nLe projet est à revoir.',
        noted_by: stableId('user aes-referent'),
        noted_at: instant(clock.now),
        outcome: 'told',
        settled_at: instant(clock.now),
      });
    await db('commission_sessions')
      .where({ id })
      .update({
        status: 'held',
        present: 'A. Lambert, présidente\nB. Noël',
        ended_by: stableId('user aes-referent'),
        ended_at: instant(clock.now),
      });
  });
  after(async () => {
    await printer.close();
    await house.close();
  });

  const work = async () => {
    const batch = (await house.db('batches').where({ kind: 'draw-minutes', key: id }).first('id')) as { id: string };
    const print = createMinutesPrinting({
      blobs: house.deps.blobs,
      views,
      renderPdf: printer.renderPdf,
      demonstration: true,
    });
    return workOffItems(house.db, batchKindsThatPrint(print), batch.id, {
      limit: 10,
      now: () => house.clock.now,
      ring: () => undefined,
      afterItem: () => Promise.resolve(),
    });
  };
  const given = (who: Visitor) => who.get(`/office/commission/${id}/document`);

  it('is not there before they are signed', async () => {
    expect((await given(bernadette)).status).to.equal(404);
    expect((await bernadette.get(`/office/commission/${id}`)).text).not.to.include('Procès-verbal signé (PDF)');
  });

  it('is printed by the worker once they are signed, and given with the same bytes each time', async () => {
    const { version } = (await house.db('commission_sessions').where({ id }).first('version')) as { version: number };
    const signed = await bernadette.post(`/office/commission/${id}/sign`, { version: String(version) });
    expect(signed.status).to.equal(303);
    expect(await work()).to.deep.include({ status: 'done', done: 1, failed: 0 });
    const page = await bernadette.get(`/office/commission/${id}`);
    expect(page.text).to.include('Procès-verbal signé (PDF)').and.include(`/office/commission/${id}/document`);
    const first = await given(bernadette);
    expect(first.status).to.equal(200);
    expect(first.headers['content-type']).to.equal('application/pdf');
    expectLetter(first.body as Buffer, heldOn);
    await house.db('commission_agenda').where({ session_id: id }).update({ reasons: 'Autre chose.' });
    await work();
    expect(Buffer.compare((await given(bernadette)).body as Buffer, first.body as Buffer)).to.equal(0);
    expect((await given(karine)).status).to.equal(403);
  });

  it('says who was there, each opinion with its reasons, and who has signed, however many there are', async () => {
    const session = (await findSession(house.db, id))!;
    const [row] = await listMinutes(house.db, id);
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...row!,
      position: index + 1,
      body: `Association sans but lucratif des accueils extrascolaires réunis des écoles du plateau ${String(index + 1)}`,
      reasons: 'Le programme CLE manque.\nLe projet est à revoir.',
    }));
    const html = await letterHtml(views.renderHtml, presentMinutes(session, many));
    const text = textOf(html);
    for (const said of [
      'Procès-verbal de la séance du',
      'A. Lambert, présidente',
      'Avis de la commission : 60 dossiers',
      'Avis de la commission : défavorable.',
      'Le projet est à revoir.',
      'Séance close par Claire Mertens',
      'Bernadette Collin',
    ])
      expect(text).to.include(said);
    expect((await printer.renderPdf(html)).length).to.be.greaterThan(20_000);
  });
});
