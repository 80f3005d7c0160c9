/** The lines of a month as the page draws them: what stands or was typed, what it is worth and how, what is wrong. */
import type { SavedLine } from '../../db/consultations/save.ts';
import { centsOfLine, type SignedLine } from '../../db/consultations/signed-month.ts';
import type { Doctor, EncodedLine } from '../../db/consultations/month.ts';
import type { MonthToSign } from '../../db/consultations/sign.ts';
import type { ConsultationPoint } from '../../domain/consultations/consultation.ts';
import { doctorName } from '../../domain/doctors/name.ts';
import type { LookedAt, Worth } from '../../domain/consultations/month.ts';
import { firstDayOfMonth, lastDayOfMonth } from '../../domain/quarter.ts';
import { formatDateTime, formatPlainDate, formatShortDate } from '../../domain/french-dates.ts';
import { centsOf } from '../../domain/traced.ts';
import {
  centsInWords,
  hourInWords,
  kilometresInWords,
  lengthInWords,
  lineInWords,
  pointInWords,
  rateInWords,
} from '../../views/consultations/words.ts';
import type { Faults } from '../forms/form.ts';
import { lineFields, wasOf, type LineField, type TypedFields } from './read-lines.ts';

/** What was typed in a line and could not be kept: unreadable, or somebody else was there. */
export interface Typed {
  id: string;
  faults: Faults;
  typed?: TypedFields | undefined;
  outcome?: SavedLine;
}

export const nameOf = (doctor: Doctor | undefined): string | undefined => doctor && doctorName(doctor);

/** @param typed what was not kept, by line */
export function presentLines(month: MonthToSign, typed: ReadonlyMap<string, Typed>): object[] {
  return month.looked.lines.map((one, index) => presentLine(one, index + 1, month, typed.get(one.line.id)));
}

function presentLine(one: LookedAt<EncodedLine>, nth: number, month: MonthToSign, typed: Typed | undefined): object {
  const { line, standing } = one;
  const doctor = month.doctors.get(line.collaboration ?? '');
  const values = typed?.typed ?? valuesOf(line);
  const faults = typed ? namedFaults(typed.faults) : pointsOf(one, month);
  const missing = typed ? [] : one.points.filter(isMissing).map(({ field }) => missingWords[field]);
  return {
    id: line.id,
    nth,
    signed: standing === 'signed',
    day: line.on ? formatShortDate(line.on) : '',
    told: lineInWords(line, nameOf(doctor)),
    from: line.from === null ? '' : hourInWords(line.from),
    to: line.to === null ? '' : hourInWords(line.to),
    doctor: standing === 'signed' ? signedDoctor(line.id, month) : nameOf(doctor),
    version: typed?.outcome?.version ?? line.version,
    was: wasOf(line),
    fields: Object.fromEntries(
      lineFields.map((field) => [
        field,
        { value: values[field], error: faults.get(field)?.error, doubt: faults.get(field)?.doubt },
      ]),
    ),
    options: optionsOf(month, values.doctor),
    waiting: standing === 'waiting' && !typed,
    faulty: typed !== undefined || one.points.some((point) => point.weight === 'fault' && !isMissing(point)),
    said: saidOf(one, month, { faults, typed, missing }),
    ...worthShown(one.worth, one),
  };
}

/** Under the line, what is to be known of it: the worst first. */
function saidOf(
  { line, standing }: LookedAt<EncodedLine>,
  month: MonthToSign,
  { faults, typed, missing }: { faults: Said; typed: Typed | undefined; missing: string[] },
): object[] {
  const elsewhere = typed?.outcome && elsewhereOf(typed.outcome, month);
  const before = month.sent === 'reopened' ? sinceSigned(line, month.last) : undefined;
  return [
    ...(elsewhere ? [{ kind: 'fault', text: elsewhere, alert: true }] : []),
    ...[...faults].map(([field, { error, doubt }]) => ({
      kind: error ? 'fault' : 'doubt',
      id: `${field}.${line.id}-error`,
      text: error ?? doubt,
    })),
    ...(missing.length > 0 ? [{ kind: 'doubt', text: `À compléter : ${missing.join(', ')}` }] : []),
    ...(standing === 'waiting' && !typed
      ? [{ kind: 'doubt', id: `waits.${line.id}`, text: "à valider par l'ONE : enregistrée, pas encore signée" }]
      : []),
    ...(before ? [{ kind: 'doubt', text: before }] : []),
  ];
}

const valuesOf = ({ on, from, to, collaboration }: EncodedLine): TypedFields => ({
  on: on ? formatShortDate(on) : '',
  from: from === null ? '' : hourInWords(from),
  to: to === null ? '' : hourInWords(to),
  doctor: collaboration ?? '',
});

const isMissing = ({ code }: ConsultationPoint): boolean => code === 'missing';
const missingWords: Readonly<Record<ConsultationPoint['field'], string>> = {
  on: 'date',
  from: 'arrivée',
  to: 'départ',
  collaboration: 'médecin',
};

type Said = ReadonlyMap<LineField, { error?: string; doubt?: string }>;
const namedFaults = (faults: Faults): Said =>
  new Map(lineFields.flatMap((field) => (faults[field] ? [[field, { error: faults[field] }]] : [])));

function pointsOf({ line, points }: LookedAt<EncodedLine>, month: MonthToSign): Said {
  const said = new Map<LineField, { error?: string; doubt?: string }>();
  const doctor = month.doctors.get(line.collaboration ?? '');
  // What is missing is said of the line, for nobody has typed anything wrong.
  for (const point of points.filter((one) => !isMissing(one))) {
    const field = point.field === 'collaboration' ? 'doctor' : point.field;
    const other = month.lines.find(({ id }) => id === point.otherId);
    const text = pointInWords(point, line, {
      month: month.month,
      ...(doctor ? { doctor: { name: doctorName(doctor), from: doctor.from, until: doctor.until } } : {}),
      ...(other ? { other: hoursInWords(other) } : {}),
    });
    said.set(field, point.weight === 'fault' ? { error: text } : { doubt: text });
  }
  return said;
}
const hoursInWords = ({ from, to }: EncodedLine): string =>
  from === null || to === null ? '' : `${hourInWords(from)}–${hourInWords(to)}`;

function worthShown(worth: Worth | undefined, { hours, minutes }: LookedAt<EncodedLine>): object {
  const length = hours === undefined ? undefined : lengthInWords(hours * 60);
  const rounded =
    hours !== undefined && minutes !== undefined && hours * 60 !== minutes
      ? `${lengthInWords(minutes)}, au quart d'heure`
      : undefined;
  if (!worth) return { length, rounded };
  return {
    length,
    rounded,
    fees: centsInWords(centsOf(worth.fees)),
    feesHow: `${length ?? ''} × ${rateInWords(worth.tariff.hourly)}`,
    travel: centsInWords(centsOf(worth.travel)),
    travelHow: `${kilometresInWords(worth.kilometres)} × ${rateInWords(worth.tariff.kilometre)}`,
  };
}

/** Those who collaborate at some time of the month, and whoever stands in the line already. */
function optionsOf(
  { month, doctors }: MonthToSign,
  chosen: string,
): { value: string; text: string; selected: boolean }[] {
  const [first, last] = [firstDayOfMonth(month), lastDayOfMonth(month)];
  return [...doctors.values()]
    .filter(({ id, from, until, waits, valid }) => {
      const isThere = from <= last && (until === null || until >= first);
      return id === chosen || (isThere && (waits || valid.length > 0));
    })
    .map((doctor) => ({
      value: doctor.id,
      text: doctorName(doctor) + noteOf(doctor, first, last),
      selected: doctor.id === chosen,
    }));
}
function noteOf({ waits, valid, from, until }: Doctor, first: string, last: string): string {
  if (valid.length === 0) return waits ? ' (à valider)' : ' (pas validé·e)';
  if (from > first) return ` (dès le ${formatPlainDate(from)})`;
  return until !== null && until < last ? ` (jusqu'au ${formatPlainDate(until)})` : '';
}

const signedDoctor = (id: string, { before }: MonthToSign): string | undefined =>
  before.find((line) => line.id === id)?.doctor;

/** Somebody was quicker: who, when, what stands; what was typed is in the fields still. */
export function elsewhereOf({ outcome, by, at, stands }: SavedLine, month: MonthToSign): string {
  const who = `${by ?? 'une autre personne'}${at === null ? '' : `, ${formatDateTime(at)}`}`;
  const doctor = nameOf(month.doctors.get(stands.collaboration ?? ''));
  switch (outcome) {
    case 'locked':
      return 'Ce mois a été signé et envoyé entre-temps : cette ligne ne se modifie plus. Votre gestionnaire subsides peut rouvrir le mois.';
    case 'gone':
      return by === null ? "Cette ligne n'existe plus." : `Supprimée par ${who}.`;
    default:
      return `Modifiée par ${who} : ${lineInWords(stands, doctor)}. Ce que vous avez encodé est conservé ici : enregistrez pour le garder, ou annulez pour garder l'autre version.`;
  }
}

/** What a line was when it was signed, before ONE reopened the month. */
function sinceSigned(line: EncodedLine, last: readonly SignedLine[]): string | undefined {
  const was = last.find(({ id }) => id === line.id);
  if (!was) return 'Ajoutée depuis la signature';
  const isSame =
    was.on === line.on && was.from === line.from && was.to === line.to && was.collaboration === line.collaboration;
  return isSame ? undefined : `Modifiée depuis la signature : ${signedInWords(was)}`;
}
/** Lines that were signed, and were taken away since ONE reopened the month. */
export const removedSince = ({ sent, last, lines }: MonthToSign): string[] =>
  sent === 'reopened' ? last.filter(({ id }) => !lines.some((line) => line.id === id)).map(signedInWords) : [];
function signedInWords(was: SignedLine): string {
  const { fees, travel } = centsOfLine(was);
  return `${lineInWords(was, was.doctor)}, ${centsInWords(fees)} + ${centsInWords(travel)}`;
}
