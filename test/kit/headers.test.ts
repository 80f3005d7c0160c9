import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { routesOf } from '../support/routes.ts';
import { findTargets } from './bad-input-targets.ts';

/** What every answer must say, whatever it is. */
function check(
  { headers, status }: { headers: Record<string, string>; status: number },
  what: string,
  { asset = false, document = false, letter = false, shown = false, kept = false } = {},
): string[] {
  const faults: string[] = [];
  const want = (isRight: boolean, name: string): void => {
    if (!isRight) faults.push(`${what} (${String(status)}): ${name} ${String(headers[name])}`);
  };
  const policy = headers['content-security-policy'] ?? '';
  // A certificate beside a form: an image or a PDF, which no browser draws in a sandbox, framed by our own pages alone.
  want(
    shown
      ? policy === "frame-ancestors 'self'"
      : policy.includes("default-src 'none'") && !/unsafe|\*|https?:\/\/(?!127\.0\.0\.1:1\b)|blob:/.test(policy),
    'content-security-policy',
  );
  // A document opens in nothing at all; the preview of a letter has its one style, by its digest, and no script.
  want(
    shown ||
      (document
        ? policy.startsWith('sandbox')
        : letter
          ? /style-src 'sha256-[^']+';/.test(policy) &&
            !policy.includes('script-src') &&
            policy.includes("base-uri 'none'") &&
            policy.includes("form-action 'none'")
          : ["frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "form-action 'self'"].every((part) =>
              policy.includes(part),
            )),
    'content-security-policy',
  );
  want(headers['x-content-type-options'] === 'nosniff', 'x-content-type-options');
  want(headers['x-frame-options'] === (shown ? 'SAMEORIGIN' : 'DENY'), 'x-frame-options');
  want(headers['cross-origin-opener-policy'] === 'same-origin', 'cross-origin-opener-policy');
  want(headers['cross-origin-resource-policy'] === 'same-origin', 'cross-origin-resource-policy');
  want(headers['referrer-policy'] === 'same-origin', 'referrer-policy');
  want((headers['permissions-policy'] ?? '').includes('camera=()'), 'permissions-policy');
  want(
    kept
      ? headers['cache-control']?.startsWith('public, max-age=15') === true && headers['set-cookie'] === undefined
      : asset
        ? headers['cache-control'] === 'no-cache'
        : headers['cache-control'] === 'no-store',
    'cache-control',
  );
  want(headers['x-powered-by'] === undefined, 'x-powered-by');
  want(headers.server === undefined, 'server');
  want(
    !/^text\//.test(headers['content-type'] ?? '') || /charset=utf-8/i.test(headers['content-type'] ?? ''),
    'content-type',
  );
  return faults;
}

/** A sheet that is drawn apart is as closed as a document; the others have the policy of the pages. */
const opensNowhere = ({ type, headers }: { type: string; headers: Record<string, string | undefined> }): boolean =>
  type.includes('spreadsheetml') && headers['content-security-policy']?.startsWith('sandbox') === true;

const isForParents = /^\/premiers-pas(?:$|\/(?:affiner|lieux|choisir|role|sitemap))|^\/robots/;

describe('the headers of every answer', () => {
  let house: House;
  let people: Record<string, Visitor>;
  before(async () => {
    house = await openHouse();
    const as = (key: string): Promise<Visitor> => house.asUser(stableId(`user ${key}`));
    people = {
      nobody: house.stranger,
      operator: await as('admin-petits-chenes'),
      referent: await as('referent-namur'),
      supervisor: await as('supervisor'),
    };
  });
  after(() => house.close());

  it('stand on every page, for whoever asks, let in or not', async () => {
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    const document = (
      await house
        .db('documents')
        .where({ facility_id: stableId('facility chenes') })
        .whereNull('withdrawn_at')
        .first<{ id: string }>('id')
    ).id;
    const caseId = (
      await house
        .db('cases')
        .where({ facility_id: stableId('facility chenes'), status: 'complement-asked' })
        .first<{ id: string }>('id')
    ).id;
    for (const { method, path } of routesOf(house.app)) {
      if (method !== 'GET') continue;
      const id = path.includes('/drafts/')
        ? stableId('draft glands capacity-change')
        : path.includes('/facilities/')
          ? stableId('facility chenes')
          : path.startsWith('/documents')
            ? document
            : caseId;
      const values: Record<string, string> = {
        ':id': id,
        ':action': path.startsWith('/pro') ? 'withdraw' : 'ask-complement',
        ':step': 'capacity',
        ':version': 'x',
        '*file': 'styles/portal.css',
      };
      const url = path.replaceAll(/:[a-zA-Z]+|\*file/g, (name) => values[name]!);
      for (const [who, visitor] of Object.entries(people)) {
        const answer = await visitor.get(url);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        faults.push(
          ...check(answer as never, `${who} GET ${url}`, {
            asset: path.startsWith('/assets'),
            document: (path.startsWith('/documents') || opensNowhere(answer)) && answer.status === 200,
            shown: path.endsWith('/shown') && answer.status === 200,
            // What parents read is the same for all, and kept for a moment.
            kept: isForParents.test(path),
          }),
        );
        if (answer.type === 'text/html') {
          // The page keeps to its own policy: no script, style or handler in it.
          if (
            /<script(?![^>]*\s(?:src=|type="application\/ld\+json"))|<style|\sstyle=|\son[a-z]+=|javascript:/i.test(
              answer.text,
            )
          )
            faults.push(`${who} GET ${url}: inline script or style`);
          if (/\b\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}\b/.test(answer.text))
            faults.push(`${who} GET ${url}: a national number`);
        }
      }
    }
    expect(faults).to.deep.equal([]);
    expect([...statuses.keys()]).to.include.members([200, 302, 403, 404]);
  }).timeout(120_000);

  it('stand on every refusal of a form', async () => {
    const faults: string[] = [];
    const statuses = new Set<number>();
    for (const { url, by, fields } of await findTargets(house.db)) {
      const visitor =
        by === 'weak'
          ? await house.asUser(stableId('user legacy-petit'), { acr: 200 })
          : by
            ? await house.asUser(stableId(`user ${by}`))
            : house.stranger;
      for (const answer of [
        await visitor.post(url, fields),
        await house.stranger.post(url, fields),
        await visitor.post(url, { ...fields, _csrf: 'x' }),
      ]) {
        statuses.add(answer.status);
        faults.push(
          ...check(answer as never, `POST ${url}`, { letter: url.endsWith('/letter') && answer.status === 200 }),
        );
      }
    }
    expect(faults).to.deep.equal([]);
    expect([...statuses]).to.include.members([303, 403, 404, 422]);
  }).timeout(120_000);

  it('stand on 404, 405, 409, 413, 422, 429, 500 and 503', async () => {
    // Anew: one of the forms above ended their other sessions.
    const [operator, referent] = (await Promise.all(
      ['admin-petits-chenes', 'referent-namur'].map((key) => house.asUser(stableId(`user ${key}`))),
    )) as [Visitor, Visitor];
    const caseId = (
      await house
        .db('cases')
        .where({ facility_id: stableId('facility arbre-a-bulles'), status: 'completeness' })
        .first<{ id: string }>('id')
    ).id;
    const document = (
      await house
        .db('documents')
        .where({ facility_id: stableId('facility chenes') })
        .whereNull('withdrawn_at')
        .first<{ id: string }>('id')
    ).id;
    const faults: string[] = [];
    const expectStatus = async (
      wanted: number,
      answer: PromiseLike<{ status: number; headers: Record<string, string> }>,
    ): Promise<void> => {
      const { status, headers } = await answer;
      expect(status).to.equal(wanted);
      faults.push(...check({ status, headers }, String(wanted)));
    };
    await expectStatus(404, operator.get('/nowhere'));
    await expectStatus(422, operator.get('/pro?q=%00'));
    await expectStatus(400, operator.get('/pro/facilities/%E0%A4%A/authorisation'));
    await expectStatus(413, operator.post('/pro/notices', { notice: 'x'.repeat(210_000) }));
    await expectStatus(
      409,
      referent.post(`/office/authorisation-adaptation/${caseId}/declare-complete`, {
        token: 'a-token-long-enough',
        version: '0',
        remarks: '',
      }),
    );
    await expectStatus(503, house.stranger.get('/sign-in/start'));
    // The store of documents breaks, with a message that holds a name.
    house.deps.blobs.get = () => Promise.reject(new Error('Nathalie Servais'));
    await expectStatus(500, operator.get(`/documents/${document}`));
    expect(house.log.join('\n')).to.not.include('Servais');
    const weak = await house.asUser(stableId('user legacy-petit'), { acr: 200 });
    const tries: number[] = [];
    for (let n = 0; n < 6; n += 1)
      tries.push((await weak.post('/sign-in', { login: 'galopins', password: 'pas le bon mot de passe' })).status);
    expect(tries).to.deep.equal([422, 422, 422, 422, 422, 429]);
    await expectStatus(429, weak.post('/sign-in', { login: 'galopins', password: 'pas le bon mot de passe' }));
    expect(faults).to.deep.equal([]);
  });
});
