import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { createAssets } from '../../api/static.ts';

describe('the static files', () => {
  const { asset, serveStatic } = createAssets();
  const app = express();
  serveStatic(app);

  it('may be kept for ever under the address of their content', async () => {
    const answer = await request(app).get(asset('styles/portal.css')).set('Accept-Encoding', 'identity').expect(200);
    expect(answer.headers['cache-control']).to.equal('public, max-age=31536000, immutable');
    expect(answer.headers['content-type']).to.equal('text/css; charset=utf-8');
    expect(answer.text).to.contain('--focus: #ffbf47').and.to.contain('Bootstrap Reboot');
  });

  it('travel compressed when the browser can read it', async () => {
    for (const encoding of ['br', 'gzip']) {
      const answer = await request(app).get(asset('scripts/portal.js')).set('Accept-Encoding', encoding).expect(200);
      expect(answer.headers['content-encoding']).to.equal(encoding);
      expect(answer.headers['vary']).to.contain('Accept-Encoding');
    }
  });

  it('answer at the address of another release, without being kept', async () => {
    const answer = await request(app)
      .get('/assets/000000000000/fonts/source-sans-3-latin-wght-normal.woff2')
      .expect(200);
    expect(answer.headers['cache-control']).to.equal('no-cache');
    expect(answer.headers['content-type']).to.equal('font/woff2');
  });

  it('refer only to files that are there', async () => {
    const { text } = await request(app).get(asset('styles/portal.css')).set('Accept-Encoding', 'identity');
    const references = [...text.matchAll(/url\(['"]?([^'")]+)/g)].map(
      ([, address]) => new URL(address!, `http://x${asset('styles/portal.css')}`).pathname,
    );
    expect(references).to.have.lengthOf.above(0);
    for (const reference of references) await request(app).get(reference).expect(200);
  });

  it('give nothing that is not in the public folder', async () => {
    for (const path of [
      '../package.json',
      '..%2fpackage.json',
      '%2e%2e/package.json',
      'styles',
      'nothing.css',
      '__proto__',
    ]) {
      await request(app).get(`/assets/x/${path}`).expect(404);
    }
  });

  it('are named by what is there, or the page fails at once', () => {
    expect(() => asset('styles/nothing.css')).to.throw('no asset named styles/nothing.css');
  });
});
