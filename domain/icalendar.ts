/** Events for a calendar, as RFC 5545 writes them: lines of 75 octets at most, folded; texts escaped; hours of Brussels with their time zone. */
import { addDays, isoOf, type Day, type Instant } from './calendar.ts';

export interface CalendarEvent {
  /** The same for each new word on the same event. */
  uid: string;
  /** Grows with each of them. */
  sequence: number;
  /** When it was written. */
  stamp: Instant;
  on: Day;
  /** HH:MM in Brussels; without it, the whole day. */
  from?: string;
  minutes?: number;
  summary: string;
  location?: string;
  description?: string;
  url?: string;
}
/** `publish`: to be kept in a calendar; `request`: somebody is invited; `cancel`: it does not take place. */
export type CalendarMethod = 'publish' | 'request' | 'cancel';

/** Summer time as in the European directive: since 1996, and until it is changed. */
const brussels = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Brussels',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** Of `Pro.ONE <nobody@one.example>`, the address. */
export const addressOf = (sender: string): string => /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim();

/** @param organiser, attendee their addresses: who invites and who is invited */
export function calendarOf(
  event: CalendarEvent,
  { method = 'publish', organiser, attendee }: { method?: CalendarMethod; organiser?: string; attendee?: string } = {},
): string {
  const { uid, sequence, stamp, summary, location, description, url } = event;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//ONE//Pro.ONE//FR',
    'CALSCALE:GREGORIAN',
    `METHOD:${method.toUpperCase()}`,
    ...(event.from ? brussels : []),
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${compact(isoOf(stamp))}`,
    `SEQUENCE:${String(sequence)}`,
    ...timesOf(event),
    `SUMMARY:${escaped(summary)}`,
    ...(location ? [`LOCATION:${escaped(location)}`] : []),
    ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
    ...(url ? [`URL:${url}`] : []),
    ...(organiser ? [`ORGANIZER:mailto:${organiser}`] : []),
    // No answer is asked for: it would come to an address that nobody reads.
    ...(attendee ? [`ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${attendee}`] : []),
    `STATUS:${method === 'cancel' ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(event.from ? [] : ['TRANSP:TRANSPARENT']),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** An hour that would pass midnight ends on the next day. */
function timesOf({ on, from, minutes = 120 }: CalendarEvent): string[] {
  const plain = (day: Day): string => day.replaceAll('-', '');
  if (!from) return [`DTSTART;VALUE=DATE:${plain(on)}`, `DTEND;VALUE=DATE:${plain(addDays(on, 1))}`];
  const [hours = 0, past = 0] = from.split(':').map(Number);
  const end = hours * 60 + past + minutes;
  const at = (day: Day, minute: number): string =>
    `${plain(day)}T${String(Math.floor(minute / 60)).padStart(2, '0')}${String(minute % 60).padStart(2, '0')}00`;
  const dayOfEnd = addDays(on, Math.floor(end / 1440));
  return [
    `DTSTART;TZID=Europe/Brussels:${at(on, hours * 60 + past)}`,
    `DTEND;TZID=Europe/Brussels:${at(dayOfEnd, end % 1440)}`,
  ];
}

/** 2027-01-04T08:00:00.000Z → 20270104T080000Z */
const compact = (iso: string): string => iso.replaceAll(/[-:]|\.\d+/g, '');
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|\r|\n/g, '\\n');

/** No line longer than 75 octets, no character broken: what is left over follows after a blank. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      parts.push(part);
      part = '';
      // The blank counts.
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
