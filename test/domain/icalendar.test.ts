/** Events for calendars: folded, escaped, with their time zone. */
import { expect } from 'chai';
import fc from 'fast-check';
import { calendarOf, type CalendarEvent } from '../../domain/icalendar.ts';

const event: CalendarEvent = {
  uid: 'functioning-review-1@pro-one',
  sequence: 3,
  stamp: Date.UTC(2026, 10, 23, 8, 30),
  on: '2027-01-04',
  summary: 'Rencontre',
};
const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');
/** As a reader of RFC 5545 takes a text back. */
const readBack = (text: string): string =>
  text.replaceAll(/\\(.)/gs, (_, character: string) => (/[nN]/.test(character) ? '\n' : character));

describe('an event for a calendar', () => {
  it('takes the whole day, and no time of it, where it has no hour', () => {
    expect(linesOf(calendarOf(event))).to.include.members([
      'METHOD:PUBLISH',
      'UID:functioning-review-1@pro-one',
      'DTSTAMP:20261123T083000Z',
      'SEQUENCE:3',
      'DTSTART;VALUE=DATE:20270104',
      'DTEND;VALUE=DATE:20270105',
      'TRANSP:TRANSPARENT',
    ]);
  });

  it('says the hour of Brussels with the rules of its summer time, and may end after midnight', () => {
    const lines = linesOf(
      calendarOf(
        { ...event, from: '09:30', minutes: 120 },
        { method: 'request', organiser: 'pro@one.example', attendee: 'crèche@one.example' },
      ),
    );
    expect(lines).to.include.members([
      'METHOD:REQUEST',
      'TZID:Europe/Brussels',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'DTSTART;TZID=Europe/Brussels:20270104T093000',
      'DTEND;TZID=Europe/Brussels:20270104T113000',
      'ORGANIZER:mailto:pro@one.example',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:crèche@one.example',
      'STATUS:CONFIRMED',
    ]);
    expect(linesOf(calendarOf({ ...event, from: '23:00' }, { method: 'cancel' }))).to.include.members([
      'METHOD:CANCEL',
      'DTEND;TZID=Europe/Brussels:20270105T010000',
      'STATUS:CANCELLED',
    ]);
  });

  it('gives any text back as it was, in lines of 75 octets at most, each ended by CRLF', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const clean = text.replaceAll(/\r\n|\r/g, '\n');
        const written = calendarOf({ ...event, summary: text });
        expect(written.endsWith('\r\n')).to.equal(true);
        for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).to.be.at.most(75);
        const summary = linesOf(written).find((line) => line.startsWith('SUMMARY:'))!;
        expect(readBack(summary.slice('SUMMARY:'.length))).to.equal(clean);
      }),
      { numRuns: 300 },
    );
  });
});
