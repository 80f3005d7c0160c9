import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import type { Dependencies } from '../../api/context.ts';
import { refuseSlowBodies } from '../../api/middleware/slow-bodies.ts';
import { showProblem } from '../../api/problems.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';

describe('what a line or a disk does not let through', () => {
  let house: House;
  let nathalie: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
  });
  after(() => house.close());

  describe('a slow line', () => {
    let server: Server;
    let port: number;
    const received: string[] = [];
    before(async () => {
      const app = express();
      house.deps.views.install(app);
      app.use(refuseSlowBodies({ bytes: 1_000, within: 300 }));
      app.post('/form', express.raw({ type: '*/*', limit: '1mb' }), (req, res) => {
        received.push(String(req.body));
        res.send('taken');
      });
      app.use(showProblem(house.deps));
      server = createServer(app);
      await new Promise<void>((ready) => {
        server.listen(0, '127.0.0.1', ready);
      });
      port = (server.address() as AddressInfo).port;
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    /** Sends a body of a length, piece by piece. @returns all that was answered until the connection ended */
    const sendSlowly = (pieces: number, bytes: number, every: number): Promise<string> =>
      new Promise((resolve) => {
        let text = '';
        const socket: Socket = connect(port, '127.0.0.1', () => {
          socket.write(
            `POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: ${String(pieces * bytes)}\r\nContent-Type: text/plain\r\n\r\n`,
          );
        });
        let sent = 0;
        const piece = setInterval(() => {
          if (sent < pieces) socket.write('x'.repeat(bytes));
          sent += 1;
        }, every);
        socket.on('data', (part) => {
          text += part.toString();
          if (text.includes('taken')) socket.end();
        });
        socket.on('error', () => undefined);
        socket.on('close', () => {
          clearInterval(piece);
          resolve(text);
        });
      });

    it('may take as long as it needs, as long as something comes', async () => {
      const answer = await sendSlowly(12, 1_500, 200);
      expect(answer).to.include('200 OK').and.include('taken');
      expect(received.at(-1)).to.have.length(18_000);
    });

    it('that brings next to nothing is told so by a page, and nothing of it is done', async () => {
      const before = received.length;
      const answer = await sendSlowly(1_000, 1, 20);
      expect(answer)
        .to.match(/^HTTP\/1\.1 408/)
        .and.include("L'envoi s'est interrompu");
      expect(received).to.have.length(before);
    });
  });

  describe('a full disk', () => {
    const full = (code: string): Error => Object.assign(new Error('x'), { code });

    it('gives a page that says what was kept, for files as for the database', async () => {
      const app = express();
      house.deps.views.install(app);
      app.get('/:code', (req) => {
        throw full(req.params.code);
      });
      app.use(showProblem({ ...house.deps } as Dependencies));
      for (const code of ['ENOSPC', 'EDQUOT', 'EROFS', '53100', '57014']) {
        const { status, text } = await request(app).get(`/${code}`);
        expect(status, code).to.equal(503);
        expect(text, code).to.include("n'a pas été enregistré").and.include('était avant est conservé');
      }
    });

    it('between two files of one sending keeps the first, and says so', async () => {
      const start = await nathalie.post('/pro/authorisation-adaptation/drafts', {
        facilityId: String((await house.db('facilities').where({ name: 'Crèche La Coccinelle' }).first('id')).id),
        kind: 'capacity-change',
      });
      const base = start.headers.location!;
      const put = house.deps.blobs.put.bind(house.deps.blobs);
      let puts = 0;
      house.deps.blobs.put = (source) => (++puts > 1 ? Promise.reject(full('ENOSPC')) : put(source));
      const { status, text } = await request(house.app)
        .post(`${base}/documents`)
        .set({
          Cookie: nathalie.cookie,
          Origin: 'http://127.0.0.1:3000',
          Referer: `http://127.0.0.1:3000${base}/documents`,
        })
        .field('_csrf', nathalie.csrfToken)
        .attach('plan', makePdf('Un', []), 'un.pdf')
        .attach('plan', makePdf('Deux', []), 'deux.pdf');
      house.deps.blobs.put = put;
      expect(status).to.equal(503);
      expect(text).to.include('sauf 1').and.include(`href="${base}/documents"`);
      const id = base.split('/').at(-1)!;
      expect(await house.db('documents').where({ draft_id: id }).pluck('name')).to.deep.equal(['un.pdf']);
    });
  });
});
