/** A childminder who refuses to be published, and a home whose street is not shown: no public address tells anything of them. */
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { instant } from '../../db/connect.ts';
import { openHouse, type House } from '../support/house.ts';
import { unescaped } from '../support/html.ts';
import { routesOf } from '../support/routes.ts';

/** Émilie Delvaux has photos; what else a place may have is given to her here. */
const refusing = stableId('facility delvaux');
const atHome = stableId('facility bodart');
/** A person who receives children elsewhere than at home, and has not agreed to show where. */
const elsewhere = stableId('facility nguyen');
const secrets = {
  refusing: [
    'Delvaux',
    'delvaux',
    'inscriptions-d@exemple.example',
    '0470 11 22 33',
    'Résumé que personne ne lit',
    'Le coin des livres de chez moi',
  ],
  home: [
    'chemin-du-secret',
    'chemin du Secret',
    '081 99 88 77',
    'maison-bodart@exemple.example',
    'Urgence Bodart',
    'raison médicale',
  ],
  elsewhere: ['allée du Mystère', 'allee-du-mystere', '081 55 44 33', 'ailleurs-nguyen@exemple.example'],
};

describe('who refuses to be published', () => {
  let house: House;
  let photos: string[];
  let street: string;
  let number: string;
  const numbers: Record<string, string> = {};
  const seen: { url: string; status: number; text: string; headers: string }[] = [];

  before(async () => {
    house = await openHouse();
    const { db, clock } = house;
    const at = instant(clock.now);
    const { digest, size } = await house.deps.blobs.put(
      Readable.from([Buffer.from('%PDF-1.4 Résumé que personne ne lit')]),
    );
    await db('facilities').where({ id: refusing }).update({ publication_refused: true, address_shown: true });
    await db('sheet_sections').where({ subject_kind: 'facility' }).whereIn('subject_id', [refusing, atHome]).delete();
    await db('sheet_sections').insert([
      {
        subject_kind: 'facility',
        subject_id: refusing,
        section: 'registration-contact',
        data: { person: 'Émilie Delvaux', phone: '0470 11 22 33', email: 'inscriptions-d@exemple.example' },
        changed_at: at,
      },
      {
        subject_kind: 'facility',
        subject_id: refusing,
        section: 'characteristics',
        data: { summary: 'Résumé que personne ne lit' },
        changed_at: at,
      },
      {
        subject_kind: 'facility',
        subject_id: atHome,
        section: 'emergency',
        data: { person: 'Urgence Bodart', phone: '081 99 88 77' },
        changed_at: at,
      },
      {
        subject_kind: 'facility',
        subject_id: atHome,
        section: 'postal-address',
        data: { street: 'chemin du Secret', number: '9', postcode: '5020', locality: 'Malonne' },
        changed_at: at,
      },
    ]);
    await db('pedagogical_projects').where({ facility_id: refusing }).delete();
    await db('pedagogical_projects').insert({
      facility_id: refusing,
      valid_from: '2026-01-01',
      document_name: 'p.pdf',
      document_size: size,
      document_digest: Buffer.from(digest, 'hex'),
      added_at: at,
    });
    await db('available_places').insert({
      facility_id: refusing,
      age_group: 'all',
      from_on: '2026-01-01',
      places: 3,
      changed_at: at,
    });
    await db('exceptional_days').insert({
      facility_id: atHome,
      from_on: '2026-12-01',
      until_on: '2026-12-05',
      reason: 'raison médicale',
      changed_at: at,
    });
    await db('facility_photos')
      .where({ facility_id: refusing })
      .update({ caption: 'Le coin des livres de chez moi', alt_text: 'Le coin des livres de chez moi' });
    await db('facilities')
      .where({ id: atHome })
      .update({ phone: '081 99 88 77', email: 'maison-bodart@exemple.example', address_shown: false });
    await db('authorisation_versions').where({ facility_id: atHome }).update({ street: 'chemin du Secret' });
    await db('sheet_sections').where({ subject_kind: 'facility', subject_id: elsewhere }).delete();
    await db('facilities')
      .where({ id: elsewhere })
      .update({ home: false, address_shown: false, phone: '081 55 44 33', email: 'ailleurs-nguyen@exemple.example' });
    await db('authorisation_versions').where({ facility_id: elsewhere }).update({ street: 'allée du Mystère' });
    ({ street } = (await db('authorisation_versions')
      .where({ facility_id: refusing })
      .orderBy('valid_from', 'desc')
      .first('street')) as { street: string });
    for (const key of ['delvaux', 'bodart', 'nguyen'])
      numbers[key] = (
        (await db('facilities')
          .where({ id: stableId(`facility ${key}`) })
          .first('number')) as { number: string }
      ).number;
    number = numbers.delvaux!;
    photos = ((await db('facility_photos').where({ facility_id: refusing }).select('id')) as { id: string }[]).map(
      ({ id }) => id,
    );
    expect(photos, 'photos of who refuses').to.not.be.empty;
    await walk();
  });
  after(() => house.close());

  /** Every way in that a parent has, and every link from there. */
  async function walk(): Promise<void> {
    const searches = [
      ...[
        '5020',
        'Flawinne',
        '5020 Flawinne',
        'Namur',
        'Malonne',
        'Émilie Delvaux',
        'delvaux',
        'delvau',
        'emilie',
        number,
        street,
        `${street} Flawinne`,
        'Bodart',
        'chemin du Secret',
        'bleuets',
        'Nguyen',
        'allée du Mystère',
      ],
    ].flatMap((q) =>
      [
        '',
        '&km=50',
        '&km=50&type=independant',
        '&km=50&places=maintenant',
        '&km=50&tri=places',
        '&km=50&tri=nom',
        '&km=2&type=non-subventionne&jusqua=19:00',
      ].map((more) => `/premiers-pas?q=${encodeURIComponent(q)}${more}`),
    );
    const waiting = [
      '/premiers-pas',
      '/premiers-pas/choisir',
      '/premiers-pas/role-de-l-one',
      '/premiers-pas/sitemap.xml',
      '/robots.txt',
      ...searches,
      ...searches.slice(0, 8).map((url) => url.replace('/premiers-pas', '/premiers-pas/affiner')),
      ...[number, `${number}-emilie-delvaux`, `${number.toLowerCase()}-emilie-delvaux`].flatMap((segment) => [
        `/premiers-pas/lieux/${segment}`,
        `/premiers-pas/lieux/${segment}/projet.pdf`,
      ]),
      ...['delvaux', 'bodart', 'nguyen'].map((key) => `/premiers-pas/pre-demande?lieu=${numbers[key]!}`),
      ...photos.flatMap((id) =>
        ['small.jpg', 'large.jpg', 'list.webp'].map((name) => `/premiers-pas/photos/${id}/${name}`),
      ),
    ];
    const known = new Set(waiting);
    while (waiting.length > 0 && seen.length < 900) {
      const url = waiting.shift()!;
      const { status, text, headers } = await house.stranger.get(url);
      const body = unescaped(text ?? '');
      seen.push({ url, status, text: body, headers: JSON.stringify(headers) });
      for (const [, found = ''] of body.matchAll(
        /(?:href|src|action)="(\/premiers-pas[^"#]*)|<loc>http:\/\/127\.0\.0\.1:3000([^<]*)/g,
      )) {
        // Of each sheet once, whatever search led there.
        const next = unescaped(found).replace(/(\/lieux\/[^?]*)\?.*/, '$1');
        if (next && !known.has(next)) {
          known.add(next);
          waiting.push(next);
        }
      }
    }
  }

  it('is at none of the public addresses: no search, count, neighbour, sheet, picture, project, list or structured data', () => {
    // What was typed stands in the field and in the words of the search; nothing else may say it.
    const found = seen.flatMap(({ url, text, headers }) => {
      const query = new URLSearchParams(url.split('?')[1] ?? '');
      const typed = query.get('q') ?? query.get('lieu') ?? '';
      const told = typed
        ? text.replaceAll(typed, '').replaceAll(new URLSearchParams({ q: typed }).toString(), '')
        : text;
      return [...secrets.refusing, street, number, number.toLowerCase()]
        .filter((secret) => !typed || !secret.toLowerCase().includes(typed.toLowerCase()) || secret === typed)
        .filter((secret) => (told + headers).includes(secret))
        .map((secret) => `${url}: ${secret}`);
    });
    expect(found).to.deep.equal([]);
    expect(seen.length, 'addresses looked at').to.be.above(200);
    expect(seen.filter(({ status }) => status >= 500)).to.deep.equal([]);
  });

  it('answers as if it had never been: the sheet, its project and its photos are those of no place', async () => {
    const never = await house.stranger.get('/premiers-pas/lieux/ma-99999-personne');
    for (const { url, status, text } of seen.filter(
      (one) => one.url.includes(`/lieux/${number}`) && !one.url.endsWith('.pdf'),
    )) {
      expect(status, url).to.equal(404);
      expect(text).to.equal(unescaped(never.text));
    }
    expect(seen.filter(({ url }) => photos.some((id) => url.includes(id))).map(({ status }) => status)).to.satisfy(
      (all: number[]) => all.length > 0 && all.every((status) => status === 404),
    );
    expect(
      seen.filter(({ url }) => url.includes(number) && url.endsWith('.pdf')).map(({ status }) => status),
    ).to.satisfy((all: number[]) => all.length > 0 && all.every((status) => status === 404));
  });

  it('is in no count: what is counted is what is listed', () => {
    const pages = seen.filter(
      ({ url }) =>
        /^\/premiers-pas\?q=5020(&km=50)?(&page=\d+)?$/.test(url) ||
        url === '/premiers-pas?q=5020&km=50&type=independant',
    );
    expect(pages).to.not.be.empty;
    for (const { url, text } of pages) {
      const total = Number(/<h1>(\d+) /.exec(text)?.[1] ?? 0);
      const listed = (text.match(/class="result"/g) ?? []).length;
      const several = / sur \d+/.test(text);
      if (!several) expect(listed, url).to.equal(total);
      const kinds = [...text.matchAll(/for="type-[^"]+">[^<]+<span class="filter-count">(\d+)/g)].map(([, count]) =>
        Number(count),
      );
      if (!url.includes('type='))
        expect(
          kinds.reduce((sum, one) => sum + one, 0),
          url,
        ).to.equal(total);
    }
  });

  it('a home is found by its locality and its name, and its street, telephone, mail and reasons are nowhere', () => {
    expect(
      seen.some(({ url, text }) => url.startsWith('/premiers-pas/lieux/') && text.includes('5020 Malonne')),
    ).to.equal(true);
    const found = seen
      .filter(({ url }) => !url.includes('Secret'))
      .flatMap(({ url, text, headers }) =>
        secrets.home.filter((secret) => (text + headers).includes(secret)).map((secret) => `${url}: ${secret}`),
      );
    expect(found).to.deep.equal([]);
    const byStreet = seen.find(({ url }) => url === `/premiers-pas?q=${encodeURIComponent('chemin du Secret')}`);
    expect(byStreet?.text).to.not.include('Bodart');
  });

  it('a person who receives children elsewhere than at home is told by her locality too, until she agrees to the address', async () => {
    const hers = seen.filter(({ text }) => text.includes('Linh Nguyen'));
    expect(hers.map(({ url }) => url).join(' '))
      .to.include('/premiers-pas/lieux/')
      .and.include('/premiers-pas/pre-demande?lieu=')
      .and.include('/premiers-pas?q=Nguyen');
    const found = seen
      .filter(({ url }) => !url.includes('Myst'))
      .flatMap(({ url, text, headers }) =>
        secrets.elsewhere.filter((secret) => (text + headers).includes(secret)).map((secret) => `${url}: ${secret}`),
      );
    expect(found).to.deep.equal([]);
    const byStreet = seen.find(({ url }) => url === `/premiers-pas?q=${encodeURIComponent('allée du Mystère')}`);
    expect(byStreet?.text).to.not.include('Nguyen');
  });

  it('is not found from the form of a pre-request, and is asked nothing by it', async () => {
    for (const search of ['Delvaux', number, 'Flawinne', 'Mystère', 'Secret']) {
      const { text } = await house.stranger.post('/premiers-pas/pre-demande', { then: 'search', search });
      const told = unescaped(text).replaceAll(search, '');
      for (const secret of [...secrets.refusing, ...secrets.home, ...secrets.elsewhere, street])
        if (!secret.includes(search)) expect(told, search).to.not.include(secret);
      expect(unescaped(text)).to.not.match(/Delvaux<|Bodart<|Nguyen</);
    }
    const { text } = await house.stranger.post('/premiers-pas/pre-demande', { then: `add:${number}` });
    expect(unescaped(text)).to.include('ne prend pas de pré-demande').and.not.include('Delvaux');
  });

  it('is in no line of the log, and neither is what parents search for', () => {
    const log = house.log.join('\n');
    expect(log).to.include('/premiers-pas/lieux/:place');
    for (const secret of [
      ...secrets.refusing,
      ...secrets.home,
      ...secrets.elsewhere,
      street,
      number,
      'Flawinne',
      'q=',
      photos[0]!,
    ])
      expect(log).to.not.include(secret);
  });

  it('walks every public route that there is', () => {
    const routes = routesOf(house.app).filter(
      ({ method, path }) =>
        method === 'GET' && /^\/(?:premiers-pas|robots)/.test(path) && !/simulation|pre-demande/.test(path),
    );
    const walked = (path: string): boolean => {
      const pattern = new RegExp(`^${path.replaceAll(/:[a-zA-Z]+/g, '[^/?]+').replaceAll('.', '\\.')}(?:\\?|$)`);
      return seen.some(({ url }) => pattern.test(url));
    };
    expect(routes.map(({ path }) => path).filter((path) => !walked(path))).to.deep.equal([]);
  });
});
