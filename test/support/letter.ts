/** What every letter of ONE must be: a PDF that a screen reader can read, about the case it is filed with. */
import { expect } from 'chai';

export function expectLetter(pdf: Buffer, reference: string): void {
  const raw = pdf.toString('latin1');
  expect(raw)
    .to.match(/^%PDF/)
    .and.include('/StructTreeRoot')
    .and.match(/\/MarkInfo <<[^>]*\/Marked true/)
    .and.include('/Lang (fr');
  // The title, as the printer writes it: plain, or in hexadecimal UTF-16.
  const wide = Buffer.from(reference, 'utf16le').swap16().toString('hex');
  expect(
    raw.includes(reference) ||
      raw.toLowerCase().includes(wide) ||
      raw.includes(Buffer.from(reference, 'utf16le').swap16().toString('latin1')),
    `the reference ${reference} in the letter`,
  ).to.equal(true);
}
