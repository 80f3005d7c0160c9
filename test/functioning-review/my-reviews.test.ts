/** « Mes bilans »: what is possible before the first day, and nothing else; documentation, calendar, other days. */
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { slug, type Status } from '../../workflows/functioning-review/contract.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { doSteps, firstWorkingDayIn, planReview, reviewIn } from './cases.ts';

const facilityId = stableId('facility chenes');
const path = `/pro/reviews/${facilityId}`;

describe('« Mes bilans »', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());
  beforeEach(async () => {
    const open = (await house.db('cases').where({ slug, closed_at: null }).select('id')) as { id: string }[];
    for (const { id } of open) await doSteps(house.db, id, [{ role: 'procedure', action: 'lapse' }], house.clock.now);
  });
  const bring = (status: Status): Promise<string> => reviewIn(house.db, status, { facilityId, at: house.clock.now });
  const look = async (): Promise<string> => (await nathalie.get(path).expect(200)).text;

  it('says when it opens and in how many days, and offers to read, to note the day and to propose another: nothing else', async () => {
    const caseId = await bring('planned');
    const text = await look();
    const on = firstWorkingDayIn(42, house.clock.now);
    expect(textOf(text)).to.include(`Votre bilan de fonctionnement s'ouvre le ${formatLongDate(on)}.`);
    expect(text)
      .to.include(`href="/pro/${slug}/${caseId}/propose-first-day"`)
      .and.include(`href="${path}/first-day.ics"`)
      .and.not.include('send-self-assessment');
    await nathalie.get(`/pro/${slug}/${caseId}/send-self-assessment`).expect(409);
  });

  it('says of each place where its review stands, and whose turn it is', async () => {
    await bring('self-assessment');
    await reviewIn(house.db, 'plan-review', { facilityId: stableId('facility glands'), at: house.clock.now });
    const text = textOf((await nathalie.get('/pro/reviews').expect(200)).text).replaceAll(/\s+/g, ' ');
    expect(text)
      .to.match(/Crèche La Coccinelle Aucun bilan en cours/)
      .and.match(/Crèche Les Glands d'Or Plan d'action à lire à l'ONE/)
      .and.match(/Crèche Les Petits Chênes Auto-évaluation, avant le .{10,30} à vous/);
  });

  it('offers no other first day before the invitation, and takes back none afterwards', async () => {
    const caseId = await planReview(house.db, {
      facilityId,
      at: house.clock.now,
      firstDayOn: firstWorkingDayIn(200, house.clock.now),
    });
    expect(await look()).not.to.include('propose-first-day');
    await nathalie.get(`/pro/${slug}/${caseId}/propose-first-day`).expect(409);
  });

  it('gives the first day to a calendar, under the same name when it has moved', async () => {
    const caseId = await bring('planned');
    const read = async (): Promise<Record<string, string>> => {
      const answer = await nathalie.get(`${path}/first-day.ics`).expect(200);
      expect(answer.headers['content-type']).to.match(/^text\/calendar/);
      return Object.fromEntries(
        answer.text
          .replaceAll('\r\n ', '')
          .split('\r\n')
          .map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 1)]),
      ) as Record<string, string>;
    };
    const first = await read();
    const moved = firstWorkingDayIn(70, house.clock.now);
    await doSteps(
      house.db,
      caseId,
      [{ role: 'coordinator', action: 'move-first-day', facts: { firstDayOn: moved } }],
      house.clock.now,
    );
    const second = await read();
    expect(second.UID).to.equal(first.UID);
    expect(Number(second.SEQUENCE)).to.be.greaterThan(Number(first.SEQUENCE));
    expect(second['DTSTART;VALUE=DATE']).to.equal(moved.replaceAll('-', ''));
  });

  it('notes that a document was read, for the person alone, by a form and not by looking', async () => {
    const document = '/pro/reviews/documents/guide';
    expect(textOf((await nathalie.get(document).expect(200)).text)).to.include('Comment se déroule-t-il ?');
    expect(await house.db('review_documents_read')).to.deep.equal([]);
    await nathalie.post(`${document}/read`).expect(303);
    await nathalie.post(`${document}/read`).expect(303);
    const today = formatLongDate(dayOf(house.clock.now));
    expect(textOf(await look())).to.include(`lu le ${today}`);
    const emilie = await house.as('Émilie Delvaux');
    expect((await emilie.get(document).expect(200)).text).not.to.include('Lu le');
    await nathalie.get('/pro/reviews/documents/nothing').expect(404);
  });

  it('says what there is when nothing is planned, when it is suspended, and when it was cancelled', async () => {
    expect(textOf(await look())).to.match(/Aucun bilan n'est planifié|Le dernier bilan planifié est annulé/);
    const caseId = await bring('suspended');
    expect(textOf(await look())).to.include('Le bilan est suspendu.');
    await doSteps(house.db, caseId, [{ role: 'procedure', action: 'lapse' }], house.clock.now);
    expect(textOf(await look()))
      .to.include('Le dernier bilan planifié est annulé.')
      .and.include('Documentation');
  });

  it('leads to the review once it is open, and keeps those before within reach', async () => {
    const closed = await bring('closed');
    const open = await reviewIn(house.db, 'self-assessment', { facilityId, at: house.clock.now });
    const text = await look();
    expect(text).to.include(`href="/pro/${slug}/${open}"`).and.include(`href="/pro/${slug}/${closed}"`);
    expect(textOf(text)).to.include('Bilans précédents').and.include("L'auto-évaluation est à envoyer");
  });

  it('lists the places of who has several, and shows the only one of a childminder at once', async () => {
    expect((await nathalie.get('/pro/reviews').expect(200)).text).to.include(`href="${path}"`);
    const { headers } = await (await house.as('Émilie Delvaux')).get('/pro/reviews').expect(302);
    expect(headers.location).to.equal(`/pro/reviews/${stableId('facility delvaux')}`);
  });

  it('refuses a first day that is past, no working day, already fixed, or proposed twice, each at its field', async () => {
    const caseId = await bring('planned');
    const url = `/pro/${slug}/${caseId}/propose-first-day`;
    const [{ act_number: version }] = (await house.db('cases').where({ id: caseId }).select('act_number')) as [
      { act_number: number },
    ];
    const fixed = firstWorkingDayIn(42, house.clock.now);
    const { text } = await nathalie
      .post(url, {
        token: '9b1f3a52-7a3e-4a43-9c35-7d9fb2fb4d11',
        version: String(version),
        day1: addDays(dayOf(house.clock.now), -1).split('-').reverse().join('/'),
        day2: fixed.split('-').reverse().join('/'),
        day3: '',
        text: 'Congés',
      })
      .expect(422);
    expect(textOf(text)).to.include('doit être à venir').and.include('est déjà fixé ou proposé');
  });
});
