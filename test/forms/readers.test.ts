import { expect } from 'chai';
import fc from 'fast-check';
import type { z } from 'zod';
import { emailAddress } from '../../api/forms/email.ts';
import { optionalDay, optionalText, requiredDay, requiredLine, requiredText, wordsIn } from '../../api/forms/inputs.ts';
import { count, findPostcode, optionalHour, phone, requiredHour } from '../../api/forms/numbers.ts';

const read = (schema: z.ZodType, typed: unknown): unknown => {
  const { success, data, error } = schema.safeParse(typed);
  return success ? data : error.issues.map(({ message }) => message).join(' + ');
};
const missing = 'Encodez ceci';

describe('the readers of forms', () => {
  it('take something visible for an answer, and nothing else', () => {
    for (const nothing of ['', '  ', '\u200b', '\u00a0\r\n', '\u2800', '\u202e'])
      for (const reader of [requiredText, requiredLine, requiredDay, phone, emailAddress, requiredHour])
        expect(read(reader(missing), nothing), encodeURI(nothing)).to.equal(missing);
    expect(read(requiredText(missing), undefined)).to.equal(missing);
    expect([read(optionalText(), '\u200b'), read(optionalDay(), ' '), read(optionalHour(), '\u00a0')]).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('say in French that a field came twice', () => {
    for (const schema of [
      requiredText(missing),
      optionalText(),
      requiredDay(missing),
      optionalDay(),
      count(missing, { least: 1, most: 9 }),
      phone(missing),
    ])
      expect(read(schema, ['a', 'b'])).to.match(/^Ce champ est arrivé plusieurs fois/);
  });

  it('take out what turns a line of a letter around, and keep its lines', () => {
    expect(read(requiredText(missing), ' Montant \u202e0001\r\n\u00adDeux ')).to.equal('Montant 0001\nDeux');
    expect(read(requiredLine(missing), 'Crèche\u00a0 des\r\nChênes')).to.equal('Crèche des Chênes');
    expect([wordsIn(' l’arbre\u00a0 bleu '), wordsIn('\u200b'), wordsIn(['x', 'y']), wordsIn(undefined)]).to.deep.equal(
      ['l’arbre bleu', undefined, 'x', undefined],
    );
  });

  it('read a count exactly, or say what was understood', () => {
    const places = count(missing, { least: 1, most: 500 });
    expect([' 28 ', '1\u00a0', '+7', '14,0'].map((typed) => read(places, typed))).to.deep.equal([28, 1, 7, 14]);
    expect(read(places, '4.5')).to.equal("« 4.5 » n'est pas un nombre entier : écrivez 4 ou 5");
    expect(read(places, '4,5')).to.equal("« 4,5 » n'est pas un nombre entier : écrivez 4 ou 5");
    expect(read(places, '1.234')).to.equal('« 1.234 » peut se lire 1 234 ou 1,234 : écrivez-le sans point ni virgule');
    expect(read(places, '4 5')).to.match(/« 4 5 » n'est pas un nombre entier/);
    expect(read(places, '-4')).to.equal('Le nombre le plus petit est 1');
    expect(read(places, '1 234')).to.equal('Le nombre le plus grand est 500');
    expect(read(places, '9'.repeat(60))).to.equal('Le nombre le plus grand est 500');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789.,-+ eE½')), maxLength: 6 }), (typed) => {
        const value = places.safeParse(typed).data;
        if (value !== undefined) expect(typed.replace(/[^\d]/g, '')).to.match(new RegExp(`^0*${String(value)}0*$`));
      }),
      { numRuns: 3_000 },
    );
  });

  it('read a day, or say why it is none', () => {
    expect(read(requiredDay(missing), '\u00a05-1-2027')).to.equal('2027-01-05');
    expect(read(requiredDay(missing), '30/02/2027')).to.equal("Cette date n'existe pas : février 2027 a 28 jours");
    expect(read(requiredDay(missing), '12/31/2027')).to.match(/pas de mois 31/);
    expect(read(requiredDay(missing), 'demain')).to.match(/ne peut pas être lue/);
    expect(read(optionalDay(), '5/1')).to.match(/manque l'année/);
    expect(read(optionalDay(), 'lundi 5 janvier 2027')).to.equal(
      "Cette date se contredit : c'est un mardi 5 janvier 2027, pas un lundi",
    );
  });

  it('read an hour, or say what to write', () => {
    const hour = requiredHour(missing);
    for (const [typed, at] of [
      ['9:30', '09:30'],
      ['9h30', '09:30'],
      ['9 h 30', '09:30'],
      ['14 h', '14:00'],
      ['14H', '14:00'],
      ['9.30', '09:30'],
      ['0:00', '00:00'],
      ['23:59', '23:59'],
    ])
      expect(read(hour, typed), typed).to.equal(at);
    expect(read(hour, '24:00')).to.equal("« 24:00 » n'existe pas : l'heure va de 0:00 à 23:59");
    expect(read(hour, '9:60')).to.match(/n'existe pas/);
    expect(read(hour, '9')).to.equal("« 9 » n'est pas une heure : écrivez 9:00 ou l'heure avec ses minutes");
    expect(read(hour, '9:3')).to.match(/n'est pas une heure/);
  });

  it('take a telephone number that can be dialled', () => {
    for (const typed of [
      '081 23 45 67',
      '081/23.45.67',
      '081‑23‑45‑67',
      '0475 12 34 56',
      '+32 81 23 45 67',
      '+32 (0)475 12 34 56',
      '0032 475 123456',
      '+33 1 23 45 67 89',
    ])
      expect(read(phone(missing), typed), typed).to.equal(typed);
    for (const [typed, said] of [
      ['--------', /chiffres/],
      ['81 23 45 67', /indicatif/],
      ['081 23 45', /081/],
      ['081 23 45 67 / 0475 12 34 56', /un seul numéro/],
      ['081 23 45 67 ext. 3', /chiffres/],
      ['081 23 45 678 9', /nombre de chiffres/],
    ] as const)
      expect(read(phone(missing), typed), typed).to.match(said);
  });

  it('take a postcode with its country', () => {
    expect(
      ['5000', ' 5000\u200b', 'B-5000', 'BE 5000', '5 000', '500', 'F-5000', '50000', '5000 Namur'].map(findPostcode),
    ).to.deep.equal(['5000', '5000', '5000', '5000', '5000', undefined, undefined, undefined, undefined]);
  });

  it('take an address that a mail server accepts', () => {
    const email = emailAddress(missing);
    for (const typed of [
      'jean@exemple.be',
      'jean.dupont+one@sous.exemple.be',
      "o'neil@exemple.be",
      'x@crèche-les-chênes.be',
    ])
      expect(read(email, typed), typed).to.equal(typed);
    expect(read(email, ' jean\u200b@exemple.be\u00a0')).to.equal('jean@exemple.be');
    for (const [typed, why] of [
      ['jean', 'une seule arobase'],
      ['jean@exemple.be.', 'finit par un point'],
      ['jean @exemple.be', 'une espace'],
      ['jean@@exemple.be', 'une seule arobase'],
      ['@exemple.be', 'un nom avant'],
      ['jean@exemple', 'incomplet'],
      ['jérôme@exemple.be', 'lettre accentuée'],
      ['jean..dupont@exemple.be', 'refuserait'],
      ['.jean@exemple.be', 'refuserait'],
      ['jean@-exemple.be', 'refuserait'],
      ['jean@exemple..be', 'refuserait'],
      ['jean@[127.0.0.1]', ''],
      [`${'a'.repeat(65)}@exemple.be`, 'refuserait'],
      ['Jean <jean@exemple.be>', 'une espace'],
      [`a@${'b'.repeat(260)}.be`, 'trop long'],
      ['a@b.be,c@d.be', 'une seule arobase'],
    ] as const)
      expect(read(email, typed), typed).to.be.a('string').that.includes(why).and.not.equal(typed);
  });
});
