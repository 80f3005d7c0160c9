import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import request from 'supertest';
import { clamdScanner } from '../../api/documents/scanner.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { beginRequest } from '../support/begin-request.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

/** What speaks as clamd does, and finds whatever holds the word « virus ». */
async function openClamd(answer: (bytes: Buffer) => string | undefined) {
  const scanned: number[] = [];
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    let came = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (part: Buffer) => {
      came = Buffer.concat([came, part]);
      const bytes = contentOf(came);
      if (!bytes) return;
      scanned.push(bytes.length);
      const said = answer(bytes);
      if (said !== undefined) socket.end(`${said}\0`);
    });
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  return {
    url: `tcp://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    scanned,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
/** @returns undefined while the piece of no length has not come */
function contentOf(came: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (came.subarray(0, command.length).toString() !== command) return undefined;
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= came.length; ) {
    const length = came.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(came.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
const asClamd = (bytes: Buffer): string => (bytes.includes('virus') ? 'stream: Test.Virus FOUND' : 'stream: OK');

describe('the antivirus', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'scanner-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));
  const fileOf = async (content: string | Buffer): Promise<string> => {
    const file = path.join(directory, 'file');
    await writeFile(file, content);
    return file;
  };
  /** @returns the verdict, or that there was none */
  const verdict = async (url: string, content: string | Buffer): Promise<string> =>
    clamdScanner(url)
      .scan(await fileOf(content))
      .catch(() => 'none');

  it('is given the whole file, in pieces, and says whether something is found', async () => {
    const clamd = await openClamd(asClamd);
    expect(await verdict(clamd.url, 'x')).to.equal('clean');
    expect(await verdict(clamd.url, Buffer.concat([Buffer.alloc(1_000_000), Buffer.from('virus')]))).to.equal(
      'infected',
    );
    expect(await verdict(clamd.url, '')).to.equal('clean');
    expect(clamd.scanned).to.deep.equal([1, 1_000_005, 0]);
    await clamd.close();
  });

  it('that says anything else, or nothing, has not said that a file is clean', async () => {
    for (const said of [
      'INSTREAM size limit exceeded. ERROR',
      'stream: OK nearly',
      '',
      'x'.repeat(5_000),
      'stream: Heuristics ERROR',
    ]) {
      const clamd = await openClamd(() => said);
      expect(await verdict(clamd.url, 'x'), said).to.equal('none');
      await clamd.close();
    }
    expect(await verdict('tcp://127.0.0.1:1', 'x')).to.equal('none');
    expect(await verdict('unix:///nowhere/clamd.ctl', 'x')).to.equal('none');
  });

  describe('of the portal', () => {
    let house: House;
    let nathalie: Visitor;
    let base: string;
    before(async () => {
      house = await openHouse();
      nathalie = await house.as('Nathalie Servais');
      base = await beginRequest(house, nathalie);
    });
    after(() => house.close());

    const send = (title: string) =>
      request(house.app)
        .post(`${base}/documents`)
        .set({ Cookie: nathalie.cookie, Origin: 'http://127.0.0.1:3000' })
        .field('_csrf', nathalie.csrfToken)
        .attach('plan', makePdf(title, []), 'plan.pdf')
        .redirects(0);
    const kept = (): Promise<string[]> =>
      house
        .db('documents')
        .where({ draft_id: base.split('/').at(-1) })
        .pluck('name');
    const blobs = async (): Promise<number> => {
      let count = 0;
      for await (const _ of house.deps.blobs.list()) count += 1;
      return count;
    };

    it('is asked before a file is kept; while it is away none is taken, and the page says so', async () => {
      const before = await blobs();
      house.deps.config.clamavUrl = 'tcp://127.0.0.1:1';
      const away = await send('Un plan');
      expect(away.status).to.equal(503);
      expect(away.text)
        .to.include('n&#x27;a pas pu être contrôlé par l&#x27;antivirus et n&#x27;a pas été gardé')
        .and.include('Les documents');
      const clamd = await openClamd(asClamd);
      house.deps.config.clamavUrl = clamd.url;
      const infected = await send('Un virus');
      expect(infected.status).to.equal(422);
      expect(infected.text).to.include('reconnu comme dangereux');
      expect(await kept()).to.deep.equal([]);
      expect(await blobs()).to.equal(before);
      expect((await send('Un plan')).status).to.equal(303);
      expect(await kept()).to.deep.equal(['plan.pdf']);
      await clamd.close();
    });
  });
});
