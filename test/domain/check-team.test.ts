import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, noDueDay } from '../../domain/calendar.ts';
import { checkTeam, pointCodes, type TeamPoint } from '../../domain/staff/check-team.ts';
import { functionCodes, linkCodes, staffLinks } from '../../domain/staff/functions.ts';
import { memberStatus, statusOf, type Contract, type Member, type Team } from '../../domain/staff/team.ts';
import { gapsOf, mostFor, percentOf, workTimeOf } from '../../domain/staff/work-time.ts';

const today = '2026-11-23';
const limits = { criminalRecordMonths: 60, noticeDays: 30, endlessAbsenceMonths: 12, fullTimeHours: 38 };
const contract = (over: Partial<Contract> = {}): Contract => ({
  id: 'c1',
  facilityId: 'f1',
  link: 'employment',
  function: 'direction',
  regime: 'percent',
  percent: 100,
  weeklyHours: null,
  employer: null,
  fromOn: '2020-01-01',
  toOn: null,
  ...over,
});
const member = (over: Partial<Member> = {}): Member => ({
  collaborationId: 'm1',
  firstName: 'Inès',
  familyName: 'Delvaux',
  bornOn: '1989-06-14',
  hasNiss: true,
  contracts: [contract()],
  diplomas: [],
  documents: [{ id: 'd1', kind: 'criminal-record', datedOn: '2024-01-11', expiresOn: null }],
  absences: [],
  ...over,
});
const team = (...members: Member[]): Team => ({
  organisingBodyId: 'po',
  facilities: [
    { id: 'f1', name: 'Les Petits Chênes', kind: 'creche' },
    { id: 'f2', name: "Les Glands d'Or", kind: 'creche' },
  ],
  members,
  limits,
});
const points = (...members: Member[]): TeamPoint[] => checkTeam(team(...members), today);
const codes = (...members: Member[]): string[] => points(...members).map(({ code }) => code);

describe('the check of a team', () => {
  it('has nothing to say of somebody who directs, full-time, with an extract of two years ago', () => {
    expect(codes(member())).to.deep.equal([]);
  });

  it('finds 50 % and 70 % at two places: 120 %, from the day on which both run, and 50 % at most for the later one', () => {
    const [point] = points(
      member({
        contracts: [
          contract({ id: 'a', percent: 50 }),
          contract({ id: 'b', facilityId: 'f2', percent: 70, fromOn: '2026-11-01', toOn: '2026-12-31' }),
        ],
      }),
    ).filter(({ code }) => code === 'overlap');
    expect(point).to.deep.include({
      weight: 'blocking',
      collaborationId: 'm1',
      field: 'contracts.b.percent',
      from: '2026-11-01',
      to: '2026-12-31',
      percent: 120,
      most: 50,
      facilityIds: ['f1', 'f2'],
    });
  });

  it('does not count what a volunteer or a member of the household does towards 100 %', () => {
    for (const link of ['volunteer', 'household'] as const)
      expect(codes(member({ contracts: [contract(), contract({ id: 'b', link, percent: 20 })] }))).to.not.include(
        'overlap',
      );
  });

  it('counts hours per week as a part of a full-time', () => {
    const hours = contract({ id: 'b', regime: 'hours', percent: null, weeklyHours: 19, fromOn: '2026-01-01' });
    expect(percentOf(hours, 38)).to.equal(50);
    expect(points(member({ contracts: [contract(), hours] }))[0]).to.deep.include({ code: 'overlap', percent: 150 });
  });

  it('asks for a contract, then for its function, its time and its first day, each at its field', () => {
    expect(points(member({ contracts: [] }))[0]).to.deep.include({
      code: 'no-contract',
      field: 'contracts.new.facilityId',
    });
    const empty = contract({ function: null, percent: null, fromOn: null });
    expect(points(member({ contracts: [empty] })).map(({ code, field }) => `${code} ${field}`)).to.include.members([
      'no-start contracts.c1.fromOn',
      'no-function contracts.c1.function',
      'no-time contracts.c1.percent',
    ]);
  });

  it('asks for a NISS, an extract of the criminal record of less than five years, and a diploma of who looks after children', () => {
    expect(codes(member({ hasNiss: false }))).to.deep.equal(['no-niss']);
    expect(codes(member({ documents: [] }))).to.deep.equal(['no-record']);
    const dated = (datedOn: string): string[] =>
      codes(member({ documents: [{ id: 'd', kind: 'criminal-record', datedOn, expiresOn: null }] }));
    expect(dated('2021-11-23')).to.deep.equal(['record-old']);
    expect(dated('2021-11-24')).to.deep.equal(['record-ending']);
    expect(dated('2021-12-24')).to.deep.equal([]);
    const nurse = contract({ id: 'b', function: 'nursery-nurse' });
    expect(codes(member(), member({ collaborationId: 'm2', contracts: [nurse] }))).to.deep.equal(['no-diploma']);
    const qualified = [{ id: 'x', title: 'Puéricultrice', obtainedOn: null }];
    expect(codes(member(), member({ contracts: [nurse], diplomas: qualified }))).to.deep.equal([]);
  });

  it('announces the end of a contract in its last 30 days, unless another follows; and the days between two contracts', () => {
    const ends = (toOn: string, ...more: Contract[]): string[] =>
      codes(member({ contracts: [contract({ toOn }), ...more] }));
    expect(ends('2026-12-23')).to.deep.equal(['contract-ending']);
    expect(ends('2026-12-24')).to.deep.equal([]);
    expect(ends('2026-12-05', contract({ id: 'b', fromOn: '2026-12-06' }))).to.deep.equal([]);
    expect(ends('2026-12-05', contract({ id: 'b', fromOn: '2026-12-10' }))).to.deep.equal(['gap']);
  });

  it('asks about an absence that has had no end for more than a year', () => {
    const absent = (fromOn: string, toOn: string | null = null): string[] =>
      codes(member({ absences: [{ id: 'a', fromOn, toOn }] }));
    expect(absent('2025-11-22')).to.deep.equal(['endless-absence']);
    expect(absent('2025-11-23')).to.deep.equal([]);
    expect(absent('2025-11-22', '2026-11-22')).to.deep.equal([]);
  });

  it('says of a place where people work that nobody directs it', () => {
    const worker = contract({ function: 'logistics', facilityId: 'f2' });
    expect(points(member(), member({ collaborationId: 'm2', contracts: [worker] }))).to.deep.equal([
      {
        code: 'no-direction',
        weight: 'blocking',
        collaborationId: null,
        facilityId: 'f2',
        field: 'contracts.new.function',
      },
    ]);
  });

  it('asks no direction of who minds children alone or with one other', () => {
    const minder = contract({ function: 'childcare', facilityId: 'f3' });
    for (const kind of ['childminder', 'co-childminder'])
      expect(
        checkTeam(
          {
            ...team(member({ contracts: [minder] })),
            facilities: [{ id: 'f3', name: 'Émilie Delvaux', kind }],
          },
          today,
        ).map(({ code }) => code),
      ).to.not.include('no-direction');
  });

  it('asks nothing of who has left', () => {
    const left = contract({ toOn: '2026-11-22', function: null, percent: null });
    expect(codes(member({ contracts: [left], documents: [], hasNiss: false }))).to.deep.equal([]);
  });

  const day = fc.integer({ min: -900, max: 900 }).map((days) => addDays(today, days));
  const anyContract: fc.Arbitrary<Contract> = fc
    .record({
      id: fc.uuid(),
      facilityId: fc.constantFrom('f1', 'f2'),
      link: fc.constantFrom(...linkCodes),
      function: fc.option(fc.constantFrom(...functionCodes)),
      regime: fc.constantFrom('percent' as const, 'hours' as const),
      time: fc.option(fc.integer({ min: 1, max: 4_000 }).map((hundredths) => hundredths / 40)),
      from: fc.option(day, { freq: 8 }),
      length: fc.option(fc.nat(700)),
    })
    .map(({ regime, time, from, length, ...rest }) => ({
      ...rest,
      employer: null,
      regime,
      percent: regime === 'percent' ? time : null,
      weeklyHours: regime === 'hours' ? time : null,
      fromOn: from,
      toOn: length === null ? null : addDays(from ?? today, length),
    }));
  const contracts = fc.array(anyContract, { maxLength: 6 });

  it('adds up, on any day, exactly the contracts that run on it', () => {
    fc.assert(
      fc.property(contracts, day, (some, on) => {
        const running = some.filter(
          (one) =>
            staffLinks[one.link].works &&
            one.fromOn !== null &&
            one.fromOn <= on &&
            (one.toOn === null || one.toOn >= on),
        );
        const span = workTimeOf(some, 38).find(({ from, to }) => from <= on && on <= to);
        expect(span?.contractIds ?? []).to.have.members(running.map(({ id }) => id));
        const sum = running.reduce((total, one) => total + (percentOf(one, 38) ?? 0), 0);
        expect(span?.percent ?? 0).to.be.closeTo(sum, 0.01);
      }),
    );
  });

  it('lays spans in order, none over another, and gaps exactly between them', () => {
    fc.assert(
      fc.property(contracts, (some) => {
        const spans = workTimeOf(some, 38);
        for (const [at, { from, to }] of spans.entries()) {
          expect(from <= to).to.equal(true);
          if (at > 0) expect(spans[at - 1]!.to < from).to.equal(true);
          expect(to <= noDueDay).to.equal(true);
        }
        for (const { from, to } of gapsOf(spans)) {
          expect(from <= to).to.equal(true);
          expect(spans.some((span) => span.from <= to && from <= span.to)).to.equal(false);
        }
      }),
    );
  });

  it('never finds more than 100 % where each contract has at most what it may have beside the others', () => {
    fc.assert(
      fc.property(contracts, (some) => {
        const kept: Contract[] = [];
        for (const one of some) {
          const most = mostFor(one, kept, 38);
          if (most > 0) kept.push({ ...one, regime: 'percent', weeklyHours: null, percent: most });
        }
        expect(codes(member({ contracts: kept }))).to.not.include('overlap');
      }),
    );
  });

  it('gives each point a field of the person’s own rows, and the most serious first, whatever the order of members', () => {
    fc.assert(
      fc.property(fc.array(contracts, { maxLength: 4 }), (all) => {
        const members = all.map((some, at) => member({ collaborationId: `m${String(at)}`, contracts: some }));
        const found = points(...members);
        const ranks = found.map(({ code }) => pointCodes.indexOf(code));
        expect(ranks).to.deep.equal([...ranks].sort((a, b) => a - b));
        for (const { field, collaborationId } of found) {
          const [section, row] = field.split('.');
          const own = members.find((one) => one.collaborationId === collaborationId)?.contracts.map(({ id }) => id);
          if (section === 'contracts' && row !== 'new') expect(own).to.include(row);
        }
        expect(points(...[...members].reverse())).to.have.deep.members(found);
      }),
    );
  });

  it('gives a person one status: the one of the contract that counts most', () => {
    fc.assert(
      fc.property(contracts, (some) => {
        const status = memberStatus(some, today);
        if (some.length === 0) expect(status).to.equal('none');
        else expect(some.map((one) => statusOf(one, today))).to.include(status);
        if (some.some((one) => statusOf(one, today) === 'running')) expect(status).to.equal('running');
      }),
    );
  });
});
