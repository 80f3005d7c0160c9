import { expect } from 'chai';
import { addressLines, formatAddress } from '../../domain/address.ts';
import { findLocality, localitiesOf } from '../../domain/localities.ts';
import { administrationNames, administrationOf } from '../../domain/postcodes.ts';

describe('places', () => {
  it('knows which subregional administration follows a postcode', () => {
    const followed = {
      '1000': 'bruxelles',
      '1299': 'bruxelles',
      '1300': 'brabant-wallon',
      '1499': 'brabant-wallon',
      '4000': 'liege',
      '4999': 'liege',
      '5000': 'namur',
      '6000': 'hainaut',
      '6599': 'hainaut',
      '6600': 'luxembourg',
      '6999': 'luxembourg',
      '7000': 'hainaut',
      '7999': 'hainaut',
    };
    for (const [postcode, administration] of Object.entries(followed))
      expect(administrationOf(postcode), postcode).to.equal(administration);
  });

  it('follows no place outside Brussels and Wallonia', () => {
    for (const postcode of ['0999', '1500', '2000', '3999', '8000', '9992', '500', '50000', '5000 ', '５000', '']) {
      expect(administrationOf(postcode), postcode).to.equal(undefined);
    }
  });

  it('names the administrations in French', () => {
    expect(administrationNames.namur).to.equal('Administration subrégionale de Namur');
    expect(administrationNames['brabant-wallon']).to.equal('Administration subrégionale du Brabant wallon');
  });

  it('lists the localities that share a postcode', () => {
    expect(localitiesOf('5000')).to.deep.equal(['Beez', 'Namur']);
    expect(localitiesOf('9999')).to.deep.equal([]);
  });

  it('writes the small words inside a name as the communes do', () => {
    for (const [postcode, name] of [
      ['1348', 'Louvain-la-Neuve'],
      ['1420', "Braine-l'Alleud"],
      ['7170', "Bois-d'Haine"],
    ] as const)
      expect(localitiesOf(postcode)).to.include(name);
    const all = Array.from({ length: 9_000 }, (_, index) => localitiesOf(String(1_000 + index))).flat();
    expect(all).to.have.length.above(1_500);
    expect(
      all.filter((name) => /-(?:La|Le|Les|Lez|Sur|Sous|De|Du|Des|En|Au|Aux|À|Et)-|-[LD]'/.test(name)),
    ).to.deep.equal([]);
  });

  it('finds a locality whatever its capitals, accents and dashes', () => {
    expect(findLocality('4000', 'LIEGE')).to.include({ postcode: '4000', name: 'Liège', province: 'Liège' });
    expect(findLocality('1080', 'molenbeek saint jean')?.name).to.equal('Molenbeek-Saint-Jean');
    expect(findLocality('5000', 'Liège')).to.equal(undefined);
    const namur = findLocality('5000', 'Namur')!;
    expect(namur.latitude).to.be.within(49, 51);
    expect(namur.longitude).to.be.within(2, 7);
  });

  it('writes an address as on an envelope', () => {
    const address = { street: 'Rue de la Station', number: '12A', box: '3', postcode: '5000', locality: 'Namur' };
    expect(addressLines(address)).to.deep.equal(['Rue de la Station 12A boîte 3', '5000 Namur']);
    expect(formatAddress({ ...address, box: '' })).to.equal('Rue de la Station 12A, 5000 Namur');
  });
});
