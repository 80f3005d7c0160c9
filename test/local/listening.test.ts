import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findListeners, holdsPort } from '../../local/listening.ts';
import { answersTcp, startChild, waitUntil } from '../../local/processes.ts';

describe('a port that somebody else holds', () => {
  let other: Server;
  let port: number;
  let dir: string;
  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'pro-one-listening-'));
    other = createServer();
    await new Promise<void>((listening) => {
      other.listen(0, '127.0.0.1', listening);
    });
    ({ port } = other.address() as AddressInfo);
  });
  after(() => {
    other.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('ends the web with an error, and not with « listening »', async () => {
    const logFile = join(dir, 'web.log');
    const web = await startChild({
      name: 'web',
      command: process.execPath,
      args: ['--import', 'tsx', 'api/server.ts'],
      logFile,
      env: {
        ...process.env,
        NODE_ENV: 'test',
        PRO_ONE_MODE: 'test',
        PORT: String(port),
        DATABASE_URL: 'postgres://nobody:dev-only-nothing@127.0.0.1:1/nothing',
        TEMPORAL_ADDRESS: '127.0.0.1:1',
        OIDC_ISSUER: 'http://127.0.0.1:1/fas/oauth2',
        OIDC_CLIENT_ID: 'pro-one',
        OIDC_CLIENT_SECRET: 'dev-only-client-secret-0123456789',
        SMTP_URL: 'smtp://127.0.0.1:1',
        MAIL_FROM: 'Pro.ONE <pro-one@exemple.example>',
        SESSION_SECRET: 'dev-only-session-secret-0123456789abcdef',
        NISS_PEPPER: 'dev-only-niss-pepper-0123456789abcdef',
        NISS_KEY: 'dev-only-niss-key-0123456789abcdefghij',
        STORAGE_DIR: dir,
      },
    });
    expect(await web.exited).to.deep.equal({ code: 1, signal: null });
    const log = readFileSync(logFile, 'utf8');
    expect(log).to.include('cannot listen').and.include('EADDRINUSE').and.include(String(port));
    expect(log).not.to.include('"listening"');
  });

  it('is not taken for the server that the launcher has just started', async () => {
    expect(await answersTcp(port)).to.equal(true);
    const child = await startChild({
      name: 'sleeper',
      command: process.execPath,
      args: ['-e', 'setTimeout(()=>{},60e3)'],
    });
    try {
      expect(holdsPort(child.pid, port)).to.equal(false);
      const failure: unknown = await waitUntil('Le dormeur', () => answersTcp(port), {
        child,
        ports: [port],
        timeout: 300,
      }).catch((error: unknown) => error);
      expect(String(failure)).to.include('Le dormeur ne répond pas');
    } finally {
      await child.stop();
    }
  });

  it('is known by the process that holds it, with its address', async () => {
    expect(findListeners(process.pid)).to.deep.include({ address: '127.0.0.1', port });
    const open = createServer();
    await new Promise<void>((listening) => {
      open.listen(0, '::', listening);
    });
    expect(findListeners(process.pid)).to.deep.include({ address: '::', port: (open.address() as AddressInfo).port });
    open.close();
  });
});
