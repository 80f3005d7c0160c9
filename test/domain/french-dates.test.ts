import { expect } from 'chai';
import { instantOf } from '../../domain/calendar.ts';
import {
  dueInWords,
  formatDateTime,
  formatDuration,
  formatLongDate,
  formatShortDate,
  formatTime,
  sinceInWords,
} from '../../domain/french-dates.ts';

const today = '2026-01-05';

describe('French dates', () => {
  it('writes a day in full', () => {
    expect(formatLongDate('2026-01-05')).to.equal('lundi 5 janvier 2026');
    expect(formatLongDate('2026-01-01')).to.equal('jeudi 1er janvier 2026');
    expect(formatLongDate('2026-08-11')).to.equal('mardi 11 août 2026');
    expect(formatShortDate('2026-01-05')).to.equal('05/01/2026');
  });

  it('writes an instant with the hour of Brussels', () => {
    expect(formatDateTime(instantOf('2026-11-02T22:58:30Z'))).to.equal('lundi 2 novembre 2026 à 23 h 58');
    expect(formatTime(instantOf('2026-07-01T06:05:00Z'))).to.equal('8 h 05');
    expect(formatTime(instantOf('2026-06-30T22:00:00Z'))).to.equal('0 h 00');
  });

  it('says how far a due day is', () => {
    expect(
      ['2026-01-05', '2026-01-06', '2026-01-08', '2026-01-04', '2026-01-03'].map((on) => dueInWords(on, today)),
    ).to.deep.equal(["aujourd'hui", 'demain', 'dans 3 jours', "dépassé d'un jour", 'dépassé de 2 jours']);
  });

  it('says since when', () => {
    expect(['2026-01-05', '2026-01-04', '2025-12-26', '2026-01-10'].map((on) => sinceInWords(on, today))).to.deep.equal(
      ["depuis aujourd'hui", 'depuis hier', 'depuis 10 jours', 'à partir du 10/01/2026'],
    );
  });

  it('names a delay', () => {
    expect(
      [
        { days: 30 },
        { days: 1 },
        { workingDays: 10 },
        { workingDays: 1 },
        { months: 3 },
        { years: 1 },
        { years: 2 },
      ].map(formatDuration),
    ).to.deep.equal(['30 jours', '1 jour', '10 jours ouvrables', '1 jour ouvrable', '3 mois', '1 an', '2 ans']);
  });
});
