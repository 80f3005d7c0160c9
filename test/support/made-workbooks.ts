/** Workbooks (.xlsx) written by hand, part by part, so that they may be wrong in one way each. */
import { sheetTypes, zip, type ZipEntry } from './made-files.ts';

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
export type Drawn = string | { xml: string } | undefined;
export const lettersOf = (index: number): string => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[index]!;
export const cell = (ref: string, drawn: Drawn): string =>
  drawn === undefined
    ? ''
    : typeof drawn === 'string'
      ? `<c r="${ref}" t="inlineStr"><is><t>${escaped(drawn)}</t></is></c>`
      : `<c r="${ref}" ${drawn.xml}</c>`;
export const rowXml = (number: number, cells: readonly Drawn[], attributes = ''): string =>
  `<row r="${String(number)}"${attributes}>${cells.map((each, index) => cell(`${lettersOf(index)}${String(number)}`, each)).join('')}</row>`;
export const sheetXml = (rows: string, after = ''): string =>
  `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`;

export interface Sheet {
  name: string;
  xml: string;
  state?: string;
}
/** Styles 1 to 4: a day, hours, a percentage, a day of their own format. */
const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dddd\\ d\\ mmmm\\ yyyy"/></numFmts><cellXfs>${[0, 14, 20, 9, 170].map((id) => `<xf numFmtId="${String(id)}"/>`).join('')}</cellXfs></styleSheet>`;
export function book(
  sheets: readonly Sheet[],
  { properties = '', more = [] as ZipEntry[], strings = '' } = {},
): Buffer {
  const named = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${String(index + 1)}" r:id="r${String(index)}"${state ? ` state="${state}"` : ''}/>`,
  );
  const relations = sheets.map(
    (_, index) =>
      `<Relationship Id="r${String(index)}" Type="worksheet" Target="worksheets/sheet${String(index)}.xml"/>`,
  );
  return zip([
    { name: '[Content_Types].xml', body: sheetTypes },
    {
      name: 'xl/workbook.xml',
      body: `<workbook xmlns:r="r">${properties}<sheets>${named.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', body: `<Relationships>${relations.join('')}</Relationships>` },
    { name: 'xl/styles.xml', body: styles },
    ...(strings ? [{ name: 'xl/sharedStrings.xml', body: strings }] : []),
    ...sheets.map(({ xml }, index) => ({ name: `xl/worksheets/sheet${String(index)}.xml`, body: xml })),
    ...more,
  ]);
}
