import { expect } from 'chai';
import { routesOf } from '../support/routes.ts';
import { describeBadInput } from './bad-input-sender.ts';
import { describeFields } from './bad-input-typed.ts';

describeBadInput('bad input', 0, (sender) => {
  it('is aimed at every address that takes a form', () => {
    const known = new Set(sender.targets.map(({ route }) => route));
    expect(
      routesOf(sender.house.app)
        .filter(({ method, path }) => method === 'POST' && !known.has(path))
        .map(({ path }) => path),
    ).to.deep.equal([]);
    expect(sender.targets.length).to.be.greaterThan(40);
  });
});

describeFields(
  'bad input in the fields of operators and parents',
  (route) => !/^\/(office|supervision)/.test(route),
  300,
);
