import { expect } from 'chai';
import { routesOf } from '../support/routes.ts';
import { pathParts } from './bad-input-corpus.ts';
import { describeBadInput, form, inBatches, urlencoded } from './bad-input-sender.ts';

describeBadInput('bad input in the addresses of forms, and in headers', 1_000, (sender) => {
  it('is aimed at every address that takes a form', () => {
    const known = new Set(sender.targets.map(({ route }) => route));
    expect(
      routesOf(sender.house.app)
        .filter(({ method, path }) => method === 'POST' && !known.has(path))
        .map(({ path }) => path),
    ).to.deep.equal([]);
    expect(sender.targets.length).to.be.greaterThan(40);
  });

  it('in the address of any form', async () => {
    const before = await sender.rows();
    for (const [number, { route, url, by, fields }] of sender.targets.entries()) {
      if (route === '/sign-out' || url.endsWith('/columns') || !/:/.test(route)) continue;
      const [id] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(url) ?? [];
      if (!id) continue;
      await inBatches(
        pathParts.filter((_, at) => at % 2 === number % 2),
        async (part) => {
          await sender.send(
            'POST',
            url.replace(id, () => part),
            by,
            { type: urlencoded, body: form(fields) },
          );
        },
      );
      if (/:(action|step|slot|view)/.test(route))
        await inBatches(pathParts, async (part) => {
          await sender.send(
            'POST',
            url.replace(/[^/]+$/, () => part),
            by,
            { type: urlencoded, body: form(fields) },
          );
        });
    }
    expect(await sender.rows()).to.deep.equal(before);
    sender.nothingNoticed();
  }).timeout(600_000);

  it('in the words of HTTP itself', async () => {
    for (const path of new Set(
      routesOf(sender.house.app).map(({ path }) => path.replaceAll(/:[a-zA-Z]+|\*file/g, 'x')),
    )) {
      for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'OPTIONS']) {
        const { status } = await sender.send(method, path, '');
        // The interface for software takes PUT, from whoever has a token.
        const isSoftware = method === 'PUT' && path.startsWith('/interface/');
        if (method !== 'OPTIONS')
          expect(status, `${method} ${path}`).to.be.oneOf([403, 404, 405, 415, 501, 303, ...(isSoftware ? [401] : [])]);
      }
    }
    for (const headers of [
      { host: 'evil.example' },
      { 'host': 'evil.example', 'x-forwarded-host': 'evil.example' },
      { 'x-forwarded-proto': 'https' },
      { 'x-forwarded-for': "1' or 1=1" },
      { 'x-http-method-override': 'DELETE' },
      { 'x-original-url': '/office' },
      { 'x-rewrite-url': '/office' },
      { cookie: 'pro-one=s%3Aabc.def' },
      { cookie: 'pro-one=' },
      { cookie: 'pro-one=%' },
      { cookie: `pro-one=${'x'.repeat(3000)}` },
      { 'accept': '\u00e9' },
      { 'accept-language': 'x'.repeat(2000) },
      { 'user-agent': '<script>' },
      { range: 'bytes=0-1' },
      { 'if-none-match': '*' },
      { 'x-autosave': '1' },
      { 'content-encoding': 'gzip' },
    ] as Record<string, string>[]) {
      for (const path of ['/pro', '/office/tasks', '/sign-in', '/aide', '/', '/nowhere']) {
        const { text, headers: answered } = await sender.send('GET', path, '', { headers });
        expect(text).to.not.include('evil.example');
        expect(String(answered.location ?? '')).to.not.include('evil.example');
      }
    }
    for (const path of [
      '//evil.example',
      '///',
      '/\\evil.example',
      '/pro//',
      '/PRO',
      '/pro/../office',
      '/pro/%2e%2e/office',
      '/assets/x/../../package.json',
      '/assets/x/%2e%2e%2f%2e%2e%2fpackage.json',
      '/.git/config',
      '/.env',
      '/package.json',
      '/metrics',
      '/server-status',
    ]) {
      expect((await sender.send('GET', path, '')).status, path).to.be.below(500);
    }
    expect((await sender.send('GET', '/package.json', 'admin-petits-chenes')).status).to.equal(404);
    for (const bytes of [
      'GET / HTTP/1.1\r\n\r\n',
      'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
      'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n',
      '\0\0\0\r\n\r\n',
      'GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n',
    ])
      expect(await sender.raw(bytes), JSON.stringify(bytes.slice(0, 60))).to.not.match(/^HTTP\/1\.1 5/);
    sender.nothingNoticed();
  }).timeout(600_000);
});
