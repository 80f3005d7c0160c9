/** A payment order against the schema of ISO 20022, before it is kept. */
import { readFile } from 'node:fs/promises';
import { validateXML } from 'xmllint-wasm';

let schema: Promise<string> | undefined;
const readSchema = (): Promise<string> =>
  (schema ??= readFile(new URL('../../domain/subsidy/sepa/pain.001.001.09.xsd', import.meta.url), 'utf8'));

/** @returns what the schema says against it; nothing for a sound one. Values of the order may stand in it: never log it. */
export async function faultsOfOrder(xml: string): Promise<string[]> {
  const { valid, errors } = await validateXML({
    xml: [{ fileName: 'pain.001.xml', contents: xml }],
    schema: [await readSchema()],
  });
  return valid ? [] : errors.map(({ message }) => message);
}
