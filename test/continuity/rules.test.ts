/** The continuity guard, as rules: what is to be mended, and how pressing it is. */
import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../domain/calendar.ts';
import { checkContinuity, type ContinuityFacts, type ContinuityMember } from '../../domain/continuity.ts';

const today = '2026-11-23';
const limits = { inactiveMonths: 12, endingDays: 14, longAbsenceDays: 30 };
let number = 0;
const member = (more: Partial<ContinuityMember> = {}): ContinuityMember => ({
  userId: `u${String((number += 1))}`,
  name: `Personne ${String(number)}`,
  isNamed: true,
  isDeactivated: false,
  addedOn: '2024-01-15',
  seenOn: '2026-11-20',
  isAdministrator: false,
  hasRights: true,
  rightsEndOn: null,
  contractEndedOn: null,
  absence: null,
  ...more,
});
const administrator = (more: Partial<ContinuityMember> = {}): ContinuityMember =>
  member({ isAdministrator: true, ...more });
const check = (members: ContinuityMember[], more: Partial<ContinuityFacts> = {}) =>
  checkContinuity({ members, review: null, limits, ...more }, today);
const codes = (members: ContinuityMember[], more: Partial<ContinuityFacts> = {}): string[] =>
  check(members, more).map(({ code, weight }) => `${weight} ${code}`);

describe('the continuity of an organising body', () => {
  it('asks nothing where two administrators are there and everybody works', () => {
    expect(check([administrator(), administrator(), member()])).to.deep.equal([]);
  });
  it('binds where there is a single administrator, or none; the account of before 2023 and the deactivated never count', () => {
    expect(codes([administrator(), member()])).to.deep.equal(['binding single-administrator']);
    expect(
      codes([administrator(), administrator({ isNamed: false }), administrator({ isDeactivated: true })]),
    ).to.deep.equal(['binding single-administrator']);
    expect(codes([member()])).to.deep.equal(['binding no-administrator']);
    expect(check([])).to.deep.equal([]);
  });
  it('binds where an administrator has left the team, and says that they are the last', () => {
    const gone = administrator({ contractEndedOn: '2026-10-30' });
    expect(check([gone, administrator()]).map(({ code, isLast, on }) => [code, isLast, on])).to.deep.equal([
      ['administrator-left', false, '2026-10-30'],
    ]);
    expect(check([gone]).find(({ code }) => code === 'administrator-left')!.isLast).to.equal(true);
  });
  it('counts the last day of a contract as worked', () => {
    expect(codes([administrator(), administrator(), member({ contractEndedOn: today })])).to.deep.equal([]);
    expect(codes([administrator(), administrator(), member({ contractEndedOn: addDays(today, -1) })])).to.deep.equal([
      'binding left',
    ]);
  });
  it('binds where the only administrator is away for long, advises where another is there', () => {
    const away = administrator({ absence: { fromOn: '2026-11-02', toOn: null } });
    expect(codes([away])).to.deep.equal(['binding administrator-away', 'binding single-administrator']);
    expect(codes([away, administrator()])).to.deep.equal(['advice administrator-away']);
    expect(codes([away, administrator({ contractEndedOn: '2026-10-01' })])).to.deep.equal([
      'binding administrator-left',
      'binding administrator-away',
    ]);
  });
  it('takes an absence of thirty days for a long one, of twenty-nine not', () => {
    const away = (days: number) =>
      codes([administrator({ absence: { fromOn: today, toOn: addDays(today, days - 1) } }), administrator()]);
    expect(away(30)).to.deep.equal(['advice administrator-away']);
    expect(away(29)).to.deep.equal([]);
  });
  it('advises on who has no rights, who has not come for a year, whose rights end within a fortnight', () => {
    const two = [administrator(), administrator()];
    expect(codes([...two, member({ hasRights: false })])).to.deep.equal(['advice without-rights']);
    expect(codes([...two, member({ seenOn: '2025-11-23' })])).to.deep.equal(['advice inactive']);
    expect(codes([...two, member({ seenOn: '2025-11-24' })])).to.deep.equal([]);
    expect(codes([...two, member({ seenOn: null, addedOn: '2025-01-01' })])).to.deep.equal(['advice inactive']);
    expect(codes([...two, member({ rightsEndOn: addDays(today, 14) })])).to.deep.equal(['advice rights-end']);
    expect(codes([...two, member({ rightsEndOn: addDays(today, 15) })])).to.deep.equal([]);
  });
  it('asks for the review, and presses once its day has passed', () => {
    const two = [administrator(), administrator()];
    expect(codes(two, { review: { askedOn: '2026-11-01', dueOn: today } })).to.deep.equal(['advice review']);
    expect(codes(two, { review: { askedOn: '2026-10-01', dueOn: '2026-11-22' } })).to.deep.equal(['binding review']);
  });

  const day = fc.integer({ min: -800, max: 60 }).map((days) => addDays(today, days));
  const anybody = fc.record({
    isNamed: fc.boolean(),
    isDeactivated: fc.boolean(),
    addedOn: day,
    seenOn: fc.option(day),
    isAdministrator: fc.boolean(),
    hasRights: fc.boolean(),
    rightsEndOn: fc.option(day),
    contractEndedOn: fc.option(day),
    absence: fc.option(fc.record({ fromOn: fc.constant('2026-11-01'), toOn: fc.option(day) })),
  });
  it('never speaks of who is deactivated or not named, and of nobody twice but as the single administrator', () => {
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 8 }), (drawn) => {
        const members = drawn.map((one) => member(one));
        const silent = new Set(
          members.filter(({ isNamed, isDeactivated }) => !isNamed || isDeactivated).map(({ userId }) => userId),
        );
        const points = check(members);
        const about = points.flatMap(({ code, userId }) => (userId && code !== 'single-administrator' ? [userId] : []));
        expect(about.some((userId) => silent.has(userId))).to.equal(false);
        expect(new Set(about).size).to.equal(about.length);
        const firstAdvice = points.findIndex(({ weight }) => weight === 'advice');
        if (firstAdvice >= 0)
          expect(points.slice(firstAdvice).every(({ weight }) => weight === 'advice')).to.equal(true);
      }),
    );
  });
});
