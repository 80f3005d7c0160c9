/** Flash Accueil and PRO.DIG.E: written by one person and sent by another, read on the portal, mailed or posted as each user wishes. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import request from 'supertest';
import { createMailer, type Mailer } from '../../activities/mail.ts';
import { createMailRounds } from '../../activities/mailer.ts';
import { procedures } from '../../activities/procedures.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { claimNewsletterMails, newslettersWaiting, queueNewsletter } from '../../db/newsletters/mails.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { createEngine } from '../../views/engine.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';

const base = '/office/newsletters/write';

describe('Flash Accueil and PRO.DIG.E', () => {
  let house: House;
  let mailbox: Mailbox;
  let samira: Visitor;
  let pascal: Visitor;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    mailbox = await openMailbox();
    [samira, pascal, nathalie] = await Promise.all([
      house.as('Samira Oulad'),
      house.as('Pascal Rigaux'),
      house.as('Nathalie Servais'),
    ]);
    await house.db('notices').update({ mail_at: null });
    await house.db('link_mails').delete();
    await house.db('account_notices').update({ mail_at: null });
  });
  after(async () => {
    await mailbox.close();
    await house.close();
  });
  beforeEach(() => {
    mailbox.mails.length = 0;
  });

  const fields = (more: Record<string, string> = {}): Record<string, string> => ({
    token: randomUUID(),
    letter: 'flash-accueil',
    datedOn: '23/11/2026',
    title: 'Le numéro de novembre',
    text: 'À lire : https://www.one.be/numero. Bonne lecture.',
    ...more,
  });
  const write = async (more: Record<string, string> = {}): Promise<string> => {
    const sent = await samira.post(`${base}/new`, fields(more));
    expect(sent.status, textOf(sent.text)).to.equal(303);
    return sent.headers.location!.slice(base.length + 1);
  };
  const found = async (id: string) =>
    (await house.db('newsletter_issues').where({ id }).first()) as {
      version: number;
      sent_at: number | null;
      queued_at: number | null;
    };
  const send = async (id: string): Promise<void> => {
    const { version } = await found(id);
    await pascal.post(`${base}/${id}/send`, { version: String(version) }).expect(303);
  };
  const rounds = (mailer: Mailer) =>
    createMailRounds({
      db: house.db,
      procedures,
      publicUrl: 'https://pro.exemple.be',
      now: () => house.clock.now,
      mailer,
    });
  const open = (): Mailer =>
    createMailer({
      smtpUrl: mailbox.url,
      from: 'Pro.ONE <ne-pas-repondre@exemple.be>',
      views: createEngine({ cache: true, today: () => '2026-11-23', asset: (file) => file }),
    });
  /** As the look at the queue does: as long as something waits. @returns to whom, of this letter */
  const deliver = async (): Promise<string[]> => {
    const mailer = open();
    for (let round = 0; round < 20 && (await newslettersWaiting(house.db, house.clock.now)); round += 1)
      await rounds(mailer).sendMails();
    mailer.close();
    return mailbox.mails
      .filter(({ headers }) => headers.includes('<newsletter.'))
      .map(({ to }) => to.join())
      .sort();
  };
  const mailOf = async (userId: string | null): Promise<string> =>
    ((await house.db('users').where({ id: userId }).first('email')) as { email: string }).email;
  const wish = (userId: string, flash: string, prodige = 'mail') =>
    house
      .db('mail_wishes')
      .insert({ user_id: userId, notices: 'each', flash, prodige, updated_at: new Date(house.clock.now) })
      .onConflict('user_id')
      .merge();

  it('are read by nobody until a second person sends them, then by operators and agents, the latest first', async () => {
    const id = await write();
    for (const portal of ['pro', 'office'] as const) {
      const reader = portal === 'pro' ? nathalie : await house.as('Sophie Lambert');
      expect(textOf((await reader.get(`/${portal}/newsletters`)).text)).to.not.include('Le numéro de novembre');
      expect((await reader.get(`/${portal}/newsletters/${id}`)).status).to.equal(404);
    }
    const page = textOf((await samira.get(`${base}/${id}`)).text);
    expect(page).to.include('Attend une seconde personne').and.include('une autre personne');
    const own = await samira.post(`${base}/${id}/send`, { version: '1' });
    expect([own.status, textOf(own.text).includes('Vous avez écrit ce numéro')]).to.deep.equal([403, true]);
    expect(textOf((await pascal.get(`${base}/${id}`)).text))
      .to.include('Envoyer')
      .and.match(/\d+ personnes/);
    const twice = await Promise.all([1, 2].map(() => pascal.post(`${base}/${id}/send`, { version: '1' })));
    expect(twice.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(
      await house.db('audit').where({ subject: 'newsletter-issue', subject_id: id, event: 'publish' }),
      'once',
    ).to.have.length(1);
    const { text }: { text: string } = await nathalie.get('/pro/newsletters');
    expect(text.indexOf('Le numéro de novembre')).to.be.within(1, text.indexOf('Fin d’année'));
    const read = await nathalie.get(`/pro/newsletters/${id}`);
    expect(read.text).to.include('<a href="https://www.one.be/numero" rel="noreferrer">https://www.one.be/numero</a>.');
    expect((await (await house.as('Sophie Lambert')).get(`/office/newsletters/${id}`)).status).to.equal(200);
    expect((await samira.post(`${base}/${id}`, { ...fields(), version: '1' })).status, 'sent: no more').to.equal(409);
  });

  it('reach by mail those who wish it so, once each, whatever is killed on the way', async () => {
    const issue = await house
      .db('newsletter_issues')
      .where({ title: 'Le numéro de novembre' })
      .first<{ id: string }>('id');
    await wish(nathalie.userId!, 'none');
    const expected = (
      (await house
        .db('users as u')
        .where({ portal: 'pro' })
        .whereNull('deactivated_at')
        .whereExists(
          house
            .db('grants as g')
            .whereRaw(
              "g.user_id = u.id and g.valid_from <= '2026-11-23' and coalesce(g.valid_to, '9999-01-01') >= '2026-11-23'",
            ),
        )
        .whereNotIn('u.id', [nathalie.userId!, stableId('user admin-poussins'), stableId('user admin-delvaux')])
        .pluck('email')) as string[]
    ).sort();
    expect(expected.length, 'more than one batch').to.be.greaterThan(10);
    // A worker that dies between two mails, after it has taken a batch in hand.
    const real = open();
    let left = 4;
    const killed = rounds({
      ...real,
      sendNewsletter: (mail) => {
        left -= 1;
        return left < 0 ? Promise.reject(new Error('killed')) : real.sendNewsletter(mail);
      },
    });
    await killed.sendMails().catch(() => undefined);
    real.close();
    expect(mailbox.mails.filter(({ headers }) => headers.includes('<newsletter.'))).to.have.length(4);
    house.clock.now += 31_000;
    expect(await deliver()).to.deep.equal(expected);
    const before = house.clock.now;
    house.clock.now += 3_600_000;
    mailbox.mails.length = 0;
    expect(await deliver(), 'none twice').to.deep.equal([]);
    house.clock.now = before;
    expect((await found(issue!.id)).queued_at).to.be.a('number');
    expect(textOf((await samira.get(`${base}/${issue!.id}`)).text)).to.include(
      `Courriels envoyés ${String(expected.length)} personnes`,
    );
  });

  it('are queued by pages that go on where the last one was committed, two workers at once or not', async () => {
    const id = await write({ title: 'Par pages' });
    await send(id);
    await house.db('newsletter_issues').where({ id }).update({ queued_up_to: '80000000-0000-0000-0000-000000000000' });
    await Promise.all([queueNewsletter(house.db, house.clock.now), queueNewsletter(house.db, house.clock.now)]);
    const rows = (await house.db('newsletter_mails').where({ issue_id: id }).pluck('user_id')) as string[];
    expect(rows.length).to.be.greaterThan(0);
    expect(rows.every((userId) => userId > '80000000')).to.equal(true);
    const [one, two] = await Promise.all([1, 2].map(() => claimNewsletterMails(house.db, house.clock.now)));
    const claimed = [...one!, ...two!].map(({ userId }) => userId);
    expect(new Set(claimed).size).to.equal(claimed.length);
    await house.db('newsletter_mails').where({ issue_id: id }).delete();
  });

  it('are not sent to who wishes no more, or has left, between the queue and the mail', async () => {
    const [reader, leaver] = [stableId('user data-clair-matin'), stableId('user data-chenes')];
    const id = await write({ title: 'Trop tard', letter: 'prodige' });
    await send(id);
    await queueNewsletter(house.db, house.clock.now);
    expect(await house.db('newsletter_mails').where({ issue_id: id, user_id: reader })).to.have.length(1);
    await wish(reader, 'mail', 'none');
    await house
      .db('users')
      .where({ id: leaver })
      .update({ deactivated_at: new Date(house.clock.now) });
    const told = await deliver();
    expect(told)
      .to.not.include(await mailOf(reader))
      .and.not.include(await mailOf(leaver));
    expect(told.length).to.be.greaterThan(10);
    await house.db('users').where({ id: leaver }).update({ deactivated_at: null });
    await house.db('mail_wishes').where({ user_id: reader }).delete();
  });

  it('say how to get no more, and one click without a session does it: of this letter alone, once', async () => {
    const reader = stableId('user data-clair-matin');
    const email = await mailOf(reader);
    const id = await write({ title: 'Désinscription' });
    await send(id);
    await deliver();
    const mail = mailbox.mails.find(({ to }) => to.join() === email)!;
    const link =
      /^List-Unsubscribe: <https:\/\/pro\.exemple\.be(\/newsletters\/unsubscribe\?token=[0-9a-f-]{36})>/m.exec(
        mail.headers,
      )?.[1];
    expect(link, mail.headers).to.be.a('string');
    expect(mail.headers).to.include('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(mail.body).to.include('https://pro.exemple.be/account/preferences').and.include(link!);
    for (const secret of [email, reader]) expect(link).to.not.include(secret);
    // Mail scanners open addresses.
    const seen = await house.stranger.get(link!);
    expect([seen.status, textOf(seen.text).includes('Ne plus le recevoir')]).to.deep.equal([200, true]);
    expect(await house.db('mail_wishes').where({ user_id: reader })).to.deep.equal([]);
    for (let time = 0; time < 2; time += 1) {
      const clicked = await request(house.app).post(link!).type('form').send({ 'List-Unsubscribe': 'One-Click' });
      expect([clicked.status, textOf(clicked.text).includes('Vous ne recevez plus Flash Accueil')]).to.deep.equal([
        200,
        true,
      ]);
    }
    const wishes = await house.db('mail_wishes').where({ user_id: reader }).first('flash', 'prodige', 'notices');
    expect(wishes).to.deep.equal({ flash: 'none', prodige: 'mail', notices: 'each' });
    expect(await house.db('audit').where({ event: 'preferences', subject_id: reader }), 'once').to.have.length(1);
    expect(textOf((await house.stranger.get(link!)).text)).to.include('Vous ne recevez déjà plus');
    for (const wrong of ['?token=x', '', `?token=${randomUUID()}`])
      expect((await house.stranger.get(`/newsletters/unsubscribe${wrong}`)).status, wrong).to.equal(404);
    expect((await request(house.app).post(link!).type('form').send({ 'List-Unsubscribe': 'Two' })).status).to.equal(
      422,
    );
    const foreign = await request(house.app)
      .post(link!)
      .set('Origin', 'https://ailleurs.example')
      .type('form')
      .send({ 'List-Unsubscribe': 'One-Click' });
    expect(foreign.status).to.equal(403);
    expect(house.log.join('\n'), 'the link stays out of the log').to.not.include(link!.slice(-36));
  });

  it('by post: their names and « Adresse courrier » in a workbook for who may, each export in the audit', async () => {
    const chosen = stableId('user admin-poussins');
    const [{ organising_body_id: body }] = (await house
      .db('grants')
      .where({ user_id: chosen })
      .orderBy('valid_from')
      .select('organising_body_id')) as [{ organising_body_id: string }];
    await house
      .db('sheet_sections')
      .insert({
        subject_kind: 'organising-body',
        subject_id: body,
        section: 'postal-address',
        data: JSON.stringify({
          same: false,
          address: { street: '=Rue de la Poste', number: '7', box: '2', postcode: '5000', locality: 'Namur' },
        }),
        changed_at: new Date(house.clock.now),
      })
      .onConflict(['subject_kind', 'subject_id', 'section'])
      .merge();
    const file = await samira
      .get(`${base}/flash-accueil.xlsx`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          done(null, Buffer.concat(chunks));
        });
      });
    expect(file.status).to.equal(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file.body as unknown as ExcelJS.Buffer);
    const read = JSON.stringify(book.worksheets[0]!.getSheetValues());
    expect(read).to.include('Rue de la Poste 7 boîte 2').and.include('5000 Namur').and.include('Delvaux');
    expect(read).to.not.include('"=Rue').and.not.include('Servais');
    expect(await house.db('audit').where({ event: 'export', subject: 'newsletter' })).to.have.length(1);
    for (const visitor of [nathalie, await house.as('Sophie Lambert')])
      expect((await visitor.get(`${base}/flash-accueil.xlsx`)).status).to.equal(403);
  });

  it('bear a PDF that is read with them, and that only another person sends on', async () => {
    const id = await write({ title: 'Avec un PDF' });
    const attach = (visitor: Visitor, bytes: Buffer, name: string) => {
      const at = `${base}/${id}/file`;
      return request(house.app)
        .post(at)
        .set('Cookie', visitor.cookie)
        .set('Origin', house.config.publicUrl)
        .redirects(0)
        .field('_csrf', visitor.csrfToken)
        .attach('file', bytes, name);
    };
    expect(textOf((await attach(pascal, Buffer.from('x'), 'numero.docx')).text)).to.include('est un fichier PDF');
    expect((await attach(pascal, makePdf('Numéro complet', ['Un.']), 'numéro complet.pdf')).status).to.equal(303);
    expect((await pascal.post(`${base}/${id}/send`, { version: '1' })).status, 'other words').to.equal(409);
    expect((await pascal.post(`${base}/${id}/send`, { version: '2' })).status, 'joined it').to.equal(403);
    expect((await nathalie.get(`/pro/newsletters/${id}/file`)).status).to.equal(404);
    await samira.post(`${base}/${id}/send`, { version: '2' }).expect(303);
    expect(textOf((await nathalie.get(`/pro/newsletters/${id}`)).text)).to.include('numéro complet');
    const given = await nathalie.get(`/pro/newsletters/${id}/file`);
    expect([given.status, given.headers['content-type']]).to.deep.equal([200, 'application/pdf']);
    expect((await attach(samira, makePdf('Autre', ['Un.']), 'autre.pdf')).status).to.equal(409);
    await house
      .db('newsletter_issues')
      .where({ id })
      .update({ queued_at: new Date(house.clock.now) });
  });

  it('are previewed, written once, refused with what was typed, and changed by one at a time', async () => {
    const before = await house.db('newsletter_issues').count();
    const preview = await samira.post(`${base}/new`, fields({ then: 'preview', title: 'Essai' }));
    expect([preview.status, textOf(preview.text).includes("Rien n'est encore enregistré")]).to.deep.equal([200, true]);
    expect(textOf(preview.text)).to.include('Par courriel').and.include('Par la poste');
    expect(await house.db('newsletter_issues').count()).to.deep.equal(before);
    const sending = fields({ title: 'Une seule fois' });
    for (const { status } of await Promise.all([1, 2, 3].map(() => samira.post(`${base}/new`, sending))))
      expect(status).to.equal(303);
    expect(await house.db('newsletter_issues').where({ title: 'Une seule fois' })).to.have.length(1);
    for (const [more, sentence] of [
      [{ title: '' }, 'Écrivez le titre'],
      [{ text: '' }, 'Écrivez le texte'],
      [{ datedOn: '' }, 'Encodez la date du numéro'],
      [{ datedOn: '01/01/9999' }, 'vérifiez l’année'],
      [{ letter: '' }, 'Choisissez la lettre'],
    ] as const) {
      const refused = await samira.post(`${base}/new`, fields({ title: 'Gardé', ...more }));
      expect(refused.status, sentence).to.equal(422);
      expect(textOf(refused.text).replaceAll("'", '’')).to.include(sentence);
      expect(refused.text).to.include('title' in more ? 'Bonne lecture' : 'Gardé');
    }
    const change = { ...fields({ title: 'Changé' }), version: '1' } as Record<string, string>;
    delete change.token;
    const statuses = await Promise.all([pascal, samira].map((one) => one.post(`${base}/${sending.token!}`, change)));
    expect(statuses.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    const discarded = async (version: string) =>
      (await pascal.post(`${base}/${sending.token!}/discard`, { version })).status;
    expect(await discarded('1'), 'changed meanwhile').to.equal(409);
    expect(await discarded('2')).to.equal(303);
    expect(await discarded('2'), 'clicked twice').to.equal(303);
    expect(await house.db('newsletter_issues').where({ id: sending.token })).to.deep.equal([]);
    const read = await pascal.post(`${base}/${stableId('newsletter flash 1')}/discard`, { version: '1' });
    expect(read.status, 'sent: it stays').to.equal(409);
  });

  it('are read twenty on a page', async () => {
    await house.db('newsletter_issues').insert(
      Array.from({ length: 41 }, (_, index) => ({
        id: randomUUID(),
        letter: 'prodige',
        title: `Ancien ${String(index)}.`,
        text: 'Lu.',
        dated_on: new Date(Date.parse('2025-01-01') + Math.floor(index / 3) * 86_400_000).toISOString().slice(0, 10),
        written_at: new Date(house.clock.now),
        sent_at: new Date(house.clock.now),
        queued_at: new Date(house.clock.now),
      })),
    );
    const seen: string[] = [];
    let address: string | undefined = '/pro/newsletters';
    for (let turned = 0; address && turned < 9; turned += 1) {
      const { text }: { text: string } = await nathalie.get(address);
      const titles = [...text.matchAll(/<h2><a href="[^"]*">(.*?)<\/a><\/h2>/g)].map(([, title]) => title!);
      expect(titles.length).to.be.within(1, 20);
      seen.push(...titles);
      address = /href="([^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll('&#x3D;', '=');
    }
    expect(seen.filter((title) => title.startsWith('Ancien'))).to.have.length(41);
    expect(new Set(seen).size, 'none twice').to.equal(seen.length);
    expect((await nathalie.get('/pro/newsletters?after=zz&before=-1')).status).to.equal(200);
  });
});
