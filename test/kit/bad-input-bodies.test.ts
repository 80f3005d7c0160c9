import { expect } from 'chai';
import { bodies, emptyMultipart, strangers } from './bad-input-corpus.ts';
import { describeBadInput, form, forTarget, inBatches, urlencoded } from './bad-input-sender.ts';

describeBadInput('bad input in the bodies of forms', 1_000, (sender) => {
  it('in the shape of a form: arrays, brackets, prototypes, doubles, broken percent signs, too much', async () => {
    const before = await sender.rows();
    for (const [number, target] of sender.targets.entries()) {
      const { route, url, by, fields } = target;
      if (route === '/sign-out' || url.endsWith('/columns')) continue;
      const name = Object.keys(fields)[0] ?? 'x';
      const rest = form(Object.fromEntries(Object.entries(fields).filter(([one]) => one !== name)));
      await inBatches(forTarget(target, number, bodies), async (body) => {
        await sender.send('POST', url, by, { type: urlencoded, body: `${body.replace(/\bF\b/g, name)}&${rest}` });
      });
    }
    expect(await sender.rows()).to.deep.equal(before);
    sender.nothingNoticed();
  }).timeout(900_000);

  it('of another kind than a form is refused as such, and nothing is done', async () => {
    const before = await sender.rows();
    const columns = await sender.house.db('inbox_columns').orderBy('user_id').select('*');
    const taken: string[] = [];
    for (const { route, url, by } of sender.targets) {
      if (route === '/csp-report') continue;
      // An empty form with files is a form: columns are unticked by it, and whoever signs out goes.
      const some = strangers.filter(
        ([, body]) => body !== emptyMultipart || (route !== '/sign-out' && !url.endsWith('/columns')),
      );
      await inBatches(some, async ([type, body]) => {
        const { status } = await sender.send('POST', url, by, { ...(type ? { type } : {}), body });
        const isForm = type.startsWith('multipart/form-data');
        if (isForm ? status < 400 && body !== emptyMultipart : status !== 415)
          taken.push(`${String(status)} ${url} ${type}`);
      });
    }
    expect(taken).to.deep.equal([]);
    expect(await sender.rows()).to.deep.equal(before);
    expect(await sender.house.db('inbox_columns').orderBy('user_id').select('*')).to.deep.equal(columns);
    sender.nothingNoticed();
  }).timeout(600_000);

  it('with the name of every column added to every form changes no column', async () => {
    const columns = await sender.columns();
    expect(columns.length).to.be.greaterThan(80);
    const before = await sender.rows();
    const digest = (): Promise<unknown[]> =>
      Promise.all(
        ['cases', 'tasks', 'drafts', 'users', 'grants', 'documents', 'facilities'].map((table) =>
          sender.house.db(table).orderBy('id').select('*'),
        ),
      );
    const content = await digest();
    const accepted: string[] = [];
    for (const { route, url, by, fields, takesAnything } of sender.targets) {
      if (route === '/sign-out') continue;
      const extra = Object.fromEntries(columns.filter((name) => !(name in fields)).map((name) => [name, '1']));
      const { status } = await sender.send('POST', url, by, { type: urlencoded, body: form({ ...fields, ...extra }) });
      if (!takesAnything && status < 400) accepted.push(`${String(status)} ${url}`);
    }
    expect(accepted).to.deep.equal([]);
    expect(await sender.rows()).to.deep.equal(before);
    expect(await digest()).to.deep.equal(content);
    sender.nothingNoticed();
  }).timeout(600_000);
});
