import { Readable } from 'node:stream';
import { expect } from 'chai';
import { blobColumns, sweepOrphans } from '../../db/blob-store.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House } from '../support/house.ts';

/** Digests of something else than a file. */
const noFiles = new Set([
  'after_school_sendings.digest',
  'application_requests.digest',
  'case_lines_sent.digest',
  'payment_files.digest',
  'subsidy_calculations.digest',
]);
const secret = /^(?:code|token|iban|content|results_proposed)_digest$/;

describe('the sweep of files that no row names', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  it('knows every column that names one', async () => {
    const columns = (await house
      .db('information_schema.columns')
      .where({ table_schema: 'public', data_type: 'bytea' })
      .whereRaw("column_name ~ 'digest$'")
      .select('table_name', 'column_name')) as { table_name: string; column_name: string }[];
    const named = columns
      .filter(({ column_name: column }) => !secret.test(column))
      .map(({ table_name: table, column_name: column }) => `${table}.${column}`)
      .filter((column) => !noFiles.has(column));
    expect(named.sort()).to.deep.equal(blobColumns.map((one) => one.join('.')).sort());
  });

  it('leaves the PDF of a letter and the rules of a call, until nothing names them', async () => {
    const { blobs } = house.deps;
    const worker = house.dbOf('worker');
    const put = async (text: string) => (await blobs.put(Readable.from([Buffer.from(text)]))).digest;
    const [letter, rules] = [await put('a letter'), await put('the rules of a call')];
    const bytes = (digest: string) => Buffer.from(digest, 'hex');
    const issue = house.db('newsletter_issues').where({ id: stableId('newsletter flash 1') });
    await issue.clone().update({ file_name: 'flash.pdf', file_size: 8, file_digest: bytes(letter) });
    const { id } = (await house.db('project_calls').first('id')) as { id: string };
    const call = house.db('project_calls').where({ id });
    await call.clone().update({ rules_name: 'regles.pdf', rules_size: 19, rules_digest: bytes(rules) });
    const later = Date.now() + 1_000_000;
    await sweepOrphans(worker, blobs, later);
    for (const digest of [letter, rules]) expect(await blobs.stat(digest)).not.to.equal(undefined);
    await issue.clone().update({ file_name: null, file_size: null, file_digest: null });
    await call.clone().update({ rules_name: null, rules_size: null, rules_digest: null });
    await sweepOrphans(worker, blobs, later);
    for (const digest of [letter, rules]) expect(await blobs.stat(digest)).to.equal(undefined);
  });
});
