import { expect } from 'chai';
import fc from 'fast-check';
import { measureGrouping } from '../../bench/training-likeness.ts';
import { groupSpellings } from '../../domain/likeness/group.ts';
import type { Group, Spelling } from '../../domain/likeness/grouping.ts';
import { kindOfName, moduleName, organisationName } from '../../domain/likeness/name.ts';
import { slipsBetween } from '../../domain/likeness/near-words.ts';

const spelling = (organisation: string, module: string, lines = 3, sessions: string[] = []): Spelling => ({
  id: `${organisation} | ${module}`,
  organisation,
  module,
  lines,
  operators: Array.from({ length: Math.ceil(lines / 3) }, (_, index) => `${organisation}${String(index)}`),
  sessions,
});
const groupOf = (groups: readonly Group[], id: string): Group | undefined =>
  groups.find(({ members }) => members.some((member) => member.id === id && member.isIn));
const areTogether = (spellings: readonly Spelling[], one: number, other: number): boolean => {
  const groups = groupSpellings(spellings);
  return groupOf(groups, spellings[one]!.id) === groupOf(groups, spellings[other]!.id);
};

describe('the likeness of organisations and modules', () => {
  it('takes capitals, accents, legal forms, articles, plurals, towns and dots for nothing', () => {
    const key = (text: string): string => organisationName(text).key;
    for (const text of [
      'HORIZON ENFANCE',
      'Horizons enfance asbl',
      'A.S.B.L. Horizon-Enfance',
      'Horizon Enfance (Gembloux)',
    ])
      expect(key(text), text).to.equal(key('Horizon Enfance'));
    expect(moduleName('Gérer les conflits').key).to.equal(moduleName('Formation : gestion des conflits 2026').key);
    expect(moduleName('Yoga (3-6 ans) niveau II').key).to.equal(moduleName('yoga niveau 2 de 3 à 6 ans').key);
    expect(moduleName('Premiers soins niveau 2').key).not.to.equal(moduleName('Premiers soins niveau 1').key);
  });

  it('knows a teacher and a room', () => {
    for (const text of ['Mme Dewez', 'Sophie Lambotte', 'M. Thirion'])
      expect(kindOfName(text), text).to.equal('trainer');
    for (const text of ['Salle polyvalente Corroy', 'École communale de Ciney', 'Gembloux', 'rue du Verger 14'])
      expect(kindOfName(text), text).to.equal('place');
    for (const text of ['Horizon Enfance', 'Maison des Jeunes de Ciney', 'École du Cirque'])
      expect(kindOfName(text), text).to.equal('name');
  });

  const together: [what: string, one: Spelling, other: Spelling][] = [
    ['a slip', spelling('Musique en Herbe', 'Éveil musical', 30), spelling('Musqiue en Herbe', 'eveil musical', 1)],
    [
      'words run together',
      spelling('Musique en Herbe', 'Éveil musical', 30),
      spelling('MusiqueEnHerbe', 'Éveil musical'),
    ],
    [
      'the other way round',
      spelling('Horizon Enfance', 'Jouer dehors', 30),
      spelling('Enfance Horizon', 'Jouer dehors'),
    ],
    [
      'initials',
      spelling('C.E.M.E.A.', 'Jouer dehors'),
      spelling('Centres d’Entraînement aux Méthodes d’Éducation Active', 'Jouer dehors'),
    ],
    ['a town', spelling('Croix-Rouge Namur', 'Premiers soins', 30), spelling('Croix rouge', 'Premiers soins')],
    [
      'the teacher, on the day',
      spelling('Horizon Enfance', 'Gestion des conflits', 30, ['2026-09-12 6']),
      spelling('Mme Dewez', 'gestion conflit', 3, ['2026-09-12 6']),
    ],
    [
      'the room, on the day',
      spelling('Horizon Enfance', 'Gestion des conflits', 30, ['2026-09-12 6']),
      spelling('Salle polyvalente Corroy', 'Gestion des conflits', 3, ['2026-09-12 6']),
    ],
    [
      'the training twice, on the day',
      spelling('Horizon Enfance', 'Gestion des conflits', 30, ['2026-09-12 6']),
      spelling('Gestion des conflits', 'Gestion des conflits', 3, ['2026-09-12 6']),
    ],
    [
      'a shorter title, on the day',
      spelling('Horizon Enfance', 'Gestion des conflits entre enfants', 30, ['2026-09-12 6']),
      spelling('Horizon Enfance', 'Gestion conflits', 3, ['2026-09-12 6']),
    ],
  ];
  for (const [what, one, other] of together)
    it(`puts together: ${what}`, () => {
      expect(areTogether([one, other], 0, 1)).to.equal(true);
    });

  const apart: [what: string, one: Spelling, other: Spelling][] = [
    [
      'two organisations of half a name',
      spelling('Horizon Enfance', 'Jouer dehors', 30),
      spelling('Horizon Adulte', 'Jouer dehors', 30),
    ],
    [
      'two words that many write',
      spelling('Atelier du Carton', 'Jouer dehors', 30),
      spelling('Atelier du Canton', 'Jouer dehors', 30),
    ],
    [
      'houses of two towns',
      spelling('Maison des Jeunes de Ciney', 'Jouer dehors', 30),
      spelling('Maison des Jeunes de Dinant', 'Jouer dehors'),
    ],
    [
      'two organisations with one module',
      spelling('Secours Hesbaye', 'Premiers soins', 30),
      spelling('Croix-Rouge', 'Premiers soins', 30),
    ],
    [
      'two levels',
      spelling('Croix-Rouge', 'Premiers soins niveau 1', 30),
      spelling('Croix-Rouge', 'Premiers soins niveau 2', 30),
    ],
    [
      'two ages of one level',
      spelling('Croix-Rouge', 'Yoga de 3 à 6 ans, niveau 2', 30),
      spelling('Croix-Rouge', 'Yoga de 6 à 12 ans, niveau 2', 30),
    ],
    [
      'two parts of one level',
      spelling('Croix-Rouge', 'Yoga niveau 2, partie 1', 30),
      spelling('Croix-Rouge', 'Yoga niveau 2, partie II', 30),
    ],
    [
      'two ages of one numbered module',
      spelling('Croix-Rouge', 'Module 1 : yoga 3-6 ans', 30),
      spelling('Croix-Rouge', 'Module 1 : yoga 6-12 ans', 30),
    ],
    ['two ages', spelling('Croix-Rouge', 'Yoga de 3 à 6 ans', 30), spelling('Croix-Rouge', 'Yoga de 6 à 12 ans', 30)],
    [
      'a teacher of another day',
      spelling('Horizon Enfance', 'Gestion des conflits', 30, ['2026-09-12 6']),
      spelling('Mme Dewez', 'Gestion des conflits', 3, ['2026-09-13 6']),
    ],
  ];
  for (const [what, one, other] of apart)
    it(`leaves apart: ${what}`, () => {
      expect(areTogether([one, other], 0, 1)).to.equal(false);
    });

  it('shows what resembles weakly beside the group, outside', () => {
    const groups = groupSpellings([
      spelling('Horizon Enfance', 'Gestion des conflits', 30),
      spelling('Horizon Adulte', 'Gestion des conflits', 6),
      spelling('Croix-Rouge', 'Premiers soins', 30),
    ]);
    const of = groupOf(groups, 'Horizon Enfance | Gestion des conflits');
    expect(of?.members.map(({ id, isIn, why }) => [id, isIn, why])).to.deep.include([
      'Horizon Adulte | Gestion des conflits',
      false,
      'weak',
    ]);
  });

  const words = [
    'horizon',
    'enfance',
    'adulte',
    'carton',
    'canton',
    'mme',
    'dewez',
    'salle',
    'corroy',
    'jeu',
    'niveau',
    '1',
    '2',
    'asbl',
    'de',
    'é',
    '',
    "l'",
  ];
  const name = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((parts) => parts.join(' '));
  const spellings = fc.uniqueArray(
    fc.record({
      organisation: name,
      module: name,
      lines: fc.integer({ min: 1, max: 40 }),
      session: fc.constantFrom('a', 'b'),
    }),
    { selector: ({ organisation, module }) => `${organisation} | ${module}`, maxLength: 25 },
  );
  it('puts every spelling into one group, always the same, in whatever order they come', () => {
    fc.assert(
      fc.property(spellings, fc.infiniteStream(fc.nat()), (list, order) => {
        const all = list.map(({ organisation, module, lines, session }) =>
          spelling(organisation, module, lines, [session]),
        );
        const groups = groupSpellings(all);
        const inside = groups.flatMap(({ members }) => members.filter(({ isIn }) => isIn).map(({ id }) => id));
        expect([...inside].sort()).to.deep.equal(all.map(({ id }) => id).sort());
        for (const { head, members } of groups)
          expect(members.some(({ id, isIn }) => id === head && isIn)).to.equal(true);
        const shuffled = all
          .map((one) => ({ one, key: order.next().value ?? 0 }))
          .sort((left, right) => left.key - right.key)
          .map(({ one }) => one);
        expect(shape(groupSpellings(shuffled))).to.deep.equal(shape(groups));
      }),
    );
  });
  const shape = (groups: readonly Group[]): string[] =>
    groups
      .map(
        ({ head, members }) =>
          `${head}: ${members
            .map(({ id, isIn }) => `${id} ${String(isIn)}`)
            .sort()
            .join(', ')}`,
      )
      .sort();

  it('counts slips the same both ways, and stops above what is asked', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 8 }),
        fc.string({ maxLength: 8 }),
        fc.integer({ min: 0, max: 3 }),
        (one, other, most) => {
          expect(slipsBetween(one, other, most)).to.equal(slipsBetween(other, one, most));
          expect(slipsBetween(one, one, most)).to.equal(0);
        },
      ),
    );
    expect(slipsBetween('enfance', 'enfnace', 2)).to.equal(1);
  });

  it('finds what was meant among 6,000 generated lines of 350 operators, of seeds it was not tuned on', function () {
    this.timeout(60_000);
    for (const seed of [11, 12]) {
      const { bySpelling, byLine, seconds } = measureGrouping(seed);
      expect(Math.min(bySpelling.precision, byLine.precision), `precision ${String(seed)}`).to.be.at.least(0.98);
      expect(Math.min(bySpelling.recall, byLine.recall), `recall ${String(seed)}`).to.be.at.least(0.9);
      expect(seconds).to.be.below(10);
    }
  });
});
