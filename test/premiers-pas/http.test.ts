/** Premiers Pas as a parent's browser gets it: searches, sheets, caches, and what happens while the database is away. */
import { Readable } from 'node:stream';
import { expect } from 'chai';
import sharp from 'sharp';
import request from 'supertest';
import { createApp } from '../../api/app.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { connect, instant } from '../../db/connect.ts';
import { countQueries } from '../support/count-queries.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { lineTo } from '../support/line-to.ts';

const idOf = (key: string): string => stableId(`facility ${key}`);

describe('Premiers Pas', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  /** The next click has it looked at whether something has changed, and waits for that. */
  const later = (): void => {
    house.clock.now += 30_000;
  };
  const get = (path: string) => house.stranger.get(path);
  const read = async (path: string, status = 200): Promise<string> => {
    const answer = await get(path);
    expect(answer.status, path).to.equal(status);
    return textOf(answer.text);
  };
  const pathOf = async (name: string): Promise<string> => {
    const { text } = await get(`/premiers-pas?q=${encodeURIComponent(name)}`);
    const found = /<h2><a href="([^"?]+)/.exec(text)?.[1];
    if (!found) throw new Error(`${name} is not found`);
    return found;
  };

  const photosShown = async (): Promise<string[]> => {
    const rows = await house.db('facility_photos').where({ facility_id: idOf('chenes'), withdrawn_at: null });
    return (rows as { id: string }[]).map(({ id }) => id);
  };

  describe('the photos', () => {
    it('are asked for again without being sent again, are nothing but pictures, and smaller in a list', async () => {
      const [photo = ''] = await photosShown();
      const lengths: number[] = [];
      for (const [name, type] of [
        ['large.jpg', 'image/jpeg'],
        ['small.jpg', 'image/jpeg'],
        ['list.webp', 'image/webp'],
      ] as const) {
        const path = `/premiers-pas/photos/${photo}/${name}`;
        const answer = await get(path);
        const { headers } = answer;
        expect(answer.status, name).to.equal(200);
        expect(headers['content-type'], name).to.equal(type);
        expect(headers['x-content-type-options'], name).to.equal('nosniff');
        expect(headers['cache-control'], name).to.equal('public, max-age=15, must-revalidate');
        expect(headers['content-security-policy'], name).to.equal("default-src 'none'; sandbox");
        expect(headers.etag, name).to.match(/^"[0-9a-f]{64}(-list)?"$/);
        expect(headers, name).to.not.have.any.keys('set-cookie');
        const bytes = answer.body as Buffer;
        const { width, height, exif, format } = await sharp(bytes).metadata();
        expect([exif, `image/${format}`], name).to.deep.equal([undefined, type]);
        lengths.push(Math.max(width, height));
        const again = await get(path).set('If-None-Match', String(headers.etag));
        expect([again.status, again.text ?? ''], name).to.deep.equal([304, '']);
      }
      expect(lengths).to.deep.equal([1600, 480, 144]);
      for (const path of ['original.jpg', 'list.jpg', 'small.webp', 'large', '..%2flarge.jpg'])
        expect((await get(`/premiers-pas/photos/${photo}/${path}`)).status, path).to.equal(404);
    });

    it('stand in a list with the width and the height of the smallest', async () => {
      const listed = await get('/premiers-pas?q=Les+Petits+Ch%C3%AAnes');
      expect(listed.text).to.match(
        /<img src="\/premiers-pas\/photos\/[0-9a-f-]{36}\/list\.webp" alt="" width="144" height="\d+"/,
      );
    });
  });

  describe('the search', () => {
    it('is an empty page that says how to begin, and asks where when only filters are given', async () => {
      expect(await read('/premiers-pas')).to.include("Trouver un milieu d'accueil pour votre enfant");
      expect(await read('/premiers-pas?type=subventionne')).to.include("Dites d'abord où vous cherchez");
    });

    it('finds around a postcode, around a locality, by street and by name, whatever the accents and small slips', async () => {
      expect(await read('/premiers-pas?q=5000')).to.include('Crèche Les Petits Chênes');
      expect(await read('/premiers-pas?q=NAMUR'))
        .to.include('autour de 5000 Namur')
        .and.include('Crèche Les Petits Chênes');
      expect(await read('/premiers-pas?q=rue+des+bateliers')).to.include('Crèche Les Petits Chênes');
      expect(await read('/premiers-pas?q=petits+chenes')).to.include("1 milieu d'accueil pour « petits chenes »");
      expect(await read('/premiers-pas?q=pettits+chêmes'))
        .to.include('Crèche Les Petits Chênes')
        .and.include("voici ce qui s'en approche");
      expect(await read('/premiers-pas?q=St+Servais')).to.include('autour de 5002 Saint-Servais');
      expect(await read('/premiers-pas?q=Namurr')).to.include('Nous avons compris Namur (5000)');
    });

    it('asks which locality was meant where several begin alike', async () => {
      const page = await read('/premiers-pas?q=Nam');
      expect(page).to.include('Vouliez-vous dire').and.include('Namur (5000)').and.include('Namêche (5300)');
    });

    it('tells distances between centres of localities, in the order asked for, and turns pages', async () => {
      const page = await read('/premiers-pas?q=5000+Namur&km=20');
      expect(page).to.include("à vol d'oiseau").and.include('1,2 km').and.include('dans la localité');
      expect(await read('/premiers-pas?q=5000+Namur&km=50&page=2')).to.match(/11 à \d+ sur \d+/);
      const names = [
        ...(await get('/premiers-pas?q=5000+Namur&km=20&tri=nom')).text.matchAll(/<h2><a [^>]+>([^<]+)/g),
      ].map(([, name]) => name!);
      expect(names).to.deep.equal([...names].sort(new Intl.Collator('fr').compare));
    });

    it('keeps to the kind, the hours and the free places that are asked for', async () => {
      expect(await read('/premiers-pas?q=5000+Namur&km=20&type=independant'))
        .to.include('Martine Bodart')
        .and.not.include('Crèche Les Petits Chênes');
      expect(await read('/premiers-pas?q=5000+Namur&km=20&jusqua=19:00'))
        .to.include('Crèche du Parc')
        .and.not.include('Crèche Les Petits Chênes');
      await house
        .db('places_confirmed')
        .where({ facility_id: idOf('parc') })
        .delete();
      await house.db('places_confirmed').insert({ facility_id: idOf('parc'), confirmed_at: instant(house.clock.now) });
      await house.db('available_places').insert({
        facility_id: idOf('parc'),
        age_group: '0-18-months',
        from_on: '2027-03-01',
        places: 2,
        changed_at: instant(house.clock.now),
      });
      later();
      const found = '/premiers-pas?q=5000+Namur&km=2';
      expect(await read(`${found}&places=maintenant`)).to.not.include('Crèche du Parc');
      expect(await read(`${found}&places=six-mois`)).to.include('Crèche du Parc');
      expect(await read(`${found}&le=1/4/2027`))
        .to.include('Crèche du Parc')
        .and.include('Places à partir du 1er mars 2027');
      expect(await read(`${found}&le=1/4/2027&age=plus-18`)).to.not.include('Crèche du Parc');
    });

    it('says what was searched where nothing is found, and leads on to the nearest', async () => {
      const page = await read('/premiers-pas?q=Namêche&km=2');
      expect(page)
        .to.include('Nous avons cherché à 2 km au plus de 5300 Namêche')
        .and.include('Les plus proches')
        .and.include('Élargir à 10 km');
      expect(await read('/premiers-pas?q=xyzzyx')).to.include('Nous ne connaissons ni localité, ni rue');
    });

    it('leaves aside what nobody could have chosen, says so, and never fails', async () => {
      expect(await read('/premiers-pas?q=Namur&le=32/13/2026', 422))
        .to.include("La date n'a pas été appliquée")
        .and.include('Crèche Les Petits Chênes');
      for (const query of [
        'q=Namur&km=7',
        'q=Namur&type=x',
        'q=Namur&tri=x',
        'q=Namur&page=-1',
        'q=Namur&des=99',
        'q=Namur&age=x',
      ])
        expect((await get(`/premiers-pas?${query}`)).status, query).to.equal(422);
      for (const query of [
        'q=%00',
        'q[]=a&q[x]=b',
        `q=${'a'.repeat(3000)}`,
        'q=5000&q=6000',
        'utm_source=x',
        'q=<script>',
        'q=0000',
        'q=%F0%9F%91%B6',
        'page=2',
      ])
        expect((await get(`/premiers-pas?${query}`)).status, query).to.be.oneOf([200, 422]);
      expect((await get('/premiers-pas?q=<b>x</b>')).text).to.not.include('<b>x');
    });

    it('has its filters on a page of their own, which keeps what was searched', async () => {
      const { text } = await get('/premiers-pas/affiner?q=5000+Namur&km=20&type=independant');
      expect(text)
        .to.match(/<input type="hidden" name="q" value="5000 Namur">/)
        .and.match(/id="type-independant"[^>]+ checked/);
    });
  });

  describe('a sheet', () => {
    it('tells what the place said, at one address to which the others lead', async () => {
      const path = await pathOf('petits chenes');
      const page = await read(path);
      expect(page)
        .to.include('rue des Bateliers 12, 5000 Namur')
        .and.include('Les Petits Chênes ASBL')
        .and.include('Crèche La Coccinelle');
      const [, number] = /lieux\/(ma-\d+)/.exec(path)!;
      for (const other of [
        `/premiers-pas/lieux/${number!}`,
        `/premiers-pas/lieux/${number!}-un-autre-nom`,
        `/premiers-pas/lieux/${number!.toUpperCase()}-x`,
      ]) {
        const { status, headers } = await get(other);
        expect([status, headers.location]).to.deep.equal([301, path]);
      }
      expect((await get(`${path}?q=5000+Namur`)).text)
        .to.include('<link rel="canonical" href="http://127.0.0.1:3000' + path + '">')
        .and.include('autour de 5000 Namur');
    });

    it('of a suspended place says until when it is closed, and of one that ended that it is gone, with its neighbours', async () => {
      const [closed, gone] = [await pathOf('Arbre à Bulles'), await pathOf('Coccinelle')];
      await house.db('authorisation_versions').insert({
        facility_id: idOf('arbre-a-bulles'),
        status: 'suspended-voluntarily',
        street: 'chaussée des Prés',
        number: '118',
        postcode: '5100',
        locality: 'Jambes',
        capacity: 35,
        valid_from: '2026-11-01',
        planned_end_on: '2027-01-31',
        decided_on: '2026-10-20',
      });
      await house
        .db('facilities')
        .where({ id: idOf('coccinelle') })
        .update({ closed_on: '2026-11-01' });
      later();
      expect(await read(closed)).to.include("Fermé jusqu'au 31 janvier 2027");
      const told = ['rel="canonical"', 'property="og:', 'application/ld+json'];
      for (const [path, isTold] of [
        [closed, false],
        [gone, false],
        [await pathOf('Glands'), true],
      ] as const) {
        const { text } = await get(path);
        for (const mark of told) expect(text.includes(mark), `${path} ${mark}`).to.equal(isTold);
        expect(text.includes('name="robots" content="noindex"'), path).to.equal(!isTold);
        expect((await get('/premiers-pas/sitemap.xml')).text.includes(`${path}<`), path).to.equal(isTold);
        expect((await get('/robots.txt')).text).to.not.include(path);
      }
      const page = await read(gone, 410);
      expect(page).to.include('a cessé son activité').and.include('5100 Jambes').and.not.include('Coccinelle');
      expect((await get(gone)).text.match(/class="result"/g)).to.have.lengthOf(3);
      expect(await read('/premiers-pas?q=5100+Jambes')).to.not.include('Coccinelle');
      await house
        .db('facilities')
        .where({ id: idOf('coccinelle') })
        .update({ closed_on: null });
    });

    it('is for search engines data that nothing runs, and leaves out the street of a home', async () => {
      const data = async (name: string) =>
        JSON.parse(
          /<script type="application\/ld\+json">(.*?)<\/script>/.exec((await get(await pathOf(name))).text)![1]!,
        ) as Record<string, unknown>;
      expect(await data('petits chenes')).to.include({ '@type': 'ChildCare', 'name': 'Crèche Les Petits Chênes' });
      expect((await data('petits chenes')).address).to.include({
        streetAddress: 'rue des Bateliers 12',
        postalCode: '5000',
      });
      expect((await data('Martine Bodart')).address).to.not.have.property('streetAddress');
    });

    it('shows the pedagogical project of the day, and none where there is none', async () => {
      const path = await pathOf('petits chenes');
      await house
        .db('pedagogical_projects')
        .where({ facility_id: idOf('chenes') })
        .delete();
      later();
      expect((await get(`${path}/projet.pdf`)).status).to.equal(404);
      const { digest, size } = await house.deps.blobs.put(Readable.from([Buffer.from('%PDF-1.4 projet')]));
      await house.db('pedagogical_projects').insert({
        facility_id: idOf('chenes'),
        valid_from: '2026-08-31',
        document_name: 'projet.pdf',
        document_size: size,
        document_digest: Buffer.from(digest, 'hex'),
        added_at: instant(house.clock.now),
      });
      later();
      expect(await read(path)).to.include('Projet pédagogique 2026');
      const { status, headers } = await get(`${path}/projet.pdf`);
      expect([status, headers['content-type'], headers['set-cookie']]).to.deep.equal([
        200,
        'application/pdf',
        undefined,
      ]);
      expect(headers['content-security-policy']).to.include("frame-ancestors 'none'");
    });
  });

  describe('for caches', () => {
    it('answers without session or cookie, in one form for all, and not again to who has it', async () => {
      const path = await pathOf('petits chenes');
      for (const url of ['/premiers-pas', '/premiers-pas?q=5000', path, '/premiers-pas/sitemap.xml', '/robots.txt']) {
        const first = await (await house.as('Nathalie Servais')).get(url);
        expect(first.headers, url).to.not.have.property('set-cookie');
        expect(first.headers['cache-control']).to.equal('public, max-age=15, s-maxage=15, stale-if-error=600');
        expect(first.headers.vary).to.equal('Accept-Encoding');
        const again = await get(url).set('If-None-Match', first.headers.etag!);
        expect([again.status, again.text], url).to.deep.equal([304, '']);
        expect((await get(url)).text).to.equal(first.text);
      }
    });

    it('is compressed as the browser likes it', async () => {
      const raw = async (encoding: string) => {
        const { headers, body } = await get('/premiers-pas')
          .set('Accept-Encoding', encoding)
          .buffer(true)
          .parse((res, done) => {
            const parts: Buffer[] = [];
            (res as unknown as NodeJS.ReadableStream)
              .on('data', (part: Buffer) => parts.push(part))
              .on('end', () => done(null, Buffer.concat(parts)));
          });
        return { encoding: headers['content-encoding'] as string | undefined, body: body as Buffer };
      };
      const plain = await raw('identity');
      expect(plain.encoding).to.equal(undefined);
      const brotli = await raw('gzip, br');
      expect(brotli.encoding).to.equal('br');
      const zipped = await raw('gzip');
      expect(zipped.encoding).to.equal('gzip');
      // supertest has unpacked both.
      for (const { body } of [brotli, zipped]) expect(body.equals(plain.body)).to.equal(true);
    });

    it('asks the database nothing for a click, once it has read the places', async () => {
      const path = await pathOf('petits chenes');
      const { asked } = await countQueries(async () => {
        for (const url of [
          '/premiers-pas',
          '/premiers-pas?q=5300',
          '/premiers-pas?q=gembloux',
          path,
          `${path}?q=5000`,
          '/premiers-pas/affiner',
          '/premiers-pas/sitemap.xml',
        ])
          await get(url);
      });
      expect(asked).to.deep.equal([]);
    });

    it('lists every open place for search engines, and the address of that list for robots', async () => {
      const { text } = await get('/premiers-pas/sitemap.xml');
      expect(text).to.include(`<loc>http://127.0.0.1:3000${await pathOf('petits chenes')}</loc>`);
      expect((await get('/robots.txt')).text)
        .to.include('Sitemap: http://127.0.0.1:3000/premiers-pas/sitemap.xml')
        .and.include('Disallow: /\n');
    });
  });

  describe('what changes', () => {
    it('is public within a minute: looked at after twenty seconds, kept for fifteen', async () => {
      const path = await pathOf('Glands');
      await read(path);
      await house
        .db('places_confirmed')
        .where({ facility_id: idOf('glands') })
        .delete();
      await house
        .db('places_confirmed')
        .insert({ facility_id: idOf('glands'), confirmed_at: instant(house.clock.now), full_until: '2027-08-31' });
      await house
        .db('available_places')
        .where({ facility_id: idOf('glands') })
        .delete();
      expect(await read(path)).to.not.include("Complet jusqu'au 31 août 2027");
      house.clock.now += 44_000;
      expect(await read(path)).to.include("Complet jusqu'au 31 août 2027");
    });

    it('waits while the database is away or says nothing: what was read last is shown, and a web that has read nothing says when to come again', async () => {
      const line = await lineTo(house.urlOf('web'));
      const db = connect(line.url);
      try {
        const path = await pathOf('Glands');
        const [photo = ''] = await photosShown();
        const app = createApp({ ...house.deps, db });
        line.cut();
        const first = await request(app).get(path);
        expect([first.status, first.headers['retry-after'], first.headers['cache-control']]).to.deep.equal([
          503,
          '10',
          'no-store',
        ]);
        line.mend();
        house.clock.now += 10_000;
        expect((await request(app).get(path)).status).to.equal(200);
        for (const harm of ['cut', 'freeze'] as const) {
          line[harm]();
          for (const passed of [30_000, 60_000, 600_000]) {
            house.clock.now += passed;
            for (const url of [path, '/premiers-pas?q=5101']) {
              const { status, text } = await request(app).get(url);
              expect([status, text.includes('Les Glands')], `${harm} ${String(passed)} ${url}`).to.deep.equal([
                200,
                true,
              ]);
            }
          }
          for (const picture of ['small.jpg', 'large.jpg', 'list.webp'])
            expect((await request(app).get(`/premiers-pas/photos/${photo}/${picture}`)).status, picture).to.equal(200);
          expect((await request(app).get(`/premiers-pas/photos/${idOf('glands')}/small.jpg`)).status).to.equal(404);
          // The simulation and the form of a pre-request stay too, with what they say of the place.
          const number = /lieux\/([a-z]+-\d+)/.exec(path)![1]!.toUpperCase();
          const simulated = await request(app).get(`/premiers-pas/simulation?lieu=${number}`);
          expect([simulated.status, simulated.text.includes('barème depuis le')]).to.deep.equal([200, true]);
          const form = await request(app).get(`/premiers-pas/pre-demande?lieu=${number}`);
          expect([form.status, form.text.includes('Les Glands')]).to.deep.equal([200, true]);
          line.mend();
        }
      } finally {
        line.mend();
        await db.destroy();
        line.close();
      }
    }).timeout(60_000);
  });
});
