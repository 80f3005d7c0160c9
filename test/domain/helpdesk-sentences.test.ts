import { expect } from 'chai';
import fc from 'fast-check';
import { filledIn, namesIn, unknownIn, variables } from '../../domain/helpdesk/sentences.ts';

describe('sentences with variables', () => {
  const names = Object.keys(variables);

  it('keep everything outside of braces, and every variable without a value', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string().filter((text) => !/[{}]/.test(text)),
            fc.constantFrom(...names.map((n) => `{${n}}`)),
          ),
        ),
        (parts) => {
          const text = parts.join('').normalize('NFC');
          expect(filledIn(text, {})).to.equal(text);
          const values = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
          expect(namesIn(filledIn(text, values))).to.deep.equal([]);
          expect(unknownIn(text)).to.deep.equal([]);
        },
      ),
    );
  });

  it('know what is no variable, however it is spelt', () => {
    expect(unknownIn('Bonjour {prenom}, {nom}, { moi }, {}')).to.deep.equal(['prenom', '']);
    expect(filledIn('{ moi } {pre\u0301nom}', { moi: 'Samira', prénom: 'Olivia' })).to.equal('Samira Olivia');
    expect(filledIn('{nom}', { nom: '{moi}', moi: 'x' }), 'values are not read again').to.equal('{moi}');
  });
});
