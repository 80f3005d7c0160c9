import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { AddressInfo } from 'node:net';
import { procedures } from '../../activities/procedures.ts';
import { createLetterErrand } from '../../activities/letters.ts';
import { createPdfPrinter } from '../../activities/pdf.ts';
import { directoryBlobStore, sweepOrphans, type BlobStore } from '../../db/blob-store.ts';
import { getLetterContext } from '../../db/letter-context.ts';
import { findChromium } from '../../local/chromium.ts';
import { createEngine } from '../../views/engine.ts';
import { shownLetterCss } from '../../views/letters/css.ts';
import { letters } from '../../views/authorisation-adaptation/letters.ts';
import { letterHtml, presentLetter, withPlannedActs } from '../../views/letters/letters.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { letterWalks } from './letter-walks.ts';
import { contextOf, createWorld, forget, start, submitted, walk, type World } from './world.ts';

const publicUrl = 'https://pro.exemple.be';
const views = createEngine({ cache: true, today: () => '2026-11-22', asset: (file) => file });
const has = (command: string): boolean => spawnSync(command, ['-v']).error === undefined;

describe('letters', function () {
  this.timeout(120_000);
  let base: TestDatabase;
  let world: World;
  let directory: string;
  let blobs: BlobStore;
  const printer = createPdfPrinter({ chromium: findChromium });

  before(async () => {
    base = await freshDatabase();
    world = await createWorld(base.db);
    directory = await mkdtemp(path.join(tmpdir(), 'letters-'));
    blobs = directoryBlobStore(path.join(directory, 'blobs'));
  });
  after(async () => {
    await printer.close();
    await base.drop();
    await rm(directory, { recursive: true, force: true });
  });

  const errand = () =>
    createLetterErrand({
      db: base.db,
      procedures,
      blobs,
      views,
      renderPdf: printer.renderPdf,
      publicUrl,
      now: () => start,
    });
  const documentsOf = (caseId: string) =>
    base.db('documents').where({ case_id: caseId, origin: 'one' }).select() as Promise<
      { slot: string; digest: Buffer; name: string; act_number: number; media_type: string; size: number }[]
    >;

  for (const [name, { effect, steps, says }] of Object.entries(letterWalks)) {
    it(`says what it has to say in « ${name} »`, async () => {
      const { caseId, number } = await walk(base.db, world, steps);
      const letter = presentLetter(letters, effect, await getLetterContext(base.db, caseId, number), { publicUrl });
      const html = await letterHtml(views.renderHtml, letter);
      await forget(base.db, caseId);
      if (process.env.KEEP_LETTERS) await writeFile(path.join(process.env.KEEP_LETTERS, `${name}.html`), html);
      const body = html.slice(html.indexOf('<body>'));
      expect(
        body
          .replace(/<[^>]+>/g, '')
          .replaceAll('&#x27;', "'")
          .replace(/\s+/g, ' '),
      ).to.match(says);
      expect(body)
        .to.match(/AD-2026-\d{5}/)
        .and.include('ASBL « Les Petits Pas »')
        .and.include('5300 Andenne')
        .and.include('Crèche Clair Matin');
      expect(body).not.to.match(/undefined|\[object|null|NaN|<p><\/p>|<strong><\/strong>|style=|<script|Invalid/);
    });
  }

  it('tells under which law, why, from when and how to appeal when it refuses for good', async () => {
    const { caseId, number } = await walk(base.db, world, letterWalks['decision-confirm-refusal']!.steps);
    const html = await letterHtml(
      views.renderHtml,
      presentLetter(letters, 'letter-decision', await getLetterContext(base.db, caseId, number), { publicUrl }),
    );
    await forget(base.db, caseId);
    for (const part of [
      'Base légale',
      'Faits',
      'Motifs',
      'Décision',
      "Date d'effet",
      'Voies de recours',
      'dans les 30 jours',
      'soixante jours',
      'Françoise Ñuñez',
      'eID',
    ])
      expect(html).to.include(part);
    expect(html).to.match(/SHA-256\).: [0-9a-f]{64}/);
  });

  it('keeps to the proposal that was signed when the case has moved on since', async () => {
    const { caseId, number } = await walk(base.db, world, letterWalks['appeal-upheld']!.steps);
    const acts = (await getLetterContext(base.db, caseId, number)).acts;
    const signed = acts.find(({ action }) => action === 'sign-decision')!.number;
    const letter = presentLetter(letters, 'letter-decision', await getLetterContext(base.db, caseId, signed), {
      publicUrl,
    });
    await forget(base.db, caseId);
    expect(letter.view).to.match(/letter-decision-refuse$/);
  });

  it('shows a decision before it is drafted and signed', async () => {
    const { caseId, number } = await walk(base.db, world, [submitted]);
    const planned = withPlannedActs(await getLetterContext(base.db, caseId, number), [
      {
        action: 'propose-decision',
        facts: { outcome: 'grant', effectiveOn: '2027-01-04' },
        content: { reasons: 'Tout est en ordre.' },
        at: start,
        actorRole: 'referent',
      },
      { action: 'sign-decision', facts: {}, content: null, at: start, actorRole: 'asr-manager' },
    ]);
    const html = await letterHtml(views.renderHtml, presentLetter(letters, 'letter-decision', planned, { publicUrl }));
    await forget(base.db, caseId);
    expect(html).to.include('Tout est en ordre.').and.include('À signer').and.not.include('Signé électroniquement');
    expect(shownLetterCss((file) => `/assets/1/${file}`).policy)
      .to.match(/style-src 'sha256-[^']+'/)
      .and.not.include('unsafe');
  });

  it('stays inert when a person typed markup', async () => {
    const { caseId, number } = await walk(base.db, world, [
      [
        'submit',
        'operator',
        'administrator',
        submitted[3]!,
        { address: { street: '<img src=x onerror=alert(1)>{{7*7}}', postcode: '5300', locality: 'Andenne' } },
      ],
    ]);
    const html = await letterHtml(
      views.renderHtml,
      presentLetter(letters, 'receipt', await getLetterContext(base.db, caseId, number), { publicUrl }),
    );
    await forget(base.db, caseId);
    expect(html).to.include('&lt;img src').and.include('{{7*7}}').and.not.include('<img');
  });

  it('is drawn once, tagged, with its fonts and its text', async () => {
    const { caseId, number } = await walk(base.db, world, letterWalks['decision-conditions']!.steps);
    const run = errand();
    const context = await contextOf(base.db, caseId, number, 'letter-decision');
    await run(context);
    await run(context);
    await Promise.all([run(context), run(context)]);
    const found = await documentsOf(caseId);
    await forget(base.db, caseId);
    expect(found.map(({ slot, act_number, media_type }) => ({ slot, act_number, media_type }))).to.deep.equal([
      { slot: 'letter-decision', act_number: number, media_type: 'application/pdf' },
    ]);
    expect(found[0]!.name).to.match(/^AD-2026-\d{5} Décision - adaptation accordée sous conditions\.pdf$/);
    const pdf = await buffer(await blobs.get(found[0]!.digest.toString('hex')));
    expect(pdf.length).to.equal(found[0]!.size);
    const raw = pdf.toString('latin1');
    expect(raw)
      .to.match(/^%PDF/)
      .and.include('/StructTreeRoot')
      .and.match(/\/MarkInfo <<[^>]*\/Marked true/)
      .and.include('/Lang (fr')
      .and.include('/Outlines');
    if (!has('pdftotext')) return;
    const file = path.join(directory, 'letter.pdf');
    await writeFile(file, pdf);
    expect(spawnSync('pdfinfo', ['-struct', file], { encoding: 'utf8' }).stdout)
      .to.match(/H1/)
      .and.match(/H2/)
      .and.match(/Table/)
      .and.match(/\bP\b/);
    expect(spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' }).stdout)
      .to.include('Clôturer le jardin')
      .and.include('Ñuñez');
    // Every font is inside, and each of its glyphs knows its letter: columns « emb » and « uni ».
    const fonts = spawnSync('pdffonts', [file], { encoding: 'utf8' }).stdout.trim().split('\n').slice(2);
    expect(fonts).to.satisfy(
      (lines: string[]) => lines.length > 0 && lines.every((line) => / yes (yes|no) +yes +\d+ +\d+$/.test(line)),
    );
  });

  it('draws one letter when two workers draw it at once', async () => {
    const { caseId, number } = await walk(base.db, world, [submitted]);
    const context = await contextOf(base.db, caseId, number, 'receipt');
    await Promise.all([errand()(context), errand()(context)]);
    const found = await documentsOf(caseId);
    await forget(base.db, caseId);
    expect(found.map(({ slot }) => slot)).to.deep.equal(['letter-receipt']);
    await sweepOrphans(base.db, blobs, start + 1e12);
    expect(await text(await blobs.get(found[0]!.digest.toString('hex')))).to.match(/^%PDF/);
  });

  it('prints without script and without a call outside, and starts again after its browser was killed', async () => {
    let calls = 0;
    const server = createServer((_, response) => {
      calls += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const html = `<html lang="fr"><title>t</title><body><img src="http://127.0.0.1:${port}/a"><link rel="stylesheet" href="http://127.0.0.1:${port}/b"><script>fetch('http://127.0.0.1:${port}/c')</script><p>ok</p></body></html>`;
    expect((await printer.renderPdf(html)).subarray(0, 4).toString()).to.equal('%PDF');
    server.close();
    expect(calls).to.equal(0);
    const hasty = createPdfPrinter({ chromium: findChromium, pageTimeoutMs: 1 });
    const failure = await hasty
      .renderPdf('<p>secret</p>')
      .catch((error: unknown) => error as Error & { type?: string });
    expect(failure).to.include({ type: 'printer-failed' });
    expect(JSON.stringify(failure)).not.to.include('secret');
    await hasty.close();
    expect((await printer.renderPdf('<p>encore</p>')).subarray(0, 4).toString()).to.equal('%PDF');
  });
});
