import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, type SecurityOptions } from '@cantoo/pdf-lib';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Extension } from '../../api/documents/accepted-types.ts';
import { inspect } from '../../api/documents/inspector.ts';
import { makePdf } from '../../db/seeds/demonstration/pdf.ts';
import { docx, objectStream, pdf, sheetTypes, stream, zip, type ZipEntry } from '../support/made-files.ts';

describe('a file is judged by its structure', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'inspection-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  async function faultOf(bytes: Uint8Array, extension: Extension = 'pdf') {
    const file = path.join(directory, randomUUID());
    await writeFile(file, bytes);
    return inspect(file, extension);
  }

  async function locked(security: SecurityOptions): Promise<Uint8Array> {
    const document = await PDFDocument.create();
    document.addPage().drawText('Plan du rez');
    document.encrypt(security);
    return document.save();
  }

  describe('a PDF', () => {
    const script = '<</S/JavaScript/JS(app.alert(1))>>';

    it('that its reader opens is taken: plain, packed, with a form, or one that only forbids printing', async () => {
      expect(await faultOf(makePdf('Plan', ['Rez-de-chaussée']))).to.equal(undefined);
      expect(await faultOf(pdf('', objectStream(9, [{ number: 5, body: '<</Author(Anne)>>' }])))).to.equal(undefined);
      expect(await faultOf(pdf('/AcroForm<</Fields[5 0 R]>>', '5 0 obj<</FT/Tx/T(nom)/V(Anne)>>endobj'))).to.equal(
        undefined,
      );
      expect(
        await faultOf(pdf('', '5 0 obj<</Font<</EF 6 0 R/JS 7 0 R>>>>endobj', '6 0 obj<</Type/Font>>endobj')),
      ).to.equal(undefined);
      expect(await faultOf(await locked({ ownerPassword: 'secret', permissions: { printing: false } }))).to.equal(
        undefined,
      );
      expect(await faultOf(pdf('', '5 0 obj<</S/URI/URI(https://exemple.be)>>endobj'))).to.equal(undefined);
    });

    it('that asks for a password is refused for that', async () => {
      expect(await faultOf(await locked({ userPassword: 'secret', ownerPassword: 'autre' }))).to.equal('locked');
    });

    it('that a reader would have to guess at is refused for that', async () => {
      const whole = pdf('', stream(4, 'BT (Bonjour) Tj ET'));
      expect(await faultOf(whole.subarray(0, -20))).to.equal('cut-short');
      expect(await faultOf(Buffer.concat([whole.subarray(0, 40), Buffer.from('\n%%EOF')]))).to.equal('broken');
      expect(await faultOf(pdf().subarray(0, 9))).to.not.equal(undefined);
      expect(
        await faultOf(Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF')),
      ).to.equal('broken');
    });

    it('is taken with any words on its pages, in its strings and in its comments', async () => {
      const words = fc.string({
        unit: fc.constantFrom(
          '/Launch',
          '/JavaScript',
          '/JS',
          ' ',
          '<<',
          '>>',
          'a',
          '/EF',
          'endobj',
          '/RichMedia',
          '#4c',
        ),
      });
      await fc.assert(
        fc.asyncProperty(words, fc.boolean(), async (text, packed) => {
          const shown = text.replaceAll('endobj', packed ? 'endobj' : '');
          expect(
            await faultOf(
              pdf(
                '',
                stream(4, `BT /F1 12 Tf (${shown}) Tj ET`, '', packed),
                `5 0 obj<</Title(${text})>>endobj`,
                `% ${text}`,
              ),
            ),
          ).to.equal(undefined);
        }),
        { numRuns: 60 },
      );
    });

    it('with a script is refused, however its name is spelled and wherever it stands', async () => {
      const spelled = fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }).map((escaped) =>
        Array.from('JavaScript')
          .map((char, index) => (escaped[index] ? `#${char.charCodeAt(0).toString(16)}` : char))
          .join(''),
      );
      const action = spelled.map((name) => `<</S/${name}/JS(app.alert(1))>>`);
      const places: Record<string, (action: string) => Buffer> = {
        'the catalogue': (it) => pdf(`/OpenAction${it}`),
        'an object': (it) => pdf('/OpenAction 5 0 R', `5 0 obj${it}endobj`),
        'a deep array': (it) => pdf(`/AA[[[<</D[${it}]>>]]]`),
        'a packed object': (it) =>
          pdf(
            '',
            objectStream(9, [
              { number: 5, body: '<</Title(x)>>' },
              { number: 6, body: it },
            ]),
          ),
        'a packed object of no stated type': (it) => pdf('', stream(9, `6 0 ${it}`, '/N 1/First 4')),
        'a stream that is no object': (it) => pdf('', stream(5, `6 0 obj${it}endobj`, '', false)),
        'a comment, to which the table of a reader may point': (it) => pdf('', `% 6 0 obj${it}endobj`),
        'a string': (it) => pdf('', `5 0 obj<</Title(6 0 obj${it}endobj)>>endobj`),
        'an object that another of its number hides': (it) =>
          pdf('/OpenAction 5 0 R', `5 0 obj${it}endobj`, '5 0 obj<</S/URI>>endobj'),
        'a header that a comment cuts': (it) => pdf('', `5 % x\n0 obj${it}endobj`),
      };
      for (const [place, made] of Object.entries(places))
        await fc.assert(
          fc.asyncProperty(action, async (each) => {
            expect(await faultOf(made(each)), place).to.equal('script');
          }),
          { numRuns: 6 },
        );
      expect(await faultOf(pdf('/OpenAction<</S 5 0 R/JS(x)>>', '5 0 obj/Java#53cript endobj'))).to.equal('script');
    });

    it('with a script under the lock of another is refused', async () => {
      const document = await PDFDocument.create();
      document.addPage();
      document.addJavaScript('ouverture', 'app.alert(1)');
      document.encrypt({ ownerPassword: 'secret' });
      expect(await faultOf(await document.save())).to.equal('script');
    });

    it('that carries a file, starts a program, plays something or draws itself is refused for that', async () => {
      const document = await PDFDocument.create();
      document.addPage();
      await document.attach(Buffer.from('MZ'), 'facture.exe');
      expect(await faultOf(await document.save())).to.equal('attached');
      expect(await faultOf(pdf('', '5 0 obj<</Type/Annot/Subtype/FileAttachment>>endobj'))).to.equal('attached');
      expect(await faultOf(pdf('/Collection<<>>'))).to.equal('attached');
      expect(await faultOf(pdf(`/OpenAction<</S/#4caunch/F(cmd.exe)>>`))).to.equal('launch');
      expect(await faultOf(pdf('', '5 0 obj<</Type/Annot/Subtype/RichMedia>>endobj'))).to.equal('media');
      expect(await faultOf(pdf('/AcroForm<</XFA 5 0 R>>'))).to.equal('dynamic-form');
      expect(await faultOf(pdf(`/Names<</JavaScript<</Names[(a)${script}]>>>>`))).to.equal('script');
    });

    it('made to cost time or memory ends without an answer of its own', async () => {
      const zeros = deflateSync(Buffer.alloc(300_000_000), { level: 9 });
      const entries = `/Type/ObjStm/N 1/First 4/Length ${String(zeros.length)}`;
      const packed = (filter: string): Buffer =>
        Buffer.concat([
          Buffer.from(`%PDF-1.7\n1 0 obj<<${entries}/Filter${filter}>>stream\n`),
          zeros,
          Buffer.from('\nendstream\n%%EOF'),
        ]);
      for (const filter of ['/FlateDecode', '[/FlateDecode/FlateDecode]', '[/FlateDecode]'])
        expect(await faultOf(packed(filter)), filter).to.be.oneOf(['too-demanding', 'broken']);
      // The next one finds its process in order.
      expect(await faultOf(pdf())).to.equal(undefined);
    });
  });

  describe('an office file', () => {
    const types = (main: string): ZipEntry => ({
      name: '[Content_Types].xml',
      body: sheetTypes.replace('spreadsheetml.sheet.main+xml', main),
    });
    const xlsx = (...more: ZipEntry[]): Buffer =>
      zip([
        { name: '[Content_Types].xml', body: sheetTypes },
        { name: 'xl/workbook.xml', body: '<workbook/>' },
        ...more,
      ]);
    const odt = (...more: ZipEntry[]): Buffer =>
      zip([
        { name: 'mimetype', body: 'application/vnd.oasis.opendocument.text' },
        { name: 'content.xml', body: '<a/>' },
        ...more,
      ]);
    const rels = (attributes: string): ZipEntry => ({
      name: 'word/_rels/document.xml.rels',
      body: `<Relationships><Relationship Id="r1" Target="https://exemple.be/x" ${attributes}/></Relationships>`,
    });

    it('may compress well: a white picture, sixty thousand rows that are alike', async () => {
      const white = Buffer.alloc(40_000_000, 0xff).toString('latin1');
      expect(await faultOf(docx({ name: 'word/media/image1.bmp', body: white }), 'docx')).to.equal(undefined);
      const rows = '<row><c t="n"><v>1</v></c><c t="n"><v>0</v></c></row>'.repeat(60_000);
      expect(
        await faultOf(xlsx({ name: 'xl/worksheets/sheet1.xml', body: `<worksheet>${rows}</worksheet>` }), 'xlsx'),
      ).to.equal(undefined);
    });

    it('has one budget for all its parts, also those within parts', async () => {
      const zeros = '\0'.repeat(80_000_000);
      const parts = ['a', 'b', 'c', 'd'].map((name) => ({ name: `word/media/${name}.bin`, body: zeros }));
      expect(await faultOf(docx(...parts), 'docx')).to.equal('too-big');
      const inner = docx(...parts.slice(0, 2)).toString('latin1');
      const embedded = (name: string): ZipEntry => ({
        name: `word/embeddings/${name}.docx`,
        body: inner,
        latin1: true,
      });
      expect(await faultOf(docx(embedded('a')), 'docx')).to.equal(undefined);
      expect(await faultOf(docx(embedded('a'), embedded('b')), 'docx')).to.equal('too-big');
    }).timeout(120_000);

    it('declares no entity, in whatever encoding', async () => {
      const declared =
        '<?xml version="1.0"?><!-- a --><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>';
      const asUtf16 = `\ufeff${declared}`;
      for (const [body, utf16] of [
        [declared, false],
        [asUtf16, true],
      ] as const) {
        const part = { name: 'xl/sharedStrings.xml', body, utf16 };
        expect(await faultOf(xlsx(part), 'xlsx'), body).to.equal('declares');
        expect(await faultOf(docx({ ...part, name: 'word/styles.xml' }), 'docx'), body).to.equal('declares');
        expect(await faultOf(odt({ ...part, name: 'styles.xml' }), 'odt'), body).to.equal('declares');
      }
      expect(await faultOf(docx({ name: 'word/notes.xml', body: '<a><![CDATA[<!DOCTYPE x>]]></a>' }), 'docx')).to.equal(
        undefined,
      );
    });

    it('goes nowhere by itself, and may hold links to click', async () => {
      expect(
        await faultOf(docx(rels('Type="http://x/relationships/hyperlink" TargetMode="External"')), 'docx'),
      ).to.equal(undefined);
      for (const type of ['attachedTemplate', 'oleObject', 'image', 'frame'])
        expect(
          await faultOf(docx(rels(`Type="http://x/relationships/${type}" TargetMode="External"`)), 'docx'),
          type,
        ).to.equal('linked');
    });

    it('has no macro, whatever its name says', async () => {
      const renamed = zip([types('ms-excel.sheet.macroEnabled.main+xml'), { name: 'xl/workbook.xml', body: '<a/>' }]);
      expect(await faultOf(renamed, 'xlsx')).to.equal('active');
      expect(await faultOf(xlsx({ name: 'xl/macrosheets/sheet1.xml', body: '<a/>' }), 'xlsx')).to.equal('active');
      expect(await faultOf(odt({ name: 'Basic/Standard/Module1.xml', body: '<a/>' }), 'odt')).to.equal('active');
      expect(await faultOf(docx({ name: 'word/embeddings/oleObject1.bin', body: 'x' }), 'docx')).to.equal('nested');
      const inner = docx({ name: 'word/vbaProject.bin', body: 'x' }).toString('latin1');
      expect(await faultOf(docx({ name: 'word/embeddings/a.docx', body: inner, latin1: true }), 'docx')).to.equal(
        'active',
      );
    });

    it('asks for no password', async () => {
      const compound = Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]);
      expect(await faultOf(compound, 'docx')).to.equal('locked');
      expect(await faultOf(compound.subarray(0, 500), 'xlsx')).to.equal('not-what-it-says');
      const manifest =
        '<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
      expect(await faultOf(odt({ name: 'META-INF/manifest.xml', body: manifest }), 'odt')).to.equal('locked');
    });

    it('is whole, to the last bit', async () => {
      const whole = docx({ name: 'word/media/image1.png', body: 'abcdefgh'.repeat(100) });
      const torn = Buffer.from(whole);
      const at = torn.indexOf('word/media/image1.png') + 'word/media/image1.png'.length + 3;
      torn.writeUInt8((torn[at] ?? 0) ^ 1, at);
      expect(await faultOf(whole, 'docx')).to.equal(undefined);
      expect(await faultOf(torn, 'docx')).to.equal('broken');
      expect(await faultOf(whole.subarray(0, -30), 'docx')).to.equal('broken');
    });
  });

  it('one that cannot be written differently enough to pass: no file of any bytes ends the inspection', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.nat(300), async (noise, at) => {
        const file = pdf('', stream(4, 'x'));
        const spoilt = Buffer.concat([file.subarray(0, at), noise, file.subarray(at)]);
        expect(await faultOf(spoilt)).to.not.equal('too-demanding');
      }),
      { numRuns: 100 },
    );
  });
});
