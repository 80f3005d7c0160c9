import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import express, { type ErrorRequestHandler, type Express } from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { attachmentHeader, cleanName } from '../../api/documents/file-name.ts';
import { acceptFile } from '../../api/documents/accept-file.ts';
import { allReceived, receiveFiles } from '../../api/documents/receive-files.ts';
import { openTemporaryFolder } from '../../api/documents/temporary-folder.ts';
import { documentRoutes } from '../../api/documents/routes.ts';
import type { Scanner } from '../../api/documents/scanner.ts';
import { maskChange, recordAudit, sealAudit, verifySeals } from '../../db/audit.ts';
import { directoryBlobStore, sweepOrphans, type BlobStore } from '../../db/blob-store.ts';
import { findViewer } from '../../db/access/viewer.ts';
import { saveDocument } from '../../db/save-document.ts';
import { docx, jpeg, pdf, png, sheetTypes, zip } from '../support/made-files.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { createWorld, start, submitted, walk, type World } from './world.ts';

const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

describe('documents', () => {
  let base: TestDatabase;
  let world: World;
  let directory: string;
  let tmpDir: string;
  let blobs: BlobStore;
  let app: Express;
  let scanner: Scanner | undefined;

  before(async () => {
    base = await freshDatabase();
    world = await createWorld(base.db);
    directory = await mkdtemp(path.join(tmpdir(), 'documents-'));
    tmpDir = openTemporaryFolder(path.join(directory, 'incoming'));
    blobs = directoryBlobStore(path.join(directory, 'blobs'));
    app = createTestApp();
  });
  after(async () => {
    await base.drop();
    await rm(directory, { recursive: true, force: true });
  });

  function createTestApp(): Express {
    const accept = acceptFile({ blobs, config: { clamavUrl: undefined }, ...(scanner ? { scanner } : {}) });
    const made = express();
    made.use(async (req, res, next) => {
      Object.assign(req, { session: {} });
      const user = req.get('x-user');
      if (user) res.locals.viewer = await findViewer(base.db, user, { acr: 450, authenticatedAt: start, now: start });
      next();
    });
    const mayKeep = (req: express.Request): boolean => (req.body as { _csrf?: string })._csrf === 'jeton';
    made.post('/upload', receiveFiles({ folder: tmpDir, mayKeep }), async (req, res) => {
      res.json({
        fields: req.body as unknown,
        received: allReceived(res).map(({ field, size, refused }) => ({ field, size, refused })),
        accepted: await Promise.all(allReceived(res).map((file) => accept(file))),
      });
    });
    made.use(documentRoutes({ db: base.db, blobs, now: () => start }));
    made.use((_req, res) => {
      res.status(404).end();
    });
    const answer: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
      res.status((error as { status?: number }).status ?? 500).end();
    };
    made.use(answer);
    return made;
  }

  const send = (content: Buffer, filename: string) =>
    request(app).post('/upload').field('_csrf', 'jeton').attach('plan', content, { filename });
  const accepted = async (content: Buffer, filename: string) => {
    const { status, body } = await send(content, filename);
    expect(status, filename).to.equal(200);
    return (
      body as {
        accepted: (
          | { ok: true; document: { name: string; digest: string; mediaType: string; size: number } }
          | { ok: false; message: string }
        )[];
      }
    ).accepted[0]!;
  };

  describe('that arrive', () => {
    it('are kept under their digest, with the form around them', async () => {
      const { body } = await send(pdf(), 'Plan du rez.PDF').field('note', 'après');
      const [first] = (body as { accepted: { ok: boolean; document: object }[] }).accepted;
      const digest = createHash('sha256').update(pdf()).digest('hex');
      expect(first).to.deep.equal({
        ok: true,
        document: { name: 'Plan du rez.pdf', mediaType: 'application/pdf', size: pdf().length, digest },
      });
      expect((body as { fields: object }).fields).to.deep.equal({ _csrf: 'jeton', note: 'après' });
      expect(await buffer(await blobs.get(digest))).to.deep.equal(pdf());
    });

    for (const [name, content] of Object.entries({
      'plan.png': png(800, 600),
      'photo.jpg': jpeg([0xff, 0xd9]),
      'photo.jpeg': jpeg([0xff, 0xd9, 0, 0]),
      'lettre.docx': docx(),
      'équipe.xlsx': zip([
        { name: '[Content_Types].xml', body: sheetTypes },
        { name: 'xl/workbook.xml', body: '<w/>' },
      ]),
      'note.odt': zip([{ name: 'mimetype', body: 'application/vnd.oasis.opendocument.text' }]),
    }))
      it(`take « ${name} »`, async () => {
        expect(await accepted(content, name)).to.include({ ok: true });
      });

    const corpus: Record<string, [name: string, content: () => Buffer, says: RegExp]> = {
      'an image that runs a script': [
        'a.svg',
        () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        /pas d'un type accepté/,
      ],
      'a page': ['a.html', () => Buffer.from('<html><script>alert(1)</script>'), /pas d'un type accepté/],
      'a page called PDF': ['a.pdf', () => Buffer.from('<html><script>alert(1)</script>'), /ce que son nom annonce/],
      'a program called JPEG': [
        'a.jpg',
        () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]),
        /ce que son nom annonce/,
      ],
      'a PNG called PDF': ['a.pdf', () => png(10, 10), /ce que son nom annonce/],
      'a PDF with a script': ['a.pdf', () => pdf('/OpenAction<</S/JavaScript/JS(app.alert(1))>>'), /script/],
      'a PDF with a script in disguise': [
        'a.pdf',
        () => pdf('/OpenAction<</S/J#61vaScript/JS(app.alert(1))>>'),
        /script/,
      ],
      'a PDF with a script in a compressed object': [
        'a.pdf',
        () => {
          const packed = deflateSync(Buffer.from('1 0 <</S/JavaScript/JS(app.alert(1))>>'));
          return Buffer.concat([
            Buffer.from(
              `%PDF-1.7\n2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`,
            ),
            packed,
            Buffer.from('\nendstream\nendobj\n%%EOF'),
          ]);
        },
        /script/,
      ],
      'a PDF that starts a program': ['a.pdf', () => pdf('/OpenAction<</S/Launch/F(cmd.exe)>>'), /lancer un programme/],
      'a PDF cut short': ['a.pdf', () => pdf().subarray(0, 30), /incomplet/],
      'a test virus': ['a.pdf', () => Buffer.from(eicar), /antivirus/],
      'a test virus inside a PDF': ['a.pdf', () => Buffer.concat([pdf(), Buffer.from(eicar)]), /antivirus/],
      'an empty file': ['a.pdf', () => Buffer.alloc(0), /vide/],
      'a file without extension': ['plan', () => pdf(), /pas d'un type accepté/],
      'a picture of 2.5 billion points': ['a.png', () => png(50_000, 50_000), /trop grande/],
      'a photo cut short': ['a.jpg', () => jpeg([]), /incomplet/],
      'an old Excel': ['a.xls', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), /pas d'un type accepté/],
      'a Word with macros': ['a.docx', () => docx({ name: 'word/vbaProject.bin', body: 'x' }), /macros/],
      'an OpenDocument with macros': [
        'a.odt',
        () =>
          zip([
            { name: 'mimetype', body: 'application/vnd.oasis.opendocument.text' },
            { name: 'Basic/Standard/Module1.xml', body: 'x' },
          ]),
        /macros/,
      ],
      'a workbook that reads another': [
        'a.xlsx',
        () =>
          zip([
            { name: '[Content_Types].xml', body: sheetTypes },
            { name: 'xl/externalLinks/externalLink1.xml', body: 'x' },
          ]),
        /autre fichier/,
      ],
      'a Word that fetches its template': [
        'a.docx',
        () =>
          docx({
            name: 'word/_rels/settings.xml.rels',
            body: '<Relationship Type="http://x/attachedTemplate" Target="http://evil/x.dotm" TargetMode="External"/>',
          }),
        /internet/,
      ],
      'a locked document': ['a.docx', () => docx({ name: 'secret', flags: 1 }), /mot de passe/],
      'a plain zip called Word': ['a.docx', () => zip([{ name: 'a.txt', body: 'bonjour' }]), /ce que son nom annonce/],
      'a zip in a zip': ['a.docx', () => docx({ name: '42.zip', body: 'x' }), /d'autres fichiers/],
      'a zip that climbs out of its folder': ['a.docx', () => docx({ name: '../../etc/passwd', body: 'x' }), /abîmé/],
      'a zip with a symbolic link': [
        'a.docx',
        () => docx({ name: 'lien', body: '/etc/passwd', mode: 0o120777 }),
        /abîmé/,
      ],
      'a zip that swells a thousand times': [
        'a.docx',
        () => docx({ name: 'word/big.xml', body: ' '.repeat(20_000_000) }),
        /trop de place/,
      ],
      'a zip that says it swells to 4 GB': [
        'a.docx',
        () => docx({ name: 'word/big.xml', body: 'x', unpacked: 4_000_000_000 }),
        /trop de place/,
      ],
      'a zip of 60 000 files': [
        'a.docx',
        () => zip(Array.from({ length: 60_000 }, (_, index) => ({ name: `f${index}` }))),
        /trop d'éléments/,
      ],
      'a broken zip': ['a.docx', () => docx().subarray(0, 100), /abîmé/],
    };
    for (const [what, [name, content, says]] of Object.entries(corpus)) {
      it(`are refused: ${what}`, async () => {
        const bytes = content();
        const before = await countBlobs();
        const answer = await accepted(bytes, name);
        expect(answer.ok).to.equal(false);
        if (answer.ok) return;
        expect(answer.message.replaceAll('\u00a0', ' '))
          .to.match(says)
          .and.match(/^Le fichier « .+ » .+\.$/s);
        expect(await countBlobs()).to.equal(before);
      });
    }
    const countBlobs = async (): Promise<number> => {
      let n = 0;
      for await (const _ of blobs.list()) n += 1;
      return n;
    };

    it('are refused for now when the antivirus does not answer', async () => {
      scanner = { scan: () => Promise.reject(new Error('away')) };
      app = createTestApp();
      const answer = await accepted(pdf(), 'plan.pdf');
      scanner = undefined;
      app = createTestApp();
      expect(answer).to.include({ ok: false });
      expect(answer.ok ? '' : answer.message).to.include('dans quelques minutes');
    });

    it('keep nobody else waiting while they are looked at, however they are made', async () => {
      let answered = false;
      const crafted = send(Buffer.from(`%PDF-1.7\n${'1 0 obj('.repeat(4_000)}\n%%EOF`), 'plan.pdf').then(() => {
        answered = true;
      });
      for (let other = 0; other < 5; other += 1) {
        await request(app).get(`/documents/${randomUUID()}`).expect(302);
        expect(answered).to.equal(false);
      }
      await crafted;
    });

    it('that are too large are told apart by their field, and the others are kept', async () => {
      const { body } = await send(Buffer.alloc(10_000_001), 'plan.pdf')
        .attach('lease', pdf(), 'bail.pdf')
        .attach('lease', pdf('/Lang(fr)'), 'avenant.pdf');
      const {
        received,
        accepted: answers,
        fields,
      } = body as {
        received: object[];
        accepted: { ok: boolean; message?: string }[];
        fields: object;
      };
      expect(received).to.deep.include({ field: 'plan', size: 10_000_001, refused: 'too-large' });
      expect(answers.map(({ ok }) => ok)).to.deep.equal([false, true, true]);
      expect(answers[0]!.message).to.match(/« plan\.pdf » dépasse 10.Mo/);
      expect(fields).to.deep.equal({ _csrf: 'jeton' });
    });

    it('are taken twenty at a time', async () => {
      let sending = send(pdf(), '0.pdf');
      for (let index = 1; index <= 20; index += 1) sending = sending.attach('plan', pdf(), `${String(index)}.pdf`);
      const { body } = await sending;
      const answers = (body as { accepted: { ok: boolean; message?: string }[] }).accepted;
      expect(answers.filter(({ ok }) => ok)).to.have.length(20);
      expect(answers.at(-1)!.message).to.include('« 20.pdf »').and.include('20 fichiers');
    });

    it('are not kept at all without the token of the form', async () => {
      for (const token of ['', 'bad']) {
        const { body } = await request(app).post('/upload').field('_csrf', token).attach('plan', pdf(), 'plan.pdf');
        expect((body as { received: object[] }).received).to.deep.equal([]);
      }
      const { body } = await request(app).post('/upload').attach('plan', pdf(), 'plan.pdf').field('_csrf', 'jeton');
      expect((body as { received: object[] }).received, 'token after the file').to.deep.equal([]);
    });

    it('wait in a folder that nobody else enters, and leave nothing in it', async () => {
      expect((await stat(tmpDir)).mode & 0o777).to.equal(0o700);
      const modes: number[] = [];
      scanner = {
        scan: async (file) => {
          modes.push((await stat(file)).mode & 0o777);
          return 'clean';
        },
      };
      app = createTestApp();
      await accepted(pdf(), 'plan.pdf');
      scanner = undefined;
      app = createTestApp();
      expect(modes).to.deep.equal([0o600]);
      await send(Buffer.alloc(10_000_001), 'plan.pdf');
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await readdir(tmpDir)).to.deep.equal([]);
    });

    it('that a killed process has left go when the next one starts, and not those of one that runs', async () => {
      const parent = path.join(directory, 'several');
      const left = openTemporaryFolder(parent);
      await writeFile(path.join(left, 'x'), 'x');
      const others = path.join(parent, `${String(process.ppid)}-others`);
      await mkdir(others);
      const next = openTemporaryFolder(parent);
      expect(await readdir(parent)).to.have.members([next, others].map((folder) => path.basename(folder)));
      expect((await stat(parent)).mode & 0o777).to.equal(0o700);
      const elsewhere = path.join(directory, 'elsewhere');
      await symlink(parent, elsewhere);
      expect(() => openTemporaryFolder(elsewhere)).to.throw('not a folder of ours');
    });

    it('answer 4xx to forms that are not whole or that want too much', async () => {
      const torn = await request(app)
        .post('/upload')
        .set('Content-Type', 'multipart/form-data; boundary=x')
        .send('--x\r\nContent-Disposition: form-data; name="plan"; filename="a.pdf"\r\n\r\n%PDF');
      expect(torn.status).to.equal(422);
      const many = request(app).post('/upload');
      for (let index = 0; index < 400; index += 1) void many.field(`f${index}`, 'x');
      expect((await many).status).to.equal(422);
      const polluting = await request(app)
        .post('/upload')
        .field('__proto__[polluted]', 'oui')
        .field('constructor[prototype][polluted]', 'oui')
        .attach('plan', pdf(), 'a.pdf');
      expect(polluting.status).to.be.lessThan(500);
      expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
    });
  });

  describe('names', () => {
    it('lose folders, controls, bidi marks, and what Windows cannot open', () => {
      expect(cleanName('../../etc/passwd.pdf', 'pdf')).to.equal('passwd.pdf');
      expect(cleanName('..\\..\\x.pdf', 'pdf')).to.equal('x.pdf');
      expect(cleanName('CON.pdf', 'pdf')).to.equal('document CON.pdf');
      expect(cleanName('a\r\nX: y.pdf', 'pdf')).to.equal('aX y.pdf');
      expect(cleanName('facture\u202Efdp.exe', 'pdf')).to.equal('facturefdp.pdf');
      expect(cleanName('e\u0301te\u0301.PDF', 'pdf')).to.equal('été.pdf');
      expect(cleanName('😀 plan.png', 'png')).to.equal('😀 plan.png');
      expect(cleanName('', 'pdf')).to.equal('document.pdf');
      expect(cleanName('.', 'pdf')).to.equal('document.pdf');
      expect(Array.from(cleanName(`${'é'.repeat(300)}.pdf`, 'pdf')).length).to.equal(150);
    });

    it('never break a header nor a path, whatever is typed', () => {
      fc.assert(
        fc.property(
          fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 400 })),
          (given) => {
            const name = cleanName(given, 'pdf');
            expect(Array.from(name).length).to.be.within(5, 150);
            expect(name)
              .to.match(/^[^/\\\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+\.pdf$/u)
              .and.not.match(/^\./);
            expect(attachmentHeader(name)).to.match(/^attachment; filename\*=UTF-8''[\w.!%~-]+$/);
          },
        ),
        { seed: 42, numRuns: 500 },
      );
    });

    it('arrive in French through a form', async () => {
      const answer = await accepted(pdf(), 'Été à la crèche.pdf');
      expect(answer.ok && answer.document.name).to.equal('Été à la crèche.pdf');
    });
  });

  describe('that are read', () => {
    const file = async (slot: string, more: object = {}): Promise<string> => {
      const { caseId } = await walk(base.db, world, [submitted]);
      await base
        .db('cases')
        .where({ id: caseId })
        .update({ closed_at: new Date(start).toISOString() });
      const { digest, size } = await blobs.put(Readable.from([pdf()]));
      const id = await saveDocument(base.db, {
        caseId,
        actNumber: 1,
        organisingBodyId: world.bodyId,
        facilityId: world.facilityId,
        administration: 'namur',
        slot,
        origin: 'operator',
        name: "Bail à « loyer » d'été.pdf",
        mediaType: 'application/pdf',
        size,
        digest,
        uploadedBy: null,
        at: start,
        ...more,
      });
      return id!;
    };
    const read = (id: string, who?: string) => {
      const asked = request(app)
        .get(`/documents/${id}`)
        .buffer(true)
        .parse((res, done) => {
          void buffer(res as unknown as NodeJS.ReadableStream & AsyncIterable<Buffer>).then(
            (all) => {
              done(null, all);
            },
            (error: unknown) => {
              done(error as Error, undefined);
            },
          );
        });
      return who ? asked.set('x-user', world.people[who]!) : asked;
    };

    it('go out as attachments that nothing opens inside the portal, and leave a line in the audit', async () => {
      const id = await file('plan');
      const response = await read(id, 'administrator');
      expect(response.status).to.equal(200);
      expect(response.body).to.deep.equal(pdf());
      expect(response.headers).to.include({
        'content-type': 'application/pdf',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-security-policy': "sandbox; default-src 'none'",
        'content-disposition':
          "attachment; filename*=UTF-8''Bail%20%C3%A0%20%C2%AB%20loyer%20%C2%BB%20d%27%C3%A9t%C3%A9.pdf",
      });
      const lines = (await base
        .db('audit')
        .where({ subject: 'document', subject_id: id })
        .select('event', 'actor_id', 'acr', 'change')) as object[];
      expect(lines).to.deep.equal([
        { event: 'download', actor_id: world.people.administrator, acr: 450, change: null },
      ]);
    });

    it('are 404 for whoever may not see them, and for what does not exist', async () => {
      const id = await file('plan');
      expect((await read(id)).headers.location).to.match(/^\/sign-in\?/);
      for (const who of ['stranger', 'manager-elsewhere', 'manager-other-dossier'])
        expect((await read(id, who)).status, who).to.equal(404);
      for (const who of ['manager', 'referent', 'coordinator']) expect((await read(id, who)).status, who).to.equal(200);
      expect((await read(randomUUID(), 'administrator')).status).to.equal(404);
      expect((await read("1' or '1'='1", 'administrator')).status).to.equal(404);
      const internal = await file('internal-note');
      expect((await read(internal, 'administrator')).status).to.equal(404);
      expect((await read(internal, 'referent')).status).to.equal(200);
      await base
        .db('documents')
        .where({ id })
        .update({ withdrawn_at: new Date(start).toISOString() });
      expect((await read(id, 'administrator')).status).to.equal(404);
    });
  });

  describe('on disk', () => {
    it('are stored once however often they are sent, also at the same time', async () => {
      const same = Buffer.from(`même contenu ${randomUUID()}`);
      const kept = await Promise.all(Array.from({ length: 8 }, () => blobs.put(Readable.from([same]))));
      expect(new Set(kept.map(({ digest }) => digest)).size).to.equal(1);
      expect(await blobs.stat(kept[0]!.digest)).to.include({ size: same.length });
    });

    it('are not there by half when the sender goes away', async () => {
      const cut = Readable.from(
        (async function* () {
          yield Buffer.from('début');
          await Promise.resolve();
          throw new Error('gone');
        })(),
      );
      const failure = await blobs.put(cut).catch((error: unknown) => error as Error);
      expect(failure).to.be.instanceOf(Error);
      expect(await readdir(path.join(directory, 'blobs', 'incoming'))).to.deep.equal([]);
    });

    it('are swept when no row names them, but not while young', async () => {
      const { digest } = await blobs.put(Readable.from([Buffer.from(randomUUID())]));
      const { keptAt } = (await blobs.stat(digest))!;
      await sweepOrphans(base.db, blobs, keptAt);
      expect(await blobs.stat(digest)).not.to.equal(undefined);
      expect(await sweepOrphans(base.db, blobs, keptAt + 1)).to.be.greaterThan(0);
      expect(await blobs.stat(digest)).to.equal(undefined);
      const named = (await base.db('documents').whereNull('withdrawn_at').first('digest')) as { digest: Buffer };
      expect(await blobs.stat(named.digest.toString('hex'))).not.to.equal(undefined);
    });

    it('have no other name than a digest', async () => {
      for (const name of ['../../etc/passwd', '', 'A'.repeat(64)])
        expect(await blobs.get(name).catch((error: unknown) => error)).to.be.instanceOf(Error);
    });
  });

  describe('audit', () => {
    it('says that a personal value changed, not what it was', () => {
      expect(
        maskChange({ email: { before: 'a@b.be', after: null }, capacity: { before: 35, after: 42 } }),
      ).to.deep.equal({ email: { before: '•••', after: null }, capacity: { before: 35, after: 42 } });
    });

    it('seals its lines, and tells which seal no longer fits', async () => {
      const add = (subjectId: string) =>
        recordAudit(base.db, {
          at: start,
          actorId: null,
          event: 'update',
          subject: 'test',
          subjectId,
          change: { iban: { before: 'BE68539007547034', after: null } },
        });
      await add('1');
      const first = await sealAudit(base.db, start);
      expect(await sealAudit(base.db, start)).to.equal(undefined);
      await Promise.all([add('2'), add('3'), sealAudit(base.db, start), add('4')]);
      await sealAudit(base.db, start);
      expect(await verifySeals(base.db)).to.equal(undefined);
      const update = await base
        .db('audit')
        .where({ subject_id: '1' })
        .update({ event: 'nothing' })
        .catch((error: unknown) => error as Error);
      expect(update).to.be.instanceOf(Error);
      await base.db.raw('alter table audit disable trigger audit_is_kept');
      await base.db('audit').where({ subject: 'test', subject_id: '1' }).update({ event: 'nothing' });
      expect(await verifySeals(base.db)).to.equal(first);
    });
  });
});
